// Hours into days, days into weeks and months, from data that is already here: no request.

import { intervalSeconds } from "./format";
import type { Series, Values } from "./types";

export const COARSER = ["hour", "day", "week", "month"] as const;
export type Coarse = (typeof COARSER)[number];

/** Whether buckets of `have` add up to buckets of `want`. */
export function nests(have: string | undefined, want: Coarse): boolean {
  const a = intervalSeconds(have);
  if (want === "month") return a <= 86400;
  return a < intervalSeconds(want) && intervalSeconds(want) % a === 0;
}

const parts = new Map<string, Intl.DateTimeFormat>();

/** Year, month, day and hour of an instant as a wall clock in `tz` shows them. */
function wall(t: number, tz: string): { y: number; m: number; d: number; h: number } {
  let f = parts.get(tz);
  if (!f) {
    const opts = {
      timeZone: tz,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      hourCycle: "h23",
    } as const;
    f = new Intl.DateTimeFormat("en-US", opts);
    parts.set(tz, f);
  }
  const get = Object.fromEntries(f.formatToParts(t * 1000).map((p) => [p.type, Number(p.value)]));
  return {
    y: get.year as number,
    m: get.month as number,
    d: get.day as number,
    h: get.hour as number,
  };
}

/** A name for the bucket of `want` that holds `t`: equal names, equal bucket. Weeks begin on Monday. */
export function bucketOf(t: number, want: Coarse, tz: string): string {
  const { y, m, d, h } = wall(t, tz);
  if (want === "month") return `${y}-${m}`;
  if (want === "hour") return `${y}-${m}-${d} ${h}`;
  const days = Math.floor(Date.UTC(y, m - 1, d) / 86_400_000);
  return want === "day" ? `${days}` : `w${Math.floor((days + 3) / 7)}`;
}

const sum = (a: number, b: number) => a + b;
const FOLDS: Record<string, (a: number, b: number) => number> = {
  sum,
  count: sum,
  min: Math.min,
  max: Math.max,
  first: (a) => a,
  last: (_, b) => b,
};

/** One series in coarser buckets. Averages are made from sum and count, never from averages. */
export function rebucket(s: Series, want: Coarse, tz: string): Series {
  const t = s.t ?? [];
  const index: number[] = [];
  const starts: number[] = [];
  let last = "";
  for (const x of t) {
    const name = bucketOf(x, want, tz);
    if (name !== last) starts.push(x);
    last = name;
    index.push(starts.length - 1);
  }
  const out: Series = { metric: s.metric, labels: s.labels, t: starts };
  for (const [agg, fold] of Object.entries(FOLDS)) {
    if (Array.isArray(s[agg])) out[agg] = folded(s[agg] as Values, index, starts.length, fold);
  }
  if (Array.isArray(out.sum) && Array.isArray(out.count)) {
    const counts = out.count as Values;
    out.avg = (out.sum as Values).map((v, i) =>
      v === null || !counts[i] ? null : v / (counts[i] as number),
    );
  }
  return out;
}

function folded(
  values: Values,
  index: number[],
  n: number,
  fold: (a: number, b: number) => number,
): Values {
  const out: Values = new Array(n).fill(null);
  values.forEach((v, i) => {
    if (v === null || v === undefined) return;
    const k = index[i] as number;
    const before = out[k] as number | null;
    out[k] = before === null ? v : fold(before, v);
  });
  return out;
}
