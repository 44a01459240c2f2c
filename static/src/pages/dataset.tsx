// One dataset: what was read, what was not, how, from which files, and a chart to look around in.

import { useState } from "preact/hooks";
import { api } from "../core/api";
import { bytes, dateTime, number } from "../core/format";
import { t } from "../core/i18n";
import { inTenant, may, tenant } from "../core/session";
import { notifyError } from "../core/toast";
import type { Dataset, Pending } from "../core/types";
import { navigate, query } from "../core/url";
import { deleteDataset } from "../datasets/actions";
import type { DetailName } from "../datasets/details";
import { FileButton, useFileDrop } from "../datasets/dropzone";
import { FailureDetail, problemText } from "../datasets/failure";
import { keptFile } from "../datasets/interrupted";
import { type OneDataset, useDataset } from "../datasets/one";
import { useUploadDialog } from "../datasets/opening";
import { Progress } from "../datasets/progress";
import { spanOf } from "../datasets/span";
import { onItsWay } from "../datasets/stage";
import { sendingOf } from "../datasets/uploads";
import { Glance } from "../explorer/glance";
import { Button, LinkButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextArea, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Menu, MenuItem } from "../ui/menu";
import { Empty, PageHead, Skeleton, Status } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import type { PageProps } from "./routes";

const Detail = lazy(async () => (await import("../datasets/details")).Detail);
const BuiltIn = lazy(async () => (await import("../datasets/builtin")).BuiltIn);
const Curl = lazy(async () => (await import("../datasets/waiting")).Curl);
const RereadDialog = lazy(async () => (await import("../datasets/reread")).RereadDialog);

export default function DatasetPage({ params }: PageProps) {
  const id = params.id as string;
  const one = useDataset(id);
  const d = one.data.value;
  if (one.error.value?.status === 404) return <Gone />;
  if (one.error.value && !d) return <ProblemBox error={one.error.value} retry={one.load} />;
  if (!d) return <Skeleton height={480} />;
  if (d.kind === "events") return <BuiltIn d={d} one={one} />;
  return <Page d={d} one={one} />;
}

function Gone() {
  return (
    <Empty
      page
      icon="dataset"
      title={t("dataset-gone")}
      actions={<LinkButton href={inTenant("/datasets")}>{t("nav-datasets")}</LinkButton>}
    >
      {t("dataset-gone-text")}
    </Empty>
  );
}

interface PartProps {
  d: Dataset;
  one: OneDataset;
  choose: (files: File[]) => void;
}

function Page({ d, one }: { d: Dataset; one: OneDataset }) {
  const { choose, dialog } = useUploadDialog(d);
  const part = { d, one, choose };
  const first = d.status !== "ready" && d.status !== "error";
  return (
    <>
      <Head {...part} />
      <div class="stack">
        {d.status === "ready" && <Facts d={d} />}
        {first && <First {...part} />}
        {d.status === "error" && <Failure {...part} />}
        {d.status === "ready" && <OnItsWay {...part} />}
        {!first && <Tabs {...part} />}
      </div>
      {!first && may("editor") && <Drop choose={choose} />}
      {dialog}
    </>
  );
}

/** A file dropped anywhere on the page is a new version. */
function Drop({ choose }: { choose: PartProps["choose"] }) {
  const over = useFileDrop(choose);
  if (!over) return null;
  return (
    <div class="drop-veil">
      <p>
        <Icon name="upload" size={28} />
        {t("drop-version")}
      </p>
    </div>
  );
}

function Head({ d, one, choose }: PartProps) {
  const [renaming, setRenaming] = useState(false);
  const file = `/api/datasets/${d.id}/file?tenant=${tenant.value?.id ?? ""}`;
  const remove = () =>
    deleteDataset(
      d,
      () => navigate(inTenant("/datasets")),
      (back) => navigate(inTenant(`/datasets/${back.id}`)),
    );
  const note = d.description && (
    <p class="muted">
      <bdi>{d.description}</bdi>
    </p>
  );
  return (
    <PageHead title={d.name} note={note}>
      {d.bytes > 0 && (
        <LinkButton icon="download" href={file} download>
          {t("dataset-original")}
        </LinkButton>
      )}
      {may("editor") && d.status === "ready" && !busyWith(d) && (
        <FileButton primary onFiles={choose}>
          {t("version-new")}
        </FileButton>
      )}
      {may("editor") && (
        <Menu
          placement="bottom-end"
          button={{
            class: "button icon-only",
            label: t("dataset-menu", { name: d.name }),
            children: <Icon name="more" />,
          }}
        >
          <MenuItem icon="edit" onSelect={() => setRenaming(true)}>
            {t("rename")}
          </MenuItem>
          <MenuItem icon="trash" danger onSelect={() => void remove()}>
            {t("delete")}
          </MenuItem>
        </Menu>
      )}
      {renaming && <Rename d={d} close={() => setRenaming(false)} changed={one.put} />}
    </PageHead>
  );
}

/** The status of a version that is neither stored nor given up. */
function busyWith(d: Dataset): Pending | null {
  const p = onItsWay(d);
  return p && p.status !== "error" && p.status !== "canceled" ? p : null;
}

/** The first version on its way: nothing else is there to be seen. */
function First({ d, one }: PartProps) {
  const byProgram = d.status === "created" && !sendingOf(d.id) && !keptFile(d.id);
  return (
    <section class="card">
      <div class="body stack">
        <Progress d={d} put={one.put} />
        {byProgram && <Curl d={d} />}
      </div>
    </section>
  );
}

/** A later version on its way, or what became of it; what is shown stays meanwhile. */
function OnItsWay({ d, one }: PartProps) {
  const p = onItsWay(d);
  const up = sendingOf(d.id);
  if (!up && (!p || p.status === "canceled")) return null;
  if (!up && p?.status === "error") {
    return (
      <div class="problem" role="status">
        <Icon name="alert" />
        <div class="text">
          <p>{t("pending-failed", { version: p.version, why: problemText(p.error) })}</p>
          <p class="muted">
            {t("pending-kept", { version: d.version })} <FailureDetail error={p.error} />
          </p>
        </div>
      </div>
    );
  }
  const title = p ? t("pending-title", { version: p.version }) : t("pending-new");
  return (
    <section class="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <div class="body stack">
        <Progress d={d} put={one.put} />
        <p class="muted small">{t("pending-stays", { version: d.version })}</p>
      </div>
    </section>
  );
}

function Failure({ d, one, choose }: PartProps) {
  const [reading, setReading] = useState(false);
  const canceled = d.error?.code === "canceled";
  const again = () =>
    api
      .post<Dataset>(`/api/datasets/${d.id}/reingest`, { mapping: { timestamp: null } })
      .then(one.put, notifyError);
  const timeless = d.error?.code === "no_time_column";
  const actions = may("editor") && (
    <>
      {timeless && (
        <Button variant="primary" icon="history" onClick={() => void again()}>
          {t("draft-upload-time")}
        </Button>
      )}
      {d.bytes > 0 && !canceled && (
        <Button icon="refresh" onClick={() => setReading(true)}>
          {t("reread-otherwise")}
        </Button>
      )}
      <FileButton onFiles={choose}>{t("upload-another")}</FileButton>
    </>
  );
  return (
    <section class="card">
      <Empty
        icon={canceled ? "info" : "alert"}
        title={canceled ? t("dataset-canceled") : t("dataset-failed")}
        actions={actions}
      >
        {problemText(d.error)} <FailureDetail error={d.error} />
      </Empty>
      {reading && <RereadDialog d={d} changed={one.put} close={() => setReading(false)} />}
    </section>
  );
}

type TabName = "chart" | DetailName;

/** What there is to see; the first is shown at first. */
function tabsOf(d: Dataset): TabName[] {
  const rejects: TabName[] = d.rejectCount > 0 ? ["rejects"] : [];
  if (d.status === "ready") return ["chart", "rows", ...rejects, "read", "versions", "used"];
  return d.version > 1 ? [...rejects, "versions"] : rejects;
}

function tabHref(tab: TabName, first: TabName): string {
  const q = new URLSearchParams(query.value);
  if (tab === first) q.delete("tab");
  else q.set("tab", tab);
  const s = q.toString();
  return s ? `?${s}` : location.pathname;
}

function Tabs({ d, one }: PartProps) {
  const tabs = tabsOf(d);
  const first = tabs[0];
  if (!first) return null;
  const asked = query.value.get("tab") as TabName | null;
  const tab = asked && tabs.includes(asked) ? asked : first;
  return (
    <>
      <nav class="tabs dataset-tabs" aria-label={t("tabs-label")}>
        {tabs.map((name) => (
          <a
            key={name}
            href={tabHref(name, first)}
            aria-current={name === tab ? "page" : undefined}
          >
            {t(`tab-${name}`)}
            {name === "rejects" && <span class="tab-count">{number(d.rejectCount)}</span>}
          </a>
        ))}
      </nav>
      {tab === "chart" ? (
        <Glance d={d} />
      ) : (
        <Detail
          key={tab}
          name={tab}
          d={d}
          heard={one.heard.value}
          boards={one.boards.value}
          put={one.put}
        />
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ d }: { d: Dataset }) {
  return (
    <dl class="facts card">
      <Fact name={t("dataset-status")}>
        <Status tone="good">{t("status-ready")}</Status>
      </Fact>
      <Fact name={t("dataset-rows")}>{number(d.rowCount)}</Fact>
      <Fact name={t("dataset-rejects")}>
        <span class={d.rejectCount > 0 ? "warn" : undefined}>{number(d.rejectCount)}</span>
      </Fact>
      <Fact name={t("dataset-span")}>{spanOf(d) || "–"}</Fact>
      <Fact name={t("dataset-file")}>
        {d.fileType?.toUpperCase()}, {bytes(d.bytes)}
      </Fact>
      <Fact name={t("dataset-version")}>{number(d.version)}</Fact>
      <Fact name={t("dataset-read")}>{dateTime(d.readyAt)}</Fact>
    </dl>
  );
}

function Rename({
  d,
  close,
  changed,
}: {
  d: Dataset;
  close: () => void;
  changed: (d: Dataset) => void;
}) {
  const form = useForm(async (v) => {
    changed(
      await api.patch<Dataset>(`/api/datasets/${d.id}`, {
        name: v.name,
        description: v.description || null,
      }),
    );
    close();
  });
  return (
    <Dialog title={t("dataset-rename")} onClose={close}>
      <Form form={form} focus>
        <TextField
          label={t("name")}
          name="name"
          defaultValue={d.name}
          maxLength={200}
          error={form.wrong("name")}
        />
        <TextArea
          label={t("description")}
          name="description"
          defaultValue={d.description ?? ""}
          error={form.wrong("description")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("save")}
          </Button>
          <Button onClick={close}>{t("cancel")}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
