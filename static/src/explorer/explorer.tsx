// Looking around in a dataset: the question at the side, the chart, and the numbers under it.

import { useMemo, useRef, useState } from "preact/hooks";
import { ChartHost } from "../charts/host";
import { isEmpty, readable } from "../charts/series";
import type { Chart, ChartData, ChartSpec } from "../charts/types";
import { relative } from "../core/format";
import { t } from "../core/i18n";
import type { ApiError } from "../core/problem";
import { useResource } from "../core/resource";
import { may } from "../core/session";
import { notifyError } from "../core/toast";
import type { Dataset, MetricInfo } from "../core/types";
import { SCALES } from "../dashboards/choices";
import { mistakesOf } from "../dashboards/expression";
import { metricsOf } from "../dashboards/query";
import { RangePicker } from "../dashboards/rangepicker";
import { Compare } from "../dashboards/shape";
import { Button } from "../ui/button";
import { Segmented, SelectField } from "../ui/field";
import { Icon } from "../ui/icon";
import { Empty, PageHead, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { type Answered, useAnswer, zoneOf } from "./ask";
import { Changes } from "./changes";
import { downloadCsv } from "./csv";
import { Numbers } from "./numbers";
import type { PinDialog } from "./pin";
import { Question } from "./question";
import { questionKey } from "./serves";
import { completed, configOf, INTERVALS, TYPES, type View } from "./view";

interface Props {
  d: Dataset;
  datasets: Dataset[];
  view: View;
  set: (change: Partial<View>) => void;
}

export function Explorer(props: Props) {
  const { d } = props;
  const metrics = useResource((s) => metricsOf(d.id, s), [d.id, d.version, d.readyAt]);
  const list = metrics.data.value;
  if (metrics.error.value)
    return (
      <>
        <PageHead title={t("nav-explore")} />
        <ProblemBox error={metrics.error.value} retry={metrics.reload} />
      </>
    );
  if (!list) return <Waiting />;
  return <Look {...props} metrics={list} />;
}

export function Waiting() {
  return (
    <>
      <PageHead title={t("nav-explore")} />
      <Skeleton height={560} />
    </>
  );
}

function Look({ d, datasets, view: asked, set, metrics }: Props & { metrics: MetricInfo[] }) {
  const view = completed(asked, metrics);
  const answer = useAnswer(view, d);
  const chart = useRef<Chart | null>(null);
  const [open, setOpen] = useState(false);
  const error = answer.error.value;
  const got = answer.data.value;
  return (
    <>
      <PageHead title={t("nav-explore")}>
        <Button
          icon="download"
          disabled={!got?.data}
          onClick={() => downloadCsv(view, title(d, view))}
        >
          {t("export-csv")}
        </Button>
        {may("editor") && <Pin d={d} view={view} />}
      </PageHead>
      <div class="explorer">
        <aside class={open ? "card open" : "card"} aria-label={t("explorer-question")}>
          <button
            type="button"
            class="explorer-fold"
            aria-expanded={open ? "true" : "false"}
            onClick={() => setOpen(!open)}
          >
            <span class="cut">{title(d, view)}</span>
            <Icon name="chevronDown" />
          </button>
          <Question view={view} metrics={metrics} datasets={datasets} error={error} set={set} />
        </aside>
        <div class="stack">
          <section class="card explorer-picture" aria-label={t("explorer-chart")}>
            <Bar view={view} set={set} />
            <Picture
              d={d}
              view={view}
              got={got}
              busy={answer.busy.value}
              error={error}
              retry={answer.reload}
              chart={chart}
              set={set}
            />
          </section>
          {got?.data && <Numbers d={d} view={view} answered={got} />}
        </div>
      </div>
    </>
  );
}

/** "Seattle weather: temp max, temp max / wind" */
export function title(d: Dataset, v: View): string {
  const names = [...v.metrics.map(readable), ...v.expressions];
  return names.length > 0 ? `${d.name}: ${names.join(", ")}` : d.name;
}

function Pin({ d, view }: { d: Dataset; view: View }) {
  const [Open, setOpen] = useState<{ Dialog: typeof PinDialog } | null>(null);
  const open = () => {
    import("./pin").then((m) => setOpen({ Dialog: m.PinDialog }), notifyError);
  };
  const asked = [...view.metrics, ...view.expressions].length > 0;
  return (
    <>
      <Button variant="primary" icon="dashboard" disabled={!asked} onClick={open}>
        {t("pin")}
      </Button>
      {Open && (
        <Open.Dialog
          d={d}
          type={view.type}
          config={configOf(view)}
          range={view.range}
          close={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** How it is drawn: time, buckets, comparison, kind, scale. */
function Bar({ view, set }: Pick<Props, "view" | "set">) {
  return (
    <div class="explorer-bar">
      <RangePicker step />
      <SelectField
        label={t("explorer-interval")}
        name="interval"
        value={view.interval}
        options={INTERVALS.map((i) => ({ value: i, label: t(`interval-${i}`) }))}
        onChange={(e) => set({ interval: e.currentTarget.value as View["interval"] })}
      />
      <Compare compare={view.compare} set={(compare) => set({ compare })} />
      <div class="row end">
        <Segmented
          label={t("explorer-type")}
          name="explorer-type"
          value={view.type}
          options={TYPES.map((type) => ({ value: type, label: t(`type-${type}`) }))}
          onChange={(type) => set({ type })}
        />
        <Segmented
          label={t("scale")}
          name="explorer-scale"
          value={view.scale}
          options={SCALES.map((s) => ({ value: s, label: t(`scale-${s}`) }))}
          onChange={(scale) => set({ scale })}
        />
      </div>
    </div>
  );
}

interface PictureProps extends Pick<Props, "d" | "view" | "set"> {
  got: Answered | undefined;
  busy: boolean;
  error: ApiError | null;
  retry: () => void;
  chart: { current: Chart | null };
}

function Picture(props: PictureProps) {
  const { view, got, error, d } = props;
  const nothingAsked = view.metrics.length + view.expressions.length === 0;
  if (nothingAsked) {
    return (
      <Empty icon="dataset" title={t(d.firstAt ? "widget-incomplete" : "explorer-no-metrics")} />
    );
  }
  return (
    <>
      {error && <Refused {...props} error={error} />}
      {got?.data ? (
        <Drawing {...props} got={got} data={got.data} />
      ) : (
        !error && <Skeleton height={400} />
      )}
    </>
  );
}

/** A question that was not answered: why, and what to do about it. */
function Refused({ error, view, set, retry }: PictureProps & { error: ApiError }) {
  const fields = error.fields.map((f) => f.path);
  if (mistakesOf(error).length > 0) {
    return (
      <div class="explorer-note" role="status">
        <Icon name="alert" size={14} />
        {t("explorer-expression-wrong")}
      </div>
    );
  }
  if (error.status !== 422) return <ProblemBox error={error} retry={retry} />;
  const many = fields.includes("interval");
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="text">
        <p>
          {many
            ? t("explorer-too-many")
            : error.fields.map((f) => `${f.path}: ${f.message}`).join(" · ") || error.detail}
        </p>
      </div>
      {many && view.interval !== "auto" && (
        <Button onClick={() => set({ interval: "auto" })}>{t("explorer-interval-auto")}</Button>
      )}
      {view.groupBy && (
        <Button onClick={() => set({ groupBy: "" })}>{t("explorer-unsplit")}</Button>
      )}
    </div>
  );
}

function Drawing(props: PictureProps & { got: Answered; data: ChartData }) {
  const { d, view, got, data, busy, chart, error, set } = props;
  // While a new answer is on its way the old picture stays as it was, dimmed.
  const fits = got.key === questionKey(view, d, zoneOf(view));
  const shown = fits ? view : got.view;
  const words = title(d, shown);
  const spec = useMemo<ChartSpec>(
    () => ({
      type: shown.type,
      title: words,
      agg: shown.agg,
      scale: shown.scale,
      expressions: shown.expressions,
    }),
    [shown.type, shown.agg, shown.scale, words],
  );
  const zoom = (from: number, to: number) =>
    set({
      range: { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() },
    });
  const old = !fits && (busy || error !== null);
  if (isEmpty(data.series, shown.agg)) return <Nothing d={d} view={shown} data={data} set={set} />;
  return (
    <div class={old ? "dim" : undefined} aria-busy={busy}>
      {data.previous && <Changes view={shown} data={data} />}
      <div class="explorer-chart">
        <ChartHost spec={spec} data={data} zoom={zoom} tz={zoneOf(shown)} chart={chart} />
      </div>
    </div>
  );
}

function Nothing({ d, view, data, set }: Pick<Props, "d" | "view" | "set"> & { data: ChartData }) {
  const filters = Object.entries(view.where).map(([k, v]) => `${readable(k)} = ${v.join(", ")}`);
  const [first, last] = [Date.parse(d.firstAt ?? ""), Date.parse(d.lastAt ?? "")];
  const outside = Date.parse(data.to ?? "") <= first || Date.parse(data.from ?? "") > last;
  if (!outside && filters.length > 0) {
    return (
      <Empty
        icon="filter"
        title={t("empty-filtered", { filter: filters.join(", ") })}
        actions={<Button onClick={() => set({ where: {} })}>{t("explorer-unfilter")}</Button>}
      />
    );
  }
  return (
    <Empty
      icon="calendar"
      title={t("empty-range")}
      actions={
        view.range && <Button onClick={() => set({ range: null })}>{t("explorer-whole")}</Button>
      }
    >
      {d.lastAt && t("empty-last-seen", { when: relative(d.lastAt) })}
    </Empty>
  );
}
