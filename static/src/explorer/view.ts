// What the explorer's address says, read and written; pure. The address is the explorer's whole state.

import type { ChartType } from "../charts/types";
import { parseRange, rangeQuery } from "../core/range";
import { AGGS, type Agg, type MetricInfo, type Range, type WidgetConfig } from "../core/types";
import { COMPARES, FILLS, SCALES, stored } from "../dashboards/choices";
import { windowOf } from "../dashboards/expression";

export const TYPES = ["line", "area", "bar"] as const satisfies ChartType[];
export const INTERVALS = ["auto", "minute", "hour", "day", "week", "month"] as const;

export interface View {
  dataset: string;
  metrics: string[];
  expressions: string[];
  /** Any of the values of each label. */
  where: Record<string, string[]>;
  groupBy: string;
  interval: (typeof INTERVALS)[number];
  agg: Agg;
  range: Range | null;
  compare: (typeof COMPARES)[number];
  fill: (typeof FILLS)[number];
  /** `rate`, `cumulative`, `movingAverage(7)`, or nothing. */
  transform: string;
  scale: (typeof SCALES)[number];
  type: (typeof TYPES)[number];
  /** Empty: the person's own. */
  tz: string;
}

function one<T extends string>(list: readonly T[], value: string | null, otherwise: T): T {
  return list.find((x) => x === value) ?? otherwise;
}

function transformOf(value: string | null): string {
  if (value === "rate" || value === "cumulative") return value;
  return value && windowOf(value) !== null ? value : "";
}

function whereOf(q: URLSearchParams): Record<string, string[]> {
  const where: Record<string, string[]> = {};
  for (const [name, value] of q) {
    if (!name.startsWith("where.") || name.length === 6) continue;
    const label = name.slice(6);
    where[label] = [...(where[label] ?? []), value];
  }
  return where;
}

const full = (list: string[]): string[] => [...new Set(list.filter((x) => x.trim() !== ""))];

export function readView(q: URLSearchParams): View {
  return {
    dataset: q.get("dataset") ?? "",
    metrics: full(q.getAll("metric")),
    expressions: full(q.getAll("expr").map((e) => e.trim())),
    where: whereOf(q),
    groupBy: q.get("groupBy") ?? "",
    interval: one(INTERVALS, q.get("interval"), "auto"),
    agg: one(AGGS, q.get("agg"), "avg"),
    range: parseRange(q),
    compare: one(COMPARES, q.get("compare"), ""),
    fill: one(FILLS, q.get("fill"), ""),
    transform: transformOf(q.get("transform")),
    scale: one(SCALES, q.get("scale"), "linear"),
    type: one(TYPES, q.get("type"), "line"),
    tz: q.get("tz") ?? "",
  };
}

/** The shortest address that says the same: what goes without saying is left out. */
export function writeView(v: View): URLSearchParams {
  const q = new URLSearchParams();
  const put = (name: string, value: string | null | undefined, usual = "") => {
    if (value && value !== usual) q.append(name, value);
  };
  put("dataset", v.dataset);
  for (const m of v.metrics) put("metric", m);
  for (const e of v.expressions) put("expr", e);
  for (const [label, values] of Object.entries(v.where))
    for (const value of values) q.append(`where.${label}`, value);
  put("groupBy", v.groupBy);
  for (const [name, value] of Object.entries(rangeQuery(v.range))) put(name, value);
  put("interval", v.interval, "auto");
  put("agg", v.agg, "avg");
  put("compare", v.compare);
  put("fill", v.fill);
  put("transform", v.transform);
  put("scale", v.scale, "linear");
  put("type", v.type, "line");
  put("tz", v.tz);
  return q;
}

/** Completed from what the dataset has: unknown metrics go, and one is chosen where none is left. */
export function completed(v: View, metrics: MetricInfo[]): View {
  const known = new Set(metrics.map((m) => m.metric));
  const asked = v.metrics.filter((m) => known.has(m));
  if (asked.length > 0 || v.expressions.length > 0) return { ...v, metrics: asked };
  return { ...v, metrics: metrics.slice(0, 1).map((m) => m.metric) };
}

/** What another dataset keeps of the question: not its names. */
export const ofDataset = (v: View, dataset: string, agg = v.agg): View => ({
  ...v,
  dataset,
  agg,
  metrics: [],
  expressions: [],
  where: {},
  groupBy: "",
});

/** What a widget needs to show the same. */
export function configOf(v: View): WidgetConfig {
  const config: WidgetConfig = { datasetId: v.dataset, metrics: v.metrics, agg: v.agg };
  const where = stored(v.where);
  if (v.expressions.length > 0) config.expressions = v.expressions;
  if (where) config.where = where;
  if (v.groupBy) config.groupBy = v.groupBy;
  if (v.interval !== "auto") config.interval = v.interval;
  if (v.compare) config.compare = v.compare;
  if (v.fill) config.fill = v.fill;
  if (v.transform) config.transform = v.transform;
  if (v.scale !== "linear") config.scale = v.scale;
  return config;
}
