// Datasets: drop files, watch them being read, find them again.

import { date, number, relative } from "../core/format";
import { t } from "../core/i18n";
import { inTenant, may } from "../core/session";
import type { Dataset } from "../core/types";
import { deleteDataset } from "../datasets/actions";
import { DropZone, FileButton } from "../datasets/dropzone";
import { failureText } from "../datasets/failure";
import { type DatasetList, useDatasets } from "../datasets/list";
import { stageOf } from "../datasets/stage";
import { Stepper } from "../datasets/stepper";
import {
  canResume,
  dismissUpload,
  resume,
  type Upload,
  upload,
  uploads,
} from "../datasets/uploads";
import { Button, IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuItem } from "../ui/menu";
import { Empty, PageHead, Skeleton } from "../ui/parts";
import { errorText, ProblemBox } from "../ui/problem";

export default function DatasetsPage() {
  const list = useDatasets();
  const items = list.items.value?.filter((d) => !isOfPost(d)) ?? null;
  const editor = may("editor");
  const send = (files: File[]) => {
    for (const f of files) void upload(f);
  };
  const waiting = uploads.value.filter((u) => !items?.some((d) => d.id === u.datasetId));
  const empty = items !== null && items.length === 0 && waiting.length === 0;
  return (
    <>
      <PageHead title={t("nav-datasets")} />
      <div class="stack">
        {editor && <DropZone large={empty} onFiles={send} />}
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
              <Row
                key={d.id}
                d={d}
                list={list}
                up={uploads.value.find((u) => u.datasetId === d.id)}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

/** The live word of a dataset may come before the answer to the POST that made it: one row, not two. */
function isOfPost(d: Dataset): boolean {
  const asked = (u: Upload) => u.datasetId === "" && !u.error && u.name === d.name;
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
      <Progress d={null} up={up} />
      {up.error && (
        <IconButton icon="close" label={t("dismiss")} onClick={() => dismissUpload(up.key)} />
      )}
    </li>
  );
}

function Progress({ d, up }: { d: Dataset | null; up: Upload | undefined }) {
  const stage = stageOf(d, up);
  return (
    <div class="dataset-progress">
      <Stepper stage={stage} up={up} />
      {up?.error && <p class="wrong tiny">{errorText(up.error)}</p>}
      {d?.status === "created" && !up && may("editor") && <Again d={d} />}
    </div>
  );
}

function Row({ d, up, list }: { d: Dataset; up: Upload | undefined; list: DatasetList }) {
  const done = d.status === "ready" && !up;
  return (
    <li>
      <Icon name="dataset" class="muted" />
      <div class="text">
        <a class="row-link cut" href={inTenant(`/datasets/${d.id}`)}>
          {d.name}
        </a>
        <span class="muted tiny">{line(d)}</span>
      </div>
      {done ? (
        <Facts d={d} />
      ) : d.status === "error" ? (
        <Failed d={d} />
      ) : (
        <Progress d={d} up={up} />
      )}
      <div class="row over">
        {up?.error && <Button onClick={() => void resume(d.id, up.file)}>{t("retry")}</Button>}
        {may("editor") && <RowMenu d={d} list={list} />}
      </div>
    </li>
  );
}

function line(d: Dataset): string {
  const when = relative(d.readyAt ?? d.createdAt);
  return [d.fileType.toUpperCase(), when].join(" · ");
}

function Facts({ d }: { d: Dataset }) {
  const span = d.firstAt && d.lastAt ? `${date(d.firstAt)} – ${date(d.lastAt)}` : "";
  return (
    <dl class="dataset-facts">
      <div class="wide-only">
        <dt class="visually-hidden">{t("dataset-span")}</dt>
        <dd class="muted">{span}</dd>
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
          {number(d.rowCount)} <span class="muted">{t("rows-unit", { count: d.rowCount })}</span>
        </dd>
      </div>
    </dl>
  );
}

function Failed({ d }: { d: Dataset }) {
  return (
    <p class="dataset-failed">
      <Icon name="alert" size={14} /> <span>{failureText(d)}</span>
    </p>
  );
}

/** The tab that sent the file is gone: the same place still takes it for a while. */
function Again({ d }: { d: Dataset }) {
  if (!canResume(d.id)) return <span class="muted tiny">{t("upload-expired")}</span>;
  return (
    <div class="over">
      <FileButton onFiles={([file]) => file && void resume(d.id, file)}>
        {t("upload-again")}
      </FileButton>
    </div>
  );
}

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
      <MenuItem
        icon="trash"
        danger
        onSelect={() => void deleteDataset(d, () => list.drop(d.id), list.put)}
      >
        {t("delete")}
      </MenuItem>
    </Menu>
  );
}
