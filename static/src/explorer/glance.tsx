// A first look at a dataset on its own page: one metric over its whole time, and the way to more.

import { useMemo, useState } from "preact/hooks";
import { ChartHost } from "../charts/host";
import { warm } from "../charts/registry";
import { isEmpty, readable } from "../charts/series";
import type { ChartSpec } from "../charts/types";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { inTenant } from "../core/session";
import type { Dataset, Range } from "../core/types";
import { navigate } from "../core/url";
import { usualAgg } from "../dashboards/choices";
import { metricsOf, timeseries } from "../dashboards/query";
import { LinkButton } from "../ui/button";
import { SelectField } from "../ui/field";
import { Empty, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

const HEIGHT = 280;

/** `fresh` changes when there is more to show. */
export function Glance({ d, fresh = 0 }: { d: Dataset; fresh?: number }) {
  warm();
  const metrics = useResource((s) => metricsOf(d.id, s), [d.id, d.version, d.readyAt, fresh]);
  const list = metrics.data.value ?? [];
  const [chosen, choose] = useState("");
  const metric = list.some((m) => m.metric === chosen) ? chosen : (list[0]?.metric ?? "");
  const q = new URLSearchParams({
    dataset: d.id,
    ...(metric && { metric }),
    ...(d.kind === "events" && { agg: usualAgg(d) }),
  });
  return (
    <section class="card glance" aria-label={t("glance")}>
      <header>
        <h2>{t("glance")}</h2>
        {list.length > 1 && (
          <SelectField
            label={t(d.kind === "events" ? "glance-type" : "explorer-metric")}
            name="metric"
            value={metric}
            options={list.map((m) => ({ value: m.metric, label: readable(m.metric) }))}
            onChange={(e) => choose(e.currentTarget.value)}
          />
        )}
        <LinkButton icon="explore" href={inTenant(`/explore?${q}`)}>
          {t("nav-explore")}
        </LinkButton>
      </header>
      {metrics.error.value ? (
        <ProblemBox error={metrics.error.value} retry={metrics.reload} />
      ) : !metrics.data.value ? (
        <Skeleton height={HEIGHT} />
      ) : metric ? (
        <Drawing d={d} metric={metric} fresh={fresh} />
      ) : (
        <Empty icon="dataset" title={t("explorer-no-metrics")} />
      )}
    </section>
  );
}

const DAY_MS = 86_400_000;

/** All of it; events of a few minutes would be one wide bar, and are shown within a day. */
function rangeOf(d: Dataset): Range | null {
  const young = d.firstAt !== null && Date.now() - Date.parse(d.firstAt) < DAY_MS;
  return d.kind === "events" && young ? { last: "24h" } : null;
}

function Drawing({ d, metric, fresh }: { d: Dataset; metric: string; fresh: number }) {
  const agg = usualAgg(d);
  const ask = { datasetId: d.id, metrics: [metric] };
  const answer = useResource(
    async (s) => ({ metric, data: await timeseries(ask, rangeOf(d), [agg], s) }),
    [d.id, metric, d.version, d.readyAt, fresh],
  );
  const got = answer.data.value;
  const title = `${d.name}: ${readable(got?.metric ?? metric)}`;
  const spec = useMemo<ChartSpec>(
    () => ({ type: d.kind === "events" ? "bar" : "line", title, agg }),
    [title],
  );
  if (answer.error.value) return <ProblemBox error={answer.error.value} retry={answer.reload} />;
  if (!got) return <Skeleton height={HEIGHT} />;
  if (isEmpty(got.data.series, agg)) return <Empty icon="dataset" title={t("empty-never")} />;
  return (
    <div class={answer.busy.value ? "glance-chart dim" : "glance-chart"}>
      <ChartHost spec={spec} data={got.data} zoom={(from, to) => look(d, metric, from, to)} />
    </div>
  );
}

/** Dragging over the chart looks closer, where there is room for it. */
function look(d: Dataset, metric: string, from: number, to: number): void {
  const iso = (s: number) => new Date(s * 1000).toISOString();
  const agg = usualAgg(d);
  const q = new URLSearchParams({ dataset: d.id, metric, agg, from: iso(from), to: iso(to) });
  navigate(inTenant(`/explore?${q}`));
}
