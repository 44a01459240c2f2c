// Points of a preview as a chart takes them: one value for each time; pure.

import type { ChartData, Series } from "../charts/types";

export interface Points {
  metric: string;
  labels: Record<string, string>;
  /** In order; a time may stand there several times. */
  t: readonly number[];
  v: readonly (number | null)[];
}

export function averaged({ metric, labels, t, v }: Points): Series {
  const times: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  t.forEach((at, i) => {
    const value = v[i];
    if (value === null || value === undefined) return;
    if (times.at(-1) !== at) {
      times.push(at);
      sums.push(0);
      counts.push(0);
    }
    const last = times.length - 1;
    sums[last] = (sums[last] ?? 0) + value;
    counts[last] = (counts[last] ?? 0) + 1;
  });
  return { metric, labels, t: times, avg: sums.map((sum, i) => sum / (counts[i] ?? 1)) };
}

const DAY = 86_400;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A chart of the whole beginning; points that all have one time stand in its middle. */
export function chartOf(points: readonly Points[]): ChartData {
  const series = points.map(averaged);
  const times = series.flatMap((s) => s.t ?? []);
  const [first, last] = times.reduce(
    ([a, b], t) => [Math.min(a, t), Math.max(b, t)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  if (!Number.isFinite(first)) return { series };
  const interval = times.every((t) => t % DAY === 0) ? "day" : "minute";
  const room = first === last ? DAY / 24 : 0;
  return { interval, from: iso(first - room), to: iso(last + room), series };
}
