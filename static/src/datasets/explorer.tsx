// A chart to look around in a dataset: its whole state is in the address.

import { useId, useMemo, useState } from "preact/hooks";
import { chartEnv } from "../charts/env";
import { ChartHost } from "../charts/host";
import { COARSER, type Coarse, nests, rebucket } from "../charts/rebucket";
import { warm } from "../charts/registry";
import { isEmpty, readable } from "../charts/series";
import type { ChartData, ChartSpec, ChartType } from "../charts/types";
import { t } from "../core/i18n";
import { parseRange, rangeQuery } from "../core/range";
import { type Resource, useResource } from "../core/resource";
import { may } from "../core/session";
import { notifyError } from "../core/toast";
import type { Agg, Dataset, MetricInfo, WidgetConfig } from "../core/types";
import { query, setQuery } from "../core/url";
import { ALL_AGGS, labelsOf, metricsOf, timeseries, whereOf } from "../dashboards/query";
import { RangePicker } from "../dashboards/rangepicker";
import { Button } from "../ui/button";
import { Segmented } from "../ui/field";
import { Empty, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import type { PinDialog } from "./pin";

const TYPES: ChartType[] = ["line", "area", "bar"];

/** What the address asks for, completed from what the dataset has. */
export interface View {
  metrics: string[];
  label: string;
  value: string;
  groupBy: string;
  interval: string;
  agg: Agg;
  type: ChartType;
}

export function viewOf(q: URLSearchParams, metrics: MetricInfo[]): View {
  const known = new Set(metrics.map((m) => m.metric));
  const asked = q.getAll("metric").filter((m) => known.has(m));
  const agg = q.get("agg") as Agg | null;
  const type = q.get("type") as ChartType | null;
  return {
    metrics: asked.length > 0 ? asked : metrics.slice(0, 1).map((m) => m.metric),
    label: q.get("label") ?? "",
    value: q.get("value") ?? "",
    groupBy: q.get("groupBy") ?? "",
    interval: q.get("interval") ?? "auto",
    agg: agg && ALL_AGGS.includes(agg) ? agg : "avg",
    type: type && TYPES.includes(type) ? type : "line",
  };
}

export function Explorer({ d }: { d: Dataset }) {
  const metrics = useResource((s) => metricsOf(d.id, s), [d.id, d.version, d.readyAt]);
  const list = metrics.data.value;
  return (
    <section class="card explorer" aria-label={t("explorer")}>
      {metrics.error.value && <ProblemBox error={metrics.error.value} retry={metrics.reload} />}
      {!list && !metrics.error.value && <Skeleton height={420} />}
      {list?.length === 0 && <Empty icon="dataset" title={t("explorer-no-metrics")} />}
      {list && list.length > 0 && <Look d={d} metrics={list} />}
    </section>
  );
}

function Look({ d, metrics }: { d: Dataset; metrics: MetricInfo[] }) {
  warm();
  const q = query.value;
  const view = viewOf(q, metrics);
  const range = parseRange(q);
  const where = whereOf(view.label, view.value);
  // Data is asked for as fine as sensible, with every aggregate: switching those needs no request.
  const ask = { datasetId: d.id, metrics: view.metrics, where, groupBy: view.groupBy };
  const key = JSON.stringify([ask, range, d.version, d.readyAt]);
  const fine = useResource((s) => timeseries(ask, range, ALL_AGGS, s), [key]);
  const own = fine.data.value?.interval;
  const local =
    view.interval === "auto" || view.interval === own || nests(own, view.interval as Coarse);
  const exact = useResource(
    async (s) =>
      local || !own ? null : timeseries({ ...ask, interval: view.interval }, range, ALL_AGGS, s),
    [key, view.interval, local, own],
  );
  const data = useMemo(
    () => (local ? coarser(fine.data.value, view.interval) : (exact.data.value ?? undefined)),
    [fine.data.value, exact.data.value, view.interval, local],
  );
  return (
    <>
      <Controls d={d} view={view} metrics={metrics} />
      <Chart d={d} view={view} data={data} source={local ? fine : exact} />
    </>
  );
}

function coarser(data: ChartData | undefined, interval: string): ChartData | undefined {
  if (!data || interval === "auto" || interval === data.interval) return data;
  const { tz } = chartEnv();
  return { ...data, interval, series: data.series.map((s) => rebucket(s, interval as Coarse, tz)) };
}

function Chart(props: {
  d: Dataset;
  view: View;
  data: ChartData | undefined;
  source: Resource<ChartData | null> | Resource<ChartData>;
}) {
  const { view, data, source } = props;
  const title = `${props.d.name}: ${view.metrics.map(readable).join(", ")}`;
  const spec = useMemo<ChartSpec>(
    () => ({ type: view.type, title, agg: view.agg }),
    [view.type, view.agg, title],
  );
  if (source.error.value) return <ProblemBox error={source.error.value} retry={source.reload} />;
  if (!data) return <Skeleton height={360} />;
  if (isEmpty(data.series, view.agg)) {
    return (
      <Empty
        icon="filter"
        title={
          view.value
            ? t("empty-filtered", { filter: `${view.label} = ${view.value}` })
            : t("empty-range")
        }
      />
    );
  }
  return (
    <div class={source.busy.value ? "explorer-chart dim" : "explorer-chart"}>
      <ChartHost spec={spec} data={data} zoom={zoom} />
    </div>
  );
}

function zoom(from: number, to: number): void {
  const range = {
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
  };
  setQuery(rangeQuery(range), { replace: false });
}

function Pick(props: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  set: (v: string) => void;
}) {
  const id = useId();
  return (
    <div class="pick">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="input small"
        value={props.value}
        onChange={(e) => props.set(e.currentTarget.value)}
      >
        {props.options.map((o) => (
          <option key={o.value} value={o.value} selected={o.value === props.value}>
            {o.label}
          </option>
        ))}
      </select>
    </div>
  );
}

const same = (v: string) => ({ value: v, label: v });

function Pin(props: { d: Dataset; type: ChartType; config: WidgetConfig }) {
  const [Open, setOpen] = useState<{ Dialog: typeof PinDialog } | null>(null);
  const open = () => {
    import("./pin").then((m) => setOpen({ Dialog: m.PinDialog }), notifyError);
  };
  return (
    <>
      <Button icon="dashboard" onClick={open}>
        {t("pin")}
      </Button>
      {Open && <Open.Dialog {...props} close={() => setOpen(null)} />}
    </>
  );
}

/** What a widget needs to show the same. */
function configOf(d: Dataset, view: View): WidgetConfig {
  const config: WidgetConfig = { datasetId: d.id, metrics: view.metrics, agg: view.agg };
  if (view.interval !== "auto") config.interval = view.interval;
  if (view.groupBy) config.groupBy = view.groupBy;
  if (view.label && view.value) config.where = whereOf(view.label, view.value);
  return config;
}

function Controls({ d, view, metrics }: { d: Dataset; view: View; metrics: MetricInfo[] }) {
  const labels = labelsOf(metrics, view.metrics);
  const values = labels.find((l) => l.name === view.label)?.values ?? [];
  const none = { value: "", label: t("explorer-all") };
  return (
    <div class="explorer-controls">
      <Pick
        label={t("explorer-metric")}
        value={view.metrics[0] ?? ""}
        options={metrics.map((m) => ({ value: m.metric, label: readable(m.metric) }))}
        set={(metric) => setQuery({ metric, label: null, value: null })}
      />
      <Pick
        label={t("explorer-agg")}
        value={view.agg}
        options={ALL_AGGS.map((a) => ({ value: a, label: t(`agg-${a}`) }))}
        set={(agg) => setQuery({ agg })}
      />
      {labels.length > 0 && (
        <>
          <Pick
            label={t("explorer-split")}
            value={view.groupBy}
            options={[
              { value: "", label: t("explorer-no-split") },
              ...labels.map((l) => ({ value: l.name, label: readable(l.name) })),
            ]}
            set={(groupBy) => setQuery({ groupBy })}
          />
          <Pick
            label={t("explorer-filter")}
            value={view.label}
            options={[none, ...labels.map((l) => ({ value: l.name, label: readable(l.name) }))]}
            set={(label) => setQuery({ label, value: null })}
          />
          {view.label && (
            <Pick
              label={readable(view.label)}
              value={view.value}
              options={[none, ...values.map(same)]}
              set={(value) => setQuery({ value })}
            />
          )}
        </>
      )}
      <Pick
        label={t("explorer-interval")}
        value={view.interval}
        options={["auto", ...COARSER].map((i) => ({ value: i, label: t(`interval-${i}`) }))}
        set={(i) => setQuery({ interval: i === "auto" ? null : i })}
      />
      <div class="pick end">
        <Segmented
          label={t("explorer-type")}
          name="explorer-type"
          value={view.type}
          options={TYPES.map((type) => ({ value: type, label: t(`type-${type}`) }))}
          onChange={(type) => setQuery({ type })}
        />
        <RangePicker />
        {may("editor") && <Pin d={d} type={view.type} config={configOf(d, view)} />}
      </div>
    </div>
  );
}
