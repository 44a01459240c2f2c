// One dataset: what was read, what was not, and a chart to look around in.

import { useState } from "preact/hooks";
import { api } from "../core/api";
import { bytes, date, dateTime, number } from "../core/format";
import { t } from "../core/i18n";
import { inTenant, may, tenant } from "../core/session";
import type { Dataset } from "../core/types";
import { navigate } from "../core/url";
import { deleteDataset } from "../datasets/actions";
import { FileButton } from "../datasets/dropzone";
import { FailureDetail, failureText } from "../datasets/failure";
import { useDataset } from "../datasets/one";
import { Rejects } from "../datasets/rejects";
import { stageOf } from "../datasets/stage";
import { Stepper } from "../datasets/stepper";
import { canResume, resume, uploads } from "../datasets/uploads";
import { Glance } from "../explorer/glance";
import { Button, LinkButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextArea, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { Empty, PageHead, Skeleton, Status, type Tone } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import type { PageProps } from "./routes";

export default function DatasetPage({ params }: PageProps) {
  const id = params.id as string;
  const one = useDataset(id);
  const d = one.data.value;
  if (one.error.value?.status === 404) return <Gone />;
  if (one.error.value && !d) return <ProblemBox error={one.error.value} retry={one.load} />;
  if (!d) return <Skeleton height={480} />;
  return <Page d={d} changed={one.put} />;
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

const TONES: Record<Dataset["status"], Tone> = {
  created: "warn",
  queued: "busy",
  processing: "busy",
  ready: "good",
  error: "bad",
};

function Page({ d, changed }: { d: Dataset; changed: (d: Dataset) => void }) {
  const [renaming, setRenaming] = useState(false);
  const file = `/api/datasets/${d.id}/file?tenant=${tenant.value?.id ?? ""}`;
  const up = uploads.value.find((u) => u.datasetId === d.id);
  const remove = () =>
    deleteDataset(
      d,
      () => navigate(inTenant("/datasets")),
      (back) => navigate(inTenant(`/datasets/${back.id}`)),
    );
  return (
    <>
      <PageHead
        title={d.name}
        note={
          d.description && (
            <p class="muted">
              <bdi>{d.description}</bdi>
            </p>
          )
        }
      >
        {may("editor") && (
          <Button icon="edit" onClick={() => setRenaming(true)}>
            {t("rename")}
          </Button>
        )}
        {d.bytes > 0 && (
          <LinkButton icon="download" href={file} download>
            {t("dataset-original")}
          </LinkButton>
        )}
        {may("editor") && (
          <Button icon="trash" variant="danger" onClick={() => void remove()}>
            {t("delete")}
          </Button>
        )}
      </PageHead>
      <div class="stack">
        <Facts d={d} />
        {d.status !== "ready" && d.status !== "error" && (
          <div class="card">
            <div class="body stack">
              <Stepper stage={stageOf(d, up)} up={up} />
              {d.status === "created" && !up && canResume(d.id) && (
                <FileButton onFiles={([f]) => f && void resume(d.id, f)}>
                  {t("upload-again")}
                </FileButton>
              )}
            </div>
          </div>
        )}
        {d.status === "error" && <Failure d={d} />}
        {(d.status === "ready" || d.version > 1) && <Glance d={d} />}
        {d.rejectCount > 0 && <Rejects d={d} />}
      </div>
      {renaming && <Rename d={d} close={() => setRenaming(false)} changed={changed} />}
    </>
  );
}

function Failure({ d }: { d: Dataset }) {
  return (
    <Empty icon="alert" title={t("dataset-failed")}>
      {failureText(d)} <FailureDetail d={d} />
    </Empty>
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
  const span = d.firstAt && d.lastAt ? `${date(d.firstAt)} – ${date(d.lastAt)}` : "–";
  return (
    <dl class="facts card">
      <Fact name={t("dataset-status")}>
        <Status tone={TONES[d.status]}>{t(`status-${d.status}`)}</Status>
      </Fact>
      <Fact name={t("dataset-rows")}>{number(d.rowCount)}</Fact>
      <Fact name={t("dataset-rejects")}>{number(d.rejectCount)}</Fact>
      <Fact name={t("dataset-span")}>{span}</Fact>
      <Fact name={t("dataset-file")}>
        {d.fileType.toUpperCase()}, {bytes(d.bytes)}
      </Fact>
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
