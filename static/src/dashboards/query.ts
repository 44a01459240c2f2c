// The same questions that widgets ask, asked one at a time: for the explorer and for previews.

import type { ChartData, ChartType, Series } from "../charts/types";
import { api } from "../core/api";
import { zone } from "../core/format";
import type { Agg, List, MetricInfo, Range, WidgetConfig } from "../core/types";
import { aggsOf, common, hasQuestion, timeQuery } from "./asked";

interface Answer {
  interval?: string;
  from?: string;
  to?: string;
  series: Series[];
  previous?: { from: string; to: string; series: Series[] };
  approximate?: boolean;
}

export function timeseries(
  c: WidgetConfig,
  range: Range | null,
  aggs: Agg[],
  signal?: AbortSignal,
  tz = zone(),
): Promise<ChartData> {
  const query = timeQuery(c, range, aggs, tz);
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
  if (type === "text" || !c.datasetId || !hasQuestion(c)) return { series: [] };
  if (type === "table") return summary(c, span, signal);
  if (type !== "stat") return timeseries(c, span, aggsOf(c), signal);
  const [rows, shape] = await Promise.all([
    summary(c, span, signal),
    timeseries(c, span, aggsOf(c), signal),
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
