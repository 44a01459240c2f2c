// Questions as the API reads them, and what one answer can tell of others; pure.

import { resolveRange } from "../core/range";
import { type Agg, PLAIN_AGGS, type Range, type WidgetConfig } from "../core/types";

export type Query = Record<string, string | string[] | undefined>;

export function common(c: WidgetConfig, range: Range | null): Query {
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

/** The address of a question over time, as the API reads it. */
export function timeQuery(c: WidgetConfig, range: Range | null, aggs: Agg[], tz: string): Query {
  return {
    ...common(c, range),
    expr: c.expressions ?? [],
    interval: c.interval ?? "auto",
    agg: aggs.join(","),
    tz,
    compare: c.compare,
    fill: c.fill,
    transform: c.transform,
  };
}

/** Whether every aggregate and coarser interval can be had from one plain answer. */
export function isPlain(c: WidgetConfig): boolean {
  if (c.expressions?.length || c.compare || c.fill || c.transform) return false;
  return (PLAIN_AGGS as readonly Agg[]).includes(c.agg ?? "avg");
}

/** An overall average needs what it is made of. */
export function aggsOf(c: WidgetConfig): Agg[] {
  const agg = c.agg ?? "avg";
  return c.compare && agg === "avg" ? ["avg", "sum", "count"] : [agg];
}

export const hasQuestion = (c: WidgetConfig): boolean =>
  (c.metrics ?? []).length + (c.expressions ?? []).length > 0;
