// Points of a preview as a chart takes them: one value for each time; pure.

import type { Series } from "../charts/types";

interface Points {
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
