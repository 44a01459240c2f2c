// From a widget's data to what is drawn: which series, named how, on which axis. No drawing here.

import { intervalSeconds } from "./format";
import {
  align,
  extent,
  identityOf,
  MAX_DRAWN,
  rank,
  seriesNames,
  stack,
  stackable,
  valuesOf,
} from "./series";
import type { ChartData, ChartSpec, Series, Values } from "./types";

export interface Plan {
  names: string[];
  hidden: number;
  t: number[];
  /** As answered: for words, tips and tables. */
  raw: Values[];
  /** As drawn: stacked where it may be. */
  drawn: Values[];
  /** Lower edges of stacked bars, one per series. */
  base: (Values | undefined)[];
  stacked: boolean;
  /** The period before, shifted onto this one; empty when not asked. */
  previous: Values[];
  /** Whether the values stand on a logarithmic axis. */
  log: boolean;
  /** What a reader of the drawing must know beside it; words with a count. */
  notes: { id: string; count: number }[];
  bucket: number;
  from: number;
  to: number;
}

const seconds = (iso: string | undefined) => (iso ? Date.parse(iso) / 1000 : Number.NaN);

/** Every series, as it is: for tables. */
export const whole = (spec: ChartSpec, data: ChartData): Plan =>
  plan({ ...spec, scale: "linear" }, data, Number.POSITIVE_INFINITY);

export function plan(spec: ChartSpec, data: ChartData, limit = MAX_DRAWN): Plan {
  const { shown, hidden } = rank(data.series, spec.agg, limit);
  const all = seriesNames(data.series, spec.expressions);
  const { t, values } = align(shown, spec.agg);
  const stacked = spec.type !== "line" && stackable(spec.agg, values);
  const { log, notes } = logarithmic(spec, values);
  const drawn = stacked ? stack(values) : log ? values.map(positive) : values;
  const previous = before(shifted(shown, t, spec, data), stacked);
  const bucket = intervalSeconds(data.interval);
  const end = (t[t.length - 1] ?? 0) + bucket;
  // The first bucket is shown whole, also where the range cuts it; the last one where it is a bar.
  const from = t.length > 0 ? Math.min(t[0] as number, seconds(data.from)) : seconds(data.from);
  const to = spec.type === "bar" ? Math.max(end, seconds(data.to)) : seconds(data.to);
  return {
    // told apart from those that are not drawn, too
    names: shown.map((s) => all[data.series.indexOf(s)] as string),
    hidden,
    t,
    raw: values,
    drawn,
    base: drawn.map((_, i) => (stacked && i > 0 ? drawn[i - 1] : undefined)),
    stacked,
    previous: log ? previous.map(positive) : previous,
    log,
    notes: [...notes, ...remarks(data, previous)],
    bucket,
    from: Number.isNaN(from) ? (t[0] ?? 0) : from,
    to: Number.isNaN(to) ? end : to,
  };
}

function remarks(data: ChartData, previous: Values[]): Plan["notes"] {
  const ids = [
    data.approximate && "chart-approximate",
    data.previous && !extent(previous) && "stat-nothing-before",
  ];
  return ids.flatMap((id) => (id ? [{ id, count: 0 }] : []));
}

const positive = (v: Values): Values => v.map((x) => (x !== null && x > 0 ? x : null));

/** A logarithm knows no zero and nothing below: what cannot be drawn is counted and told. */
function logarithmic(spec: ChartSpec, values: Values[]): Pick<Plan, "log" | "notes"> {
  if (spec.scale !== "log") return { log: false, notes: [] };
  if (spec.type !== "line") return { log: false, notes: [{ id: "chart-log-filled", count: 0 }] };
  const there = values.flat().filter((x) => x !== null);
  const hidden = there.filter((x) => x <= 0).length;
  if (there.length > 0 && hidden === there.length)
    return { log: false, notes: [{ id: "chart-log-none", count: 0 }] };
  return { log: true, notes: hidden > 0 ? [{ id: "chart-log-hidden", count: hidden }] : [] };
}

/** Values of the period before, bucket by bucket under the ones of now. */
function shifted(shown: Series[], t: number[], spec: ChartSpec, data: ChartData): Values[] {
  if (!data.previous) return [];
  const before = new Map(data.previous.series.map((s) => [identityOf(s), valuesOf(s, spec.agg)]));
  return shown.map((s) => {
    const v = before.get(identityOf(s)) ?? [];
    return t.map((_, i) => v[i] ?? null);
  });
}

/** A stack is compared as a whole. */
function before(values: Values[], stacked: boolean): Values[] {
  const top = stacked ? stack(values).at(-1) : undefined;
  return top ? [top] : values;
}

/** Lowest and highest value drawn inside a window of time. */
export function extentWithin(p: Plan, min: number, max: number): [number, number] | null {
  const inside = (v: Values) =>
    v.filter((_, i) => (p.t[i] as number) + p.bucket > min && (p.t[i] as number) <= max);
  return extent([...p.drawn, ...p.previous].map(inside));
}
