// The short lists of the overview: dashboards and datasets with their state.
import { duration, number, relative } from "../../core/format";
import { t } from "../../core/i18n";
import { inTenant } from "../../core/session";
import type { DashboardListItem, Dataset } from "../../core/types";
import { Icon } from "../../ui/icon";
import { Empty, ProgressBar, Status } from "../../ui/parts";

export function DashboardRows({ items }: { items: DashboardListItem[] }) {
  if (items.length === 0) {
    return (
      <Empty icon="dashboard" title={t("dashboards-none")}>
        {t("dashboards-none-text")}
      </Empty>
    );
  }
  return (
    <ul class="rows">
      {items.map((d) => (
        <li key={d.id}>
          <Icon name="dashboard" class="muted" />
          <div class="text">
            <a class="row-link" href={inTenant(`/dashboards/${d.id}`)}>
              {d.name}
            </a>
          </div>
          <span class="muted small">{t("widgets-count", { count: d.widgetCount })}</span>
          <span class="muted small when">{relative(d.updatedAt)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a dataset is doing, in a few words. */
function DatasetState({ dataset: d }: { dataset: Dataset }) {
  if (d.status === "error") return <Status tone="bad">{t("dataset-error")}</Status>;
  if (d.status === "created") return <Status tone="plain">{t("dataset-created")}</Status>;
  if (d.status === "queued") return <Status tone="busy">{t("dataset-queued")}</Status>;
  if (d.status === "ready") {
    return (
      <span class="muted small">
        {t(d.kind === "events" ? "events-total" : "rows-total", {
          count: d.rowCount,
          shown: number(d.rowCount),
        })}
      </span>
    );
  }
  const p = d.progress;
  const left = p?.secondsLeft == null ? "" : duration(p.secondsLeft);
  return (
    <Status tone="busy">
      {p ? t("dataset-parsing", { count: p.rows, shown: number(p.rows) }) : t("dataset-processing")}
      {left && <span class="muted">{left}</span>}
    </Status>
  );
}

export function DatasetRows({ items }: { items: Dataset[] }) {
  if (items.length === 0) {
    return (
      <Empty icon="dataset" title={t("datasets-none")}>
        {t("datasets-none-text")}
      </Empty>
    );
  }
  return (
    <ul class="rows">
      {items.map((d) => (
        <li key={d.id}>
          <Icon name="dataset" class="muted" />
          <div class="text">
            <a class="row-link" href={inTenant(`/datasets/${d.id}`)}>
              {d.name}
            </a>
            {d.status === "processing" && d.progress && d.progress.bytesTotal > 0 && (
              <ProgressBar ratio={d.progress.bytes / d.progress.bytesTotal} label={d.name} />
            )}
          </div>
          <DatasetState dataset={d} />
          {d.status === "ready" && (
            <span class="muted small when">{relative(d.readyAt ?? d.createdAt)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
