// Making or changing a widget: what it shows, and beside it how that looks.

import { useMemo, useState } from "preact/hooks";
import { ChartHost } from "../charts/host";
import { chartTypes } from "../charts/registry";
import { isEmpty, readable } from "../charts/series";
import type { ChartSpec } from "../charts/types";
import { t } from "../core/i18n";
import { PRESETS } from "../core/range";
import { useResource } from "../core/resource";
import type { Dataset, MetricInfo, Range, WidgetConfig, WidgetType } from "../core/types";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Checkbox, Segmented, SelectField, TextArea, TextField } from "../ui/field";
import { Empty, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import type { Draft } from "./edit";
import { ALL_AGGS, labelsOf, metricsOf, preview } from "./query";

interface Props {
  title: string;
  start: Draft;
  datasets: Dataset[];
  range: Range | null;
  close: () => void;
  save: (d: Draft) => void;
}

const INTERVALS = ["", "minute", "hour", "day", "week", "month"];

/** A config without what the type does not use and without empty words. */
export function tidy(type: WidgetType, c: WidgetConfig): WidgetConfig {
  if (type === "text") return { text: c.text ?? "" };
  const { text: _text, ...rest } = c;
  if (type === "table") delete rest.interval;
  const full = Object.entries(rest).filter(([, v]) => v !== undefined && v !== "");
  return Object.fromEntries(full) as WidgetConfig;
}

/** What a widget is called when nobody says so. */
export function titleOf(d: Draft): string {
  if (d.title.trim()) return d.title.trim();
  return d.type === "text" ? "" : (d.config.metrics ?? []).map(readable).join(", ");
}

export function isComplete(d: Draft): boolean {
  if (d.type === "text") return (d.config.text ?? "").trim() !== "";
  return Boolean(d.config.datasetId) && (d.config.metrics ?? []).length > 0;
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
  const submit = (e: Event) => {
    e.preventDefault();
    if (isComplete(draft))
      save({ ...draft, title: titleOf(draft), config: tidy(draft.type, config) });
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
        <Preview draft={draft} range={range} />
      </form>
    </Dialog>
  );
}

interface QuestionProps {
  type: WidgetType;
  config: WidgetConfig;
  datasets: Dataset[];
  metrics: MetricInfo[];
  set: (change: Partial<WidgetConfig>) => void;
}

/** Datasets that can be read, and the chosen one whatever it is. */
const choices = (datasets: Dataset[], chosen: string | undefined) =>
  datasets
    .filter((d) => d.firstAt !== null || d.id === chosen)
    .map((d) => ({ value: d.id, label: d.name }));

const none = () => ({ value: "", label: t("form-none") });
const named = (v: string) => ({ value: v, label: readable(v) });

function Question({ type, config: c, datasets, metrics, set }: QuestionProps) {
  const chosen = c.metrics ?? [];
  const labels = labelsOf(metrics, chosen);
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
            where: undefined,
            groupBy: undefined,
          })
        }
      />
      {metrics.length > 0 && (
        <fieldset class="field checks">
          <legend class="field-label">{t("widget-metrics")}</legend>
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
      <div class="pair">
        <SelectField
          label={t("explorer-agg")}
          name="agg"
          value={c.agg ?? "avg"}
          options={ALL_AGGS.map((a) => ({ value: a, label: t(`agg-${a}`) }))}
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
      {labels.length > 0 && <LabelFields config={c} labels={labels} set={set} />}
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

function LabelFields({
  config: c,
  labels,
  set,
}: Pick<QuestionProps, "config" | "set"> & { labels: { name: string; values: string[] }[] }) {
  const [label, value] = Object.entries(c.where ?? {})[0] ?? ["", ""];
  const values = labels.find((l) => l.name === label)?.values ?? [];
  return (
    <>
      <SelectField
        label={t("explorer-split")}
        name="groupBy"
        value={c.groupBy ?? ""}
        options={[none(), ...labels.map((l) => named(l.name))]}
        onChange={(e) => set({ groupBy: e.currentTarget.value || undefined })}
      />
      <div class="pair">
        <SelectField
          label={t("explorer-filter")}
          name="where"
          value={label}
          options={[none(), ...labels.map((l) => named(l.name))]}
          onChange={(e) => {
            const name = e.currentTarget.value;
            const first = labels.find((l) => l.name === name)?.values[0];
            set({ where: name && first !== undefined ? { [name]: first } : undefined });
          }}
        />
        {label && (
          <SelectField
            label={readable(label)}
            name="value"
            value={value}
            options={values.map((v) => ({ value: v, label: v }))}
            onChange={(e) => set({ where: { [label]: e.currentTarget.value } })}
          />
        )}
      </div>
    </>
  );
}

function Preview({ draft, range }: { draft: Draft; range: Range | null }) {
  const clean = tidy(draft.type, draft.config);
  const { unit: _unit, text: _text, ...asked } = clean;
  const key = JSON.stringify([draft.type, asked, range]);
  const data = useResource((s) => preview(draft.type, clean, range, s), [key]);
  const title = titleOf(draft);
  const agg = clean.agg ?? "avg";
  const spec = useMemo<ChartSpec>(
    () => ({ type: draft.type, title, agg, unit: clean.unit, text: clean.text }),
    [draft.type, title, agg, clean.unit, clean.text],
  );
  const got = data.data.value;
  return (
    <section class="widget-preview" aria-label={t("widget-preview")}>
      <p class="field-label">{t("widget-preview")}</p>
      <div class="widget">
        <header>{title && <h3 class="cut">{title}</h3>}</header>
        <div class={data.busy.value && got ? "widget-body dim" : "widget-body"}>
          {data.error.value ? (
            <ProblemBox error={data.error.value} retry={data.reload} />
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
