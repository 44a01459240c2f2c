// Why a widget shows nothing: four different reasons, each with its own way on; pure.

import { isEmpty } from "../charts/series";
import type { ChartData } from "../charts/types";
import type { Dataset, Widget } from "../core/types";

export type Emptiness =
  /** The dataset never had a point. */
  | { kind: "never" }
  /** It has, but not in this range. */
  | { kind: "range"; firstAt: string; lastAt: string }
  /** It has, in this range, but the widget's filter leaves nothing. */
  | { kind: "filtered"; filter: string };

/** Null when there is something to draw. Zero is not "no data". */
export function emptiness(
  w: Widget,
  data: ChartData,
  dataset: Dataset | undefined,
): Emptiness | null {
  if (w.type === "text") return null;
  if (data.series.length > 0 && !isEmpty(data.series, w.config.agg ?? "avg")) return null;
  if (!dataset?.firstAt || !dataset.lastAt) return { kind: "never" };
  const from = Date.parse(data.from ?? "");
  const to = Date.parse(data.to ?? "");
  const outside = to <= Date.parse(dataset.firstAt) || from > Date.parse(dataset.lastAt);
  const filters = Object.entries(w.config.where ?? {});
  if (!outside && filters.length > 0) {
    return {
      kind: "filtered",
      filter: filters.map(([k, v]) => `${k} = ${[v].flat().join(", ")}`).join(", "),
    };
  }
  return { kind: "range", firstAt: dataset.firstAt, lastAt: dataset.lastAt };
}
