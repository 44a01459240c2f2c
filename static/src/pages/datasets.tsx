// Datasets: drop files, watch them being read, find them again.

import { number, relative } from "../core/format";
import { t } from "../core/i18n";
import { inTenant, may } from "../core/session";
import type { Dataset } from "../core/types";
import { deleteDataset } from "../datasets/actions";
import { DropZone } from "../datasets/dropzone";
import { problemText } from "../datasets/failure";
import { type DatasetList, useDatasets } from "../datasets/list";
import { useUploadDialog } from "../datasets/opening";
import { Progress } from "../datasets/progress";
import { spanOf } from "../datasets/span";
import { onItsWay, stageOf } from "../datasets/stage";
import { Stepper } from "../datasets/stepper";
import { dismissUpload, retry, sendingOf, type Upload, uploads } from "../datasets/uploads";
import { Button, IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuItem } from "../ui/menu";
import { Empty, PageHead, Skeleton } from "../ui/parts";
import { errorText, ProblemBox } from "../ui/problem";

export default function DatasetsPage() {
  const list = useDatasets();
  const items = list.items.value?.filter((d) => !isOfPost(d)) ?? null;
  const editor = may("editor");
  const { choose, dialog } = useUploadDialog();
  const waiting = uploads.value.filter((u) => !items?.some((d) => d.id === u.datasetId));
  const empty = items !== null && items.length === 0 && waiting.length === 0;
  return (
    <>
      <PageHead title={t("nav-datasets")} />
      <div class="stack">
        {editor && <DropZone large={empty} onFiles={choose} />}
        {list.error.value && <ProblemBox error={list.error.value} retry={list.load} />}
        {items === null && !list.error.value && <Skeleton height={260} />}
        {empty && !editor && (
          <Empty icon="dataset" title={t("uploads-none")}>
            {t("uploads-none-viewer")}
          </Empty>
        )}
        {items !== null && !empty && (
          <ul class="card rows dataset-rows">
            {waiting.map((u) => (
              <WaitingRow key={u.key} up={u} />
            ))}
            {items.map((d) => (
              <Row key={d.id} d={d} list={list} />
            ))}
          </ul>
        )}
      </div>
      {dialog}
    </>
  );
}

/** The live word of a dataset may come before the answer to the POST that made it: one row, not two. */
function isOfPost(d: Dataset): boolean {
  const asked = (u: Upload) => u.datasetId === "" && !u.job?.into && !u.error && u.name === d.name;
  return d.status === "created" && uploads.value.some(asked);
}

/** A file that has no dataset yet. */
function WaitingRow({ up }: { up: Upload }) {
  return (
    <li>
      <Icon name="file" class="muted" />
      <div class="text">
        <span>{up.name}</span>
      </div>
      <div class="dataset-progress">
        <Stepper stage={stageOf(null, up)} up={up} />
        {up.error && <p class="wrong tiny">{errorText(up.error)}</p>}
      </div>
      {up.error && (
        <div class="row over">
          <Button icon="refresh" onClick={() => void retry(up)}>
            {t("retry")}
          </Button>
          <IconButton icon="close" label={t("dismiss")} onClick={() => dismissUpload(up.key)} />
        </div>
      )}
    </li>
  );
}

function Row({ d, list }: { d: Dataset; list: DatasetList }) {
  return (
    <li>
      <Icon name={d.kind === "events" ? "explore" : "dataset"} class="muted" />
      <div class="text">
        <a class="row-link cut" href={inTenant(`/datasets/${d.id}`)}>
          {d.name}
        </a>
        <span class="muted tiny">{line(d)}</span>
      </div>
      <State d={d} list={list} />
      {may("editor") && (
        <div class="row over">
          <RowMenu d={d} list={list} />
        </div>
      )}
    </li>
  );
}

function State({ d, list }: { d: Dataset; list: DatasetList }) {
  const travels = sendingOf(d.id) || (d.status !== "ready" && d.status !== "error");
  const pending = onItsWay(d)?.status ?? "ready";
  if (travels || ["created", "queued", "processing"].includes(pending))
    return <Progress d={d} put={list.put} />;
  return d.status === "error" ? <Failed d={d} /> : <Facts d={d} />;
}

function line(d: Dataset): string {
  const when = relative(d.readyAt ?? d.createdAt);
  const failed =
    d.pending?.status === "error" && t("pending-failed-short", { version: d.pending.version });
  if (d.kind === "events") return t("builtin-note");
  return [d.fileType?.toUpperCase(), when, failed].filter(Boolean).join(" · ");
}

function Facts({ d }: { d: Dataset }) {
  return (
    <dl class="dataset-facts">
      <div class="wide-only">
        <dt class="visually-hidden">{t("dataset-span")}</dt>
        <dd class="muted">{spanOf(d)}</dd>
      </div>
      <div>
        <dt class="visually-hidden">{t("dataset-rejects")}</dt>
        <dd class={d.rejectCount > 0 ? "warn" : "muted"}>
          {d.rejectCount > 0 && t("dataset-reject-count", { count: d.rejectCount })}
        </dd>
      </div>
      <div>
        <dt class="visually-hidden">{t("dataset-rows")}</dt>
        <dd>
          {number(d.rowCount)}{" "}
          <span class="muted">
            {t(d.kind === "events" ? "events-unit" : "rows-unit", { count: d.rowCount })}
          </span>
        </dd>
      </div>
    </dl>
  );
}

function Failed({ d }: { d: Dataset }) {
  const canceled = d.error?.code === "canceled";
  return (
    <p class={canceled ? "dataset-failed muted" : "dataset-failed"}>
      <Icon name={canceled ? "info" : "alert"} size={14} /> <span>{problemText(d.error)}</span>
    </p>
  );
}

/** What is built in is neither deleted nor replaced. */
function RowMenu({ d, list }: { d: Dataset; list: DatasetList }) {
  const more = t("dataset-menu", { name: d.name });
  return (
    <Menu
      placement="bottom-end"
      button={{ class: "button ghost icon-only", label: more, children: <Icon name="more" /> }}
    >
      <MenuItem icon="expand" href={inTenant(`/datasets/${d.id}`)}>
        {t("open")}
      </MenuItem>
      {d.kind === "events" ? (
        <MenuItem icon="search" href={inTenant("/events")}>
          {t("builtin-events")}
        </MenuItem>
      ) : (
        <MenuItem
          icon="trash"
          danger
          onSelect={() => void deleteDataset(d, () => list.drop(d.id), list.put)}
        >
          {t("delete")}
        </MenuItem>
      )}
    </Menu>
  );
}
