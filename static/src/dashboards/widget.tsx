// One widget in its frame: title, menu, and one of drawing, reason for emptiness, problem, or skeleton.

import { useMemo, useRef, useState } from "preact/hooks";
import { chartEnv } from "../charts/env";
import { ChartHost } from "../charts/host";
import type { Chart, ChartData, ChartSpec } from "../charts/types";
import { relative } from "../core/format";
import { t } from "../core/i18n";
import { ApiError } from "../core/problem";
import { inTenant } from "../core/session";
import type { Dataset, Problem, Widget } from "../core/types";
import { setQuery } from "../core/url";
import { Button, LinkButton } from "../ui/button";
import { Empty } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { type EditActions, EditBar } from "./editbar";
import { emptiness } from "./empty";
import { Exports } from "./exports";
import { setRange } from "./rangepicker";
import { FullTable } from "./tableview";

export interface WidgetProps {
  widget: Widget;
  data: ChartData | undefined;
  problem: Problem | undefined;
  dataset: Dataset | undefined;
  datasetsKnown: boolean;
  busy: boolean;
  /** Why the numbers may be old, in a word; empty when they are not. */
  stale: string;
  group: string;
  retry: () => void;
  edit: EditActions | null;
}

export function WidgetFrame(props: WidgetProps) {
  const { widget: w, edit } = props;
  const chart = useRef<Chart | null>(null);
  const [asTable, setAsTable] = useState(false);
  const bare = w.type === "text" && !w.title;
  return (
    <article class={`widget widget-${w.type}`} aria-label={w.title || t("type-text")}>
      {(!bare || edit) && (
        <header>
          {edit && <EditBar widget={w} actions={edit} />}
          <h2 class="cut" title={w.title}>
            {w.title}
          </h2>
          {props.stale && w.type !== "text" && <span class="stale-mark">{props.stale}</span>}
          {!edit && (
            <Exports title={w.title} chart={chart} asTable={asTable} setAsTable={setAsTable} />
          )}
        </header>
      )}
      <div
        class={props.busy && props.data ? "widget-body dim" : "widget-body"}
        aria-busy={props.busy}
        // Long words scroll inside their frame, by keyboard too.
        tabIndex={w.type === "text" ? 0 : undefined}
      >
        <Body {...props} chart={chart} asTable={asTable} />
      </div>
    </article>
  );
}

type BodyProps = WidgetProps & { chart: { current: Chart | null }; asTable: boolean };

function Body(props: BodyProps) {
  const { widget: w, data, problem } = props;
  if (problem?.code === "not_found") return <NoDataset edit={props.edit} />;
  if (problem) return <ProblemBox error={new ApiError(problem)} retry={props.retry} />;
  if (w.type !== "text" && !data) return <div class="skeleton fill" aria-hidden="true" />;
  const known = data ?? NOTHING;
  const nothing = emptiness(w, known, props.dataset);
  if (nothing && !props.datasetsKnown) return <div class="skeleton fill" aria-hidden="true" />;
  if (nothing) return <Nothing {...props} why={nothing} />;
  return <Drawing {...props} data={known} />;
}

function NoDataset({ edit }: { edit: EditActions | null }) {
  const go = edit && <Button onClick={edit.change}>{t("empty-gone-go")}</Button>;
  return <Empty icon="dataset" title={t("empty-gone")} actions={go} />;
}

const NOTHING: ChartData = { series: [] };

function Drawing({ widget: w, data, group, chart, asTable }: BodyProps & { data: ChartData }) {
  const spec = useMemo<ChartSpec>(
    () => ({
      type: w.type,
      title: w.title,
      agg: w.config.agg ?? "avg",
      unit: w.config.unit,
      scale: w.config.scale,
      expressions: w.config.expressions,
      text: w.config.text,
      group,
    }),
    [w.type, w.title, w.config, group],
  );
  return (
    <>
      <div class="widget-drawing" hidden={asTable}>
        <ChartHost spec={spec} data={data} zoom={zoom} chart={chart} />
      </div>
      {asTable && chart.current && (
        <FullTable table={chart.current.table()} env={chartEnv()} caption={w.title} />
      )}
    </>
  );
}

/** Dragging over a chart looks closer; Back returns. */
function zoom(from: number, to: number): void {
  const iso = (s: number) => new Date(s * 1000).toISOString();
  setQuery({ range: null, from: iso(from), to: iso(to) }, { replace: false });
}

function Nothing({
  why,
  widget: w,
  edit,
}: BodyProps & { why: NonNullable<ReturnType<typeof emptiness>> }) {
  if (why.kind === "never") {
    const href = inTenant(w.config.datasetId ? `/datasets/${w.config.datasetId}` : "/datasets");
    return (
      <Empty
        icon="dataset"
        title={t("empty-never")}
        actions={<LinkButton href={href}>{t("empty-never-go")}</LinkButton>}
      />
    );
  }
  if (why.kind === "filtered") {
    return (
      <Empty
        icon="filter"
        title={t("empty-filtered", { filter: why.filter })}
        actions={edit && <Button onClick={edit.change}>{t("empty-filtered-go")}</Button>}
      />
    );
  }
  const go = () =>
    setRange({ from: why.firstAt, to: new Date(Date.parse(why.lastAt) + 1000).toISOString() });
  return (
    <Empty
      icon="calendar"
      title={t("empty-range")}
      actions={<Button onClick={go}>{t("empty-range-go")}</Button>}
    >
      {t("empty-last-seen", { when: relative(why.lastAt) })}
    </Empty>
  );
}
