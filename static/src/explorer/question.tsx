// What is asked: dataset, metrics, derived metrics, aggregate, split, filters, and what is made of it.

import { readable } from "../charts/series";
import { zone } from "../core/format";
import { t } from "../core/i18n";
import type { ApiError } from "../core/problem";
import { AGGS, type Agg, type Dataset, type MetricInfo } from "../core/types";
import { usualAgg } from "../dashboards/choices";
import { Derived, Fill, Labels, Transform } from "../dashboards/shape";
import { SelectField } from "../ui/field";
import { ManyField } from "../ui/many";
import { ofDataset, type View } from "./view";

export interface QuestionProps {
  view: View;
  metrics: MetricInfo[];
  datasets: Dataset[];
  /** The last answer's refusal, which may be about one of the fields. */
  error: ApiError | null;
  set: (change: Partial<View>) => void;
}

/** Averages of counts tell nothing: from and to events the aggregate changes with the dataset. */
function other(view: View, datasets: Dataset[], id: string): View {
  const find = (x: string) => datasets.find((d) => d.id === x);
  const changes = find(id)?.kind !== find(view.dataset)?.kind;
  return ofDataset(view, id, changes ? usualAgg(find(id)) : view.agg);
}

export function Question({ view, metrics, datasets, error, set }: QuestionProps) {
  // A derived metric may be of any of them, and so are the labels.
  const events = datasets.find((d) => d.id === view.dataset)?.kind === "events";
  const labelled = view.expressions.length > 0 ? metrics.map((m) => m.metric) : view.metrics;
  return (
    <div class="explorer-question form">
      <SelectField
        label={t("dataset")}
        name="dataset"
        value={view.dataset}
        options={datasets.map((d) => ({ value: d.id, label: d.name }))}
        onChange={(e) => set(other(view, datasets, e.currentTarget.value))}
      />
      <ManyField
        label={t(events ? "widget-types" : "widget-metrics")}
        none={t("explorer-no-metric")}
        options={metrics.map((m) => ({ value: m.metric, label: readable(m.metric) }))}
        chosen={view.metrics}
        onChange={(list) => set({ metrics: list })}
      />
      <Derived
        expressions={view.expressions}
        metrics={metrics}
        error={error}
        set={(expressions) => set({ expressions })}
      />
      <SelectField
        label={t("explorer-agg")}
        name="agg"
        value={view.agg}
        options={AGGS.map((a) => ({ value: a, label: t(`agg-${a}`) }))}
        onChange={(e) => set({ agg: e.currentTarget.value as Agg })}
      />
      <Labels
        metrics={metrics}
        chosen={labelled}
        groupBy={view.groupBy}
        where={view.where}
        set={set}
      />
      <hr />
      <Transform transform={view.transform} set={(transform) => set({ transform })} />
      <Fill fill={view.fill} set={(fill) => set({ fill })} />
      <Zone view={view} set={set} />
    </div>
  );
}

/** Whose days, weeks and months are meant. */
function Zone({ view, set }: Pick<QuestionProps, "view" | "set">) {
  const spaced = (name: string) => name.replaceAll("_", " ");
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((z) => z !== "UTC")];
  return (
    <SelectField
      label={t("timezone")}
      name="tz"
      value={view.tz}
      options={[
        { value: "", label: t("explorer-own-zone", { zone: spaced(zone()) }) },
        ...zones.map((z) => ({ value: z, label: spaced(z) })),
      ]}
      onChange={(e) => set({ tz: e.currentTarget.value })}
    />
  );
}
