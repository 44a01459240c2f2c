// How many events there were when: a small picture over the list, to drag closer.
import { useEffect, useMemo } from "preact/hooks";
import { intervalSeconds } from "../charts/format";
import { ChartHost } from "../charts/host";
import { warm } from "../charts/registry";
import type { ChartData, ChartSpec, Series } from "../charts/types";
import { api } from "../core/api";
import { zone } from "../core/format";
import { t } from "../core/i18n";
import { resolveRange } from "../core/range";
import { useResource } from "../core/resource";
import { Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { type Filters, isFine } from "./filters";

/** How high it is. */
export const ROOM = 104;

interface Answer {
  interval: string;
  from: string;
  to: string;
  series: Series[];
}

/** One line of all: bucket by bucket the events of every type. */
export function together(series: Series[]): Series {
  const sums = new Map<number, number>();
  for (const s of series) {
    const counts = (s.count ?? []) as (number | null)[];
    for (const [i, at] of (s.t ?? []).entries())
      sums.set(at, (sums.get(at) ?? 0) + (counts[i] ?? 0));
  }
  const t = [...sums.keys()].sort((a, b) => a - b);
  return { metric: "events", labels: {}, t, count: t.map((at) => sums.get(at)!) };
}

const LEAST = 24;

/** A few buckets are not blown up over the whole width: the time before them was empty. */
function withRoom(data: ChartData): ChartData {
  const first = Date.parse(data.to ?? "") - LEAST * intervalSeconds(data.interval) * 1000;
  if (!(first < Date.parse(data.from ?? ""))) return data;
  return { ...data, from: new Date(first).toISOString() };
}

async function ask(datasetId: string, f: Filters, signal: AbortSignal): Promise<ChartData> {
  const span = f.range ? resolveRange(f.range) : {};
  const query = {
    ...span,
    datasetId,
    metric: f.type || undefined,
    agg: "count",
    interval: "auto",
    fill: "zero",
    tz: zone(),
  };
  const a = await api.get<Answer>("/api/analytics/timeseries", { query, signal });
  return withRoom({ interval: a.interval, from: a.from, to: a.to, series: [together(a.series)] });
}

interface Props {
  datasetId: string;
  filters: Filters;
  /** Raised when the numbers should be asked for again. */
  turn: number;
  onZoom: (from: number, to: number) => void;
}

export function Histogram({ datasetId, filters: f, turn, onZoom }: Props) {
  useEffect(warm, []);
  const range = JSON.stringify(f.range);
  const answer = useResource((s) => ask(datasetId, f, s), [datasetId, f.type, range, turn]);
  const spec = useMemo<ChartSpec>(
    () => ({ type: "bar", title: t("events-histogram"), agg: "count" }),
    [],
  );
  const got = answer.data.value;
  // A type that has no points yet: the list beneath says what there is to say.
  if (answer.error.value?.status === 422 && !got) return null;
  return (
    <div class="event-histogram">
      {answer.error.value && (
        <ProblemBox error={answer.error.value} retry={() => void answer.reload()} />
      )}
      {got ? (
        <div class={answer.busy.value ? "picture dim" : "picture"}>
          <ChartHost spec={spec} data={got} zoom={onZoom} />
        </div>
      ) : (
        !answer.error.value && <Skeleton height={ROOM} />
      )}
      {isFine(f) && <p class="muted tiny">{t("events-histogram-note")}</p>}
    </div>
  );
}
