// The same questions that widgets ask, asked one at a time: for the explorer and for previews.

import type { ChartData, ChartType, Series } from "../charts/types";
import { api } from "../core/api";
import { zone } from "../core/format";
import { resolveRange } from "../core/range";
import type { Agg, Labels, List, MetricInfo, Range, WidgetConfig } from "../core/types";

/** Asked together, so that another aggregate or a coarser interval needs no request. */
export const ALL_AGGS: Agg[] = ["avg", "sum", "min", "max", "count", "first", "last"];

interface Answer {
  interval?: string;
  from?: string;
  to?: string;
  series: Series[];
}

function common(
  c: WidgetConfig,
  range: Range | null,
): Record<string, string | string[] | undefined> {
  const where = Object.fromEntries(
    Object.entries(c.where ?? {}).map(([k, v]) => [`where.${k}`, v]),
  );
  const span = range ? resolveRange(range) : {};
  return {
    datasetId: c.datasetId,
    metric: c.metrics ?? [],
    groupBy: c.groupBy || undefined,
    ...where,
    ...span,
  };
}

export function timeseries(
  c: WidgetConfig,
  range: Range | null,
  aggs: Agg[],
  signal?: AbortSignal,
): Promise<ChartData> {
  const query = {
    ...common(c, range),
    interval: c.interval ?? "auto",
    agg: aggs.join(","),
    tz: zone(),
  };
  return api.get<Answer>("/api/analytics/timeseries", { query, signal });
}

export function summary(
  c: WidgetConfig,
  range: Range | null,
  signal?: AbortSignal,
): Promise<ChartData> {
  return api.get<Answer>("/api/analytics/summary", { query: common(c, range), signal });
}

/** What a widget of this type and config would show. */
export async function preview(
  type: ChartType,
  c: WidgetConfig,
  range: Range | null,
  signal?: AbortSignal,
): Promise<ChartData> {
  const span = c.range ?? range;
  if (type === "text" || !c.datasetId || !c.metrics?.length) return { series: [] };
  if (type === "table") return summary(c, span, signal);
  const agg = c.agg ?? "avg";
  if (type !== "stat") return timeseries(c, span, [agg], signal);
  const [rows, shape] = await Promise.all([
    summary(c, span, signal),
    timeseries(c, span, [agg], signal),
  ]);
  return { ...shape, series: rows.series, spark: shape.series };
}

export async function metricsOf(datasetId: string, signal?: AbortSignal): Promise<MetricInfo[]> {
  return (
    await api.get<List<MetricInfo>>("/api/analytics/metrics", { query: { datasetId }, signal })
  ).items;
}

/** All labels of the chosen metrics, with the values people can filter by. */
export function labelsOf(
  metrics: MetricInfo[],
  chosen: string[],
): { name: string; values: string[] }[] {
  const out = new Map<string, Set<string>>();
  for (const m of metrics) {
    if (!chosen.includes(m.metric)) continue;
    for (const l of m.labels) {
      const set = out.get(l.name) ?? new Set();
      for (const v of l.values) set.add(v);
      out.set(l.name, set);
    }
  }
  return [...out].map(([name, set]) => ({ name, values: [...set].sort() }));
}

export function whereOf(label: string, value: string): Labels {
  return label && value ? { [label]: value } : {};
}
