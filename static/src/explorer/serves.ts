// When an answer that is here already serves another view of it; pure.

import { COARSER, type Coarse, nests, rebucket } from "../charts/rebucket";
import type { ChartData } from "../charts/types";
import type { Dataset } from "../core/types";
import { isPlain } from "../dashboards/asked";
import { configOf, type View } from "./view";

/** The answer in coarser buckets; as it is where nothing else is wanted. */
export function coarser(data: ChartData, interval: string, tz: string): ChartData {
  if (interval === "auto" || interval === data.interval) return data;
  return { ...data, interval, series: data.series.map((s) => rebucket(s, interval as Coarse, tz)) };
}

/** Whether an answer in buckets of `have` tells what `v` wants. */
export function serves(v: View, have: string | undefined): boolean {
  if (v.interval === "auto" || v.interval === have) return true;
  return (COARSER as readonly string[]).includes(v.interval) && nests(have, v.interval as Coarse);
}

/** What decides the numbers; kind of chart and scale do not, nor the aggregate of a plain question. */
export function questionKey(v: View, d: Dataset, tz: string): string {
  const { agg, scale: _scale, ...rest } = configOf(v);
  return JSON.stringify([rest, isPlain(configOf(v)) ? "" : agg, v.range, tz, d.version, d.readyAt]);
}
