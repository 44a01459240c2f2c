// The explorer's question on its way to the server and back. What was asked finely enough once answers
// other aggregates and coarser intervals without a request.

import { useRef } from "preact/hooks";
import type { ChartData } from "../charts/types";
import { zone } from "../core/format";
import { type Resource, useResource } from "../core/resource";
import { type Dataset, PLAIN_AGGS } from "../core/types";
import { aggsOf, hasQuestion, isPlain } from "../dashboards/asked";
import { timeseries } from "../dashboards/query";
import { coarser, questionKey, serves } from "./serves";
import { configOf, type View } from "./view";

export const zoneOf = (v: View): string => v.tz || zone();

/** An answer and the view it answers: the old pair stays while a new one is on its way. */
export interface Answered {
  key: string;
  view: View;
  data: ChartData | null;
}

/** `v` must be complete: with metrics that the dataset has. */
export function useAnswer(v: View, d: Dataset): Resource<Answered> {
  const kept = useRef<{ key: string; data: ChartData } | null>(null);
  const key = questionKey(v, d, zoneOf(v));
  return useResource(
    async (signal) => {
      const config = configOf(v);
      const ask = (interval: string, aggs = aggsOf(config)) =>
        timeseries({ ...config, interval }, v.range, aggs, signal, zoneOf(v));
      if (!hasQuestion(config)) return { key, view: v, data: null };
      if (!isPlain(config)) return { key, view: v, data: await ask(v.interval) };
      const whole = questionKey({ ...v, interval: "auto" }, d, zoneOf(v));
      if (kept.current?.key !== whole)
        kept.current = { key: whole, data: await ask("auto", [...PLAIN_AGGS]) };
      const fine = kept.current.data;
      const data = serves(v, fine.interval)
        ? coarser(fine, v.interval, zoneOf(v))
        : await ask(v.interval, [...PLAIN_AGGS]);
      return { key, view: v, data };
    },
    [key],
  );
}
