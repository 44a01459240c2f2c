// Making or changing a widget: what it shows, and beside it how that looks.

import { useMemo, useState } from "preact/hooks";
import { ChartHost } from "../charts/host";
import { chartTypes } from "../charts/registry";
import { isEmpty, readable } from "../charts/series";
import type { ChartData, ChartSpec } from "../charts/types";
import { t } from "../core/i18n";
import type { ApiError } from "../core/problem";
import { PRESETS } from "../core/range";
import { type Resource, useResource } from "../core/resource";
import {
  AGGS,
  type Dataset,
  type MetricInfo,
  type Range,
  type WidgetConfig,
  type WidgetType,
} from "../core/types";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Checkbox, Segmented, SelectField, TextArea, TextField } from "../ui/field";
import { Empty, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { hasQuestion } from "./asked";
import { listsOf, SCALES, stored, usualAgg } from "./choices";
import type { Draft } from "./edit";
import { metricsOf, preview } from "./query";
import { Compare, Derived, Fill, Labels, Transform } from "./shape";

interface Props {
  title: string;
  start: Draft;
  datasets: Dataset[];
  range: Range | null;
  close: () => void;
  save: (d: Draft) => void;
}

const INTERVALS = ["", "minute", "hour", "day", "week", "month"];

/** What only a drawing over time has. */
const OVER_TIME = ["compare", "fill", "transform", "expressions"] as const;
const isOverTime = (type: WidgetType): boolean => ["line", "area", "bar"].includes(type);

/** A config without what the type does not use and without empty words. */
export function tidy(type: WidgetType, c: WidgetConfig): WidgetConfig {
  if (type === "text") return { text: c.text ?? "" };
  const { text: _text, ...rest } = c;
  if (!isOverTime(type)) for (const name of OVER_TIME) delete rest[name];
  if (type === "table") delete rest.interval;
  if (type !== "line") delete rest.scale;
  const full = Object.entries(rest).filter(([, v]) => v !== undefined && v !== "");
  return Object.fromEntries(full) as WidgetConfig;
}

/** What a widget is called when nobody says so. */
export function titleOf(d: Draft): string {
  if (d.title.trim()) return d.title.trim();
  if (d.type === "text") return "";
  const derived = isOverTime(d.type) ? (d.config.expressions ?? []) : [];
  return [...(d.config.metrics ?? []).map(readable), ...derived].join(", ").slice(0, 200);
}

export function isComplete(d: Draft): boolean {
  if (d.type === "text") return (d.config.text ?? "").trim() !== "";
  return Boolean(d.config.datasetId) && hasQuestion(tidy(d.type, d.config));
}

export function WidgetForm({ title, start, datasets, range, close, save }: Props) {
  const [draft, setDraft] = useState<Draft>(start);
  const config = draft.config;
  const set = (change: Partial<WidgetConfig>) =>
    setDraft({ ...draft, config: { ...config, ...change } });
  const metrics = useResource(
    async (s) => (config.datasetId ? metricsOf(config.datasetId, s) : []),
    [config.datasetId],
  );
  const clean = tidy(draft.type, config);
  const { unit: _unit, text: _text, scale: _scale, ...asked } = clean;
  const seen = useResource(
    (s) => preview(draft.type, clean, range, s),
    [JSON.stringify([draft.type, asked, range])],
  );
  const submit = (e: Event) => {
    e.preventDefault();
    if (isComplete(draft)) save({ ...draft, title: titleOf(draft), config: clean });
  };
  return (
    <Dialog title={title} wide onClose={close}>
      <form class="widget-form" onSubmit={submit}>
        <div class="form">
          <Segmented
            label={t("widget-type")}
            name="type"
            value={draft.type}
            options={chartTypes.map((v) => ({ value: v, label: t(`type-${v}`) }))}
            onChange={(type) => setDraft({ ...draft, type })}
          />
          <TextField
            label={t("widget-title")}
            name="title"
            value={draft.title}
            maxLength={200}
            placeholder={titleOf({ ...draft, title: "" })}
            onInput={(e) => setDraft({ ...draft, title: e.currentTarget.value })}
          />
          {draft.type === "text" ? (
            <TextArea
              label={t("type-text")}
              name="text"
              rows={8}
              value={config.text ?? ""}
              hint={t("widget-text-hint")}
              onInput={(e) => set({ text: e.currentTarget.value })}
            />
          ) : (
            <Question
              type={draft.type}
              config={config}
              datasets={datasets}
              metrics={metrics.data.value ?? []}
              error={seen.error.value}
              set={set}
            />
          )}
          {metrics.error.value && <ProblemBox error={metrics.error.value} retry={metrics.reload} />}
          <div class="form-actions">
            <Button type="submit" variant="primary" disabled={!isComplete(draft)}>
              {t("widget-use")}
            </Button>
            <Button onClick={close}>{t("cancel")}</Button>
          </div>
        </div>
        <Preview draft={draft} seen={seen} />
      </form>
    </Dialog>
  );
}

interface QuestionProps {
  type: WidgetType;
  config: WidgetConfig;
  datasets: Dataset[];
  metrics: MetricInfo[];
  /** What the preview was refused for. */
  error: ApiError | null;
  set: (change: Partial<WidgetConfig>) => void;
}

/** Datasets that can be read, and the chosen one whatever it is. */
const choices = (datasets: Dataset[], chosen: string | undefined) =>
  datasets
    .filter((d) => d.firstAt !== null || d.id === chosen)
    .map((d) => ({ value: d.id, label: d.name }));

const none = () => ({ value: "", label: t("form-none") });

function Question({ type, config: c, datasets, metrics, error, set }: QuestionProps) {
  const chosen = c.metrics ?? [];
  const overTime = isOverTime(type);
  const events = datasets.find((d) => d.id === c.datasetId)?.kind === "events";
  const derived = overTime ? (c.expressions ?? []) : [];
  const toggle = (m: string) =>
    set({ metrics: chosen.includes(m) ? chosen.filter((x) => x !== m) : [...chosen, m] });
  return (
    <>
      <SelectField
        label={t("dataset")}
        name="dataset"
        value={c.datasetId ?? ""}
        options={[none(), ...choices(datasets, c.datasetId)]}
        onChange={(e) =>
          set({
            datasetId: e.currentTarget.value,
            metrics: [],
            expressions: undefined,
            where: undefined,
            groupBy: undefined,
            agg: usualAgg(datasets.find((d) => d.id === e.currentTarget.value)),
          })
        }
      />
      {metrics.length > 0 && (
        <fieldset class="field checks">
          <legend class="field-label">{t(events ? "widget-types" : "widget-metrics")}</legend>
          {metrics.map((m) => (
            <Checkbox
              key={m.metric}
              name="metric"
              label={readable(m.metric)}
              checked={chosen.includes(m.metric)}
              onChange={() => toggle(m.metric)}
            />
          ))}
        </fieldset>
      )}
      {overTime && metrics.length > 0 && (
        <Derived
          expressions={derived}
          metrics={metrics}
          error={error}
          set={(list) => set({ expressions: list.length > 0 ? list : undefined })}
        />
      )}
      <div class="pair">
        <SelectField
          label={t("explorer-agg")}
          name="agg"
          value={c.agg ?? "avg"}
          options={AGGS.map((a) => ({ value: a, label: t(`agg-${a}`) }))}
          onChange={(e) => set({ agg: e.currentTarget.value as WidgetConfig["agg"] })}
        />
        {type !== "table" && (
          <SelectField
            label={t("explorer-interval")}
            name="interval"
            value={c.interval ?? ""}
            options={INTERVALS.map((i) => ({ value: i, label: t(`interval-${i || "auto"}`) }))}
            onChange={(e) => set({ interval: e.currentTarget.value || undefined })}
          />
        )}
      </div>
      <Labels
        metrics={metrics}
        chosen={derived.length > 0 ? metrics.map((m) => m.metric) : chosen}
        groupBy={c.groupBy ?? ""}
        where={listsOf(c.where)}
        set={(change) =>
          set({
            ...("groupBy" in change && { groupBy: change.groupBy || undefined }),
            ...(change.where && { where: stored(change.where) }),
          })
        }
      />
      {overTime && <OverTime type={type} config={c} set={set} />}
      <div class="pair">
        <TextField
          label={t("widget-unit")}
          name="unit"
          value={c.unit ?? ""}
          maxLength={20}
          onInput={(e) => set({ unit: e.currentTarget.value })}
        />
        <SelectField
          label={t("widget-range")}
          name="range"
          value={c.range && "last" in c.range ? c.range.last : ""}
          options={[
            { value: "", label: t("widget-range-own") },
            ...PRESETS.map((p) => ({ value: p, label: t(`range-${p}`) })),
          ]}
          onChange={(e) =>
            set({ range: e.currentTarget.value ? { last: e.currentTarget.value } : undefined })
          }
        />
      </div>
    </>
  );
}

/** What a drawing over time may have besides: comparison, transform, gaps, scale. */
function OverTime({ type, config: c, set }: Pick<QuestionProps, "type" | "config" | "set">) {
  return (
    <>
      <div class="pair">
        <Compare
          compare={c.compare ?? ""}
          set={(compare) => set({ compare: compare || undefined })}
        />
        <Fill fill={c.fill ?? ""} set={(fill) => set({ fill: fill || undefined })} />
      </div>
      <Transform
        transform={c.transform ?? ""}
        set={(transform) => set({ transform: transform || undefined })}
      />
      {type === "line" && (
        <SelectField
          label={t("scale")}
          name="scale"
          value={c.scale ?? "linear"}
          options={SCALES.map((s) => ({ value: s, label: t(`scale-${s}`) }))}
          onChange={(e) => set({ scale: e.currentTarget.value === "log" ? "log" : undefined })}
        />
      )}
    </>
  );
}

function Preview({ draft, seen }: { draft: Draft; seen: Resource<ChartData> }) {
  const clean = tidy(draft.type, draft.config);
  const title = titleOf(draft);
  const agg = clean.agg ?? "avg";
  const drawn = JSON.stringify([draft.type, title, clean]);
  const spec = useMemo<ChartSpec>(
    () => ({
      type: draft.type,
      title,
      agg,
      unit: clean.unit,
      scale: clean.scale,
      expressions: clean.expressions,
      text: clean.text,
    }),
    [drawn],
  );
  const got = seen.data.value;
  return (
    <section class="widget-preview" aria-label={t("widget-preview")}>
      <p class="field-label">{t("widget-preview")}</p>
      <div class="widget">
        <header>{title && <h3 class="cut">{title}</h3>}</header>
        <div class={seen.busy.value && got ? "widget-body dim" : "widget-body"}>
          {seen.error.value ? (
            <ProblemBox error={seen.error.value} retry={seen.reload} />
          ) : !isComplete(draft) ? (
            <Empty icon="dashboard" title={t("widget-incomplete")} />
          ) : !got ? (
            <Skeleton height={200} />
          ) : draft.type !== "text" && isEmpty(got.series, agg) ? (
            <Empty icon="calendar" title={t("empty-range")} />
          ) : (
            <ChartHost key={draft.type} spec={spec} data={got} />
          )}
        </div>
      </div>
    </section>
  );
}
