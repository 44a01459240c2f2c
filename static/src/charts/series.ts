// Series made ready for a time chart: named, ranked, laid on one time axis, stacked.

import type { Agg, Series, Values } from "./types";

export const MAX_DRAWN = 8;

/** Columns over one shared `t`, as the drawing wants them. */
export interface Columns {
  t: number[];
  values: Values[];
}

export function valuesOf(s: Series, agg: Agg): Values {
  const v = s[agg];
  if (Array.isArray(v)) return v as Values;
  const other = ["avg", "sum", "last", "max", "min", "count", "first", "p50", "p95", "p99"].find(
    (a) => Array.isArray(s[a]),
  );
  return other ? (s[other] as Values) : [];
}

/** Equal for the same series of two answers. */
export function identityOf(s: Series): string {
  return JSON.stringify([s.metric, Object.entries(s.labels ?? {}).sort()]);
}

/** The shortest name that still tells the series of one chart apart; `literal` metrics stay as they are. */
export function seriesNames(list: Series[], literal: readonly string[] = []): string[] {
  const metrics = new Set(list.map((s) => s.metric));
  const keys = [...new Set(list.flatMap((s) => Object.keys(s.labels ?? {})))];
  const telling = keys.filter((k) => new Set(list.map((s) => s.labels?.[k])).size > 1);
  return list.map((s) => {
    const parts = telling.map((k) => s.labels?.[k] ?? "–");
    if (metrics.size > 1 || parts.length === 0)
      parts.unshift(literal.includes(s.metric) ? s.metric : readable(s.metric));
    return parts.join(" · ");
  });
}

/** `temp_max` as a person would write it. */
export function readable(name: string): string {
  return name.replace(/[_-]+/g, " ").trim() || name;
}

/** The heaviest series first, at most `limit`, of every metric some; says how many are left out. Order
 *  of equals is kept. */
export function rank(
  list: Series[],
  agg: Agg,
  limit = MAX_DRAWN,
): { shown: Series[]; hidden: number } {
  if (list.length <= limit) return { shown: list, hidden: 0 };
  const weight = (s: Series) =>
    valuesOf(s, agg).reduce<number>((sum, v) => sum + Math.abs(v ?? 0), 0);
  const sorted = list
    .map((s, i) => ({ s, i, w: weight(s), place: 0 }))
    .sort((a, b) => b.w - a.w || a.i - b.i);
  const places = new Map<string, number>();
  for (const x of sorted) {
    x.place = places.get(x.s.metric) ?? 0;
    places.set(x.s.metric, x.place + 1);
  }
  const shown = sorted
    .sort((a, b) => a.place - b.place || b.w - a.w || a.i - b.i)
    .slice(0, limit)
    .map((x) => x.s);
  return { shown, hidden: list.length - limit };
}

function sameTimes(a: number[], b: number[]): boolean {
  return a === b || (a.length === b.length && a.every((v, i) => v === b[i]));
}

/** All series on one time axis; where a series has no bucket its value is null, never interpolated. */
export function align(list: Series[], agg: Agg): Columns {
  const first = list[0]?.t ?? [];
  if (list.every((s) => sameTimes(s.t ?? [], first)))
    return { t: first, values: list.map((s) => valuesOf(s, agg)) };
  const t = [...new Set(list.flatMap((s) => s.t ?? []))].sort((a, b) => a - b);
  const at = new Map(t.map((x, i) => [x, i]));
  const values = list.map((s) => {
    const out: Values = new Array(t.length).fill(null);
    const v = valuesOf(s, agg);
    (s.t ?? []).forEach((x, i) => {
      out[at.get(x) as number] = v[i] ?? null;
    });
    return out;
  });
  return { t, values };
}

/** Sums add up, averages do not: only these may be stacked. */
export function stackable(agg: Agg, values: Values[]): boolean {
  if (agg !== "sum" && agg !== "count") return false;
  return values.length > 1 && values.every((v) => v.every((x) => x === null || x >= 0));
}

/** Upper edges of a stack; a bucket that no series has stays empty. */
export function stack(values: Values[]): Values[] {
  const n = values[0]?.length ?? 0;
  const below: number[] = new Array(n).fill(0);
  return values.map((v) =>
    v.map((x, i) => {
      if (x === null && values.every((w) => w[i] === null || w[i] === undefined)) return null;
      below[i] = (below[i] as number) + (x ?? 0);
      return below[i] as number;
    }),
  );
}

/** How much longer than usual a step may be and still belong to the series' rhythm. */
const LATE = 1.5;

/**
 * What a line passes over: values that come every so many buckets (a month's, drawn day by day) are one
 * line, broken only where a step is much longer than the usual one. Such empty buckets become
 * undefined, which is no gap; a null is one.
 */
export function inRhythm(v: Values): (number | null | undefined)[] {
  const at = v.flatMap((x, i) => (x === null ? [] : [i]));
  const steps = at.slice(1).map((i, k) => i - (at[k] as number));
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? 1;
  const out: (number | null | undefined)[] = [...v];
  steps.forEach((step, k) => {
    const from = at[k] as number;
    if (usual > 1 && step <= usual * LATE) out.fill(undefined, from + 1, from + step);
  });
  return out;
}

/** Points without a neighbour draw no line, so they must be dots. */
export function lonely(v: (number | null | undefined)[]): number[] {
  const out: number[] = [];
  const gap = (j: number) => j < 0 || j >= v.length || v[j] === null;
  for (let i = 0; i < v.length; i++) {
    if (typeof v[i] === "number" && gap(i - 1) && gap(i + 1)) out.push(i);
  }
  return out;
}

/** Lowest and highest of all values, or null when there is none. */
export function extent(values: Values[]): [number, number] | null {
  let lo = Number.POSITIVE_INFINITY;
  let hi = Number.NEGATIVE_INFINITY;
  for (const v of values)
    for (const x of v) {
      if (x === null || x === undefined) continue;
      if (x < lo) lo = x;
      if (x > hi) hi = x;
    }
  return hi >= lo ? [lo, hi] : null;
}

/** True when nothing at all can be drawn. Zero is a value, but a count of zero says there was none. */
export function isEmpty(list: Series[], agg: Agg): boolean {
  const nothing = (v: number | null | undefined) =>
    v === null || v === undefined || (agg === "count" && v === 0);
  return list.every((s) => {
    if (Array.isArray(s.t)) return valuesOf(s, agg).every(nothing);
    return typeof s.count === "number" ? s.count === 0 : s[agg] === null || s[agg] === undefined;
  });
}
