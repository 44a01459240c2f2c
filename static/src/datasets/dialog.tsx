// The upload dialog: what files are, seen and corrected before anything of them is stored.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import { bytes } from "../core/format";
import { t } from "../core/i18n";
import { notifyError } from "../core/toast";
import type { Dataset } from "../core/types";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Segmented, TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { createDraft, type Draft } from "./draft";
import { DraftView } from "./draftview";
import { problemText } from "./failure";
import { fileTypeOf, headOf, nameOf } from "./files";
import { uploadable } from "./mapping";
import { recognised } from "./recognised";
import { type Job, upload } from "./uploads";

/** So many files are looked at side by side. */
const LOOKS = 3;

interface Entry {
  file: File;
  draft: Draft;
}

interface Props {
  files: File[];
  /** The dataset that gets a new version; null makes a dataset of each file. */
  into: Dataset | null;
  close: () => void;
}

const known = new WeakMap<File, Draft>();
let nextKey = 1;

function draftOf(file: File, into: Dataset | null): Draft {
  const before = known.get(file);
  if (before) return before;
  const made = createDraft({
    key: `d${nextKey++}`,
    name: into?.name ?? nameOf(file.name),
    size: file.size,
    mapping: into?.mapping ?? undefined,
    async read() {
      const head = await headOf(file);
      return { head, fileType: await fileTypeOf(file.name, head) };
    },
  });
  known.set(file, made);
  return made;
}

function useEntries(files: File[], into: Dataset | null): Entry[] {
  const entries = useMemo(
    () => files.map((file) => ({ file, draft: draftOf(file, into) })),
    [files, into?.id],
  );
  useEffect(() => {
    const waiting = entries.map((e) => e.draft).filter((d) => !d.preview.peek());
    const work = async () => {
      for (let d = waiting.shift(); d; d = waiting.shift()) await d.look();
    };
    for (let i = 0; i < LOOKS; i++) void work();
  }, [entries]);
  const latest = useRef(entries);
  latest.current = entries;
  useEffect(
    () => () => {
      for (const { draft } of latest.current) draft.stop();
    },
    [],
  );
  return entries;
}

export function UploadDialog({ files, into, close }: Props) {
  const id = useId();
  const dropped = useSignal<ReadonlySet<string>>(new Set());
  const opened = useSignal<string | null>(null);
  const mode = useSignal<"replace" | "append">("replace");
  const all = useEntries(files, into);
  const entries = all.filter((e) => !dropped.value.has(e.draft.key));
  const one = entries.length === 1 ? entries[0] : entries.find((e) => e.draft.key === opened.value);
  const going = entries.filter((e) => uploadable(e.draft.preview.value?.problem));
  useEffect(() => {
    if (entries.length === 0) close();
  }, [entries.length]);

  const send = (e: Event) => {
    e.preventDefault();
    if (going.length === 0) return;
    const into_ = into && { id: into.id, mode: mode.value };
    Promise.all(going.map((x) => jobOf(x, into_))).then((jobs) => {
      for (const job of jobs) void upload(job);
      close();
    }, notifyError);
  };
  const title = into ? t("draft-title-version", { name: into.name }) : titleOf(entries, one);
  const footer = (
    <>
      <Summary entries={entries} going={going.length} one={one} />
      {one && entries.length > 1 && (
        <Button icon="table" onClick={() => (opened.value = null)}>
          {t("draft-all-files")}
        </Button>
      )}
      <Button onClick={close}>{t("cancel")}</Button>
      <Button
        type="submit"
        form={id}
        variant="primary"
        icon="upload"
        disabled={going.length === 0}
        autofocus
      >
        {t("draft-upload", { count: entries.length === 1 ? 1 : going.length })}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={close} footer={footer} wide>
      <form id={id} class="draft-form" onSubmit={send} noValidate>
        {one ? (
          <One draft={one.draft} into={into} mode={mode} />
        ) : (
          <Several
            entries={entries}
            open={(key) => (opened.value = key)}
            drop={(key) => (dropped.value = new Set([...dropped.value, key]))}
          />
        )}
      </form>
    </Dialog>
  );
}

function titleOf(entries: Entry[], one: Entry | undefined): string {
  return one
    ? t("draft-title", { file: one.file.name })
    : t("draft-title-many", { count: entries.length });
}

async function jobOf({ file, draft }: Entry, into: Job["into"]): Promise<Job> {
  const fileType = await draft.prepare();
  const name = draft.name.value.trim() || nameOf(file.name);
  return { file, fileType, name, mapping: draft.mapping.value, into };
}

function Summary(props: { entries: Entry[]; going: number; one: Entry | undefined }) {
  const { entries, going, one } = props;
  const size = bytes(one ? one.file.size : entries.reduce((sum, e) => sum + e.file.size, 0));
  const left = entries.length - going;
  return (
    <p class="draft-summary muted tiny">
      {size}
      {" · "}
      {left > 0 && !one ? t("draft-left-out", { count: left }) : t("draft-nothing-stored")}
    </p>
  );
}

interface OneProps {
  draft: Draft;
  into: Dataset | null;
  mode: Signal<"replace" | "append">;
}

function One({ draft, into, mode }: OneProps) {
  return (
    <>
      {into?.status === "ready" && <Mode mode={mode} />}
      {!into && (
        <TextField
          label={t("name")}
          name="name"
          autocomplete="off"
          maxLength={200}
          value={draft.name.value}
          onInput={(e) => (draft.name.value = e.currentTarget.value)}
        />
      )}
      <DraftView draft={draft} />
    </>
  );
}

function Mode({ mode }: { mode: OneProps["mode"] }) {
  return (
    <div class="draft-mode">
      <Segmented
        label={t("version-mode")}
        name="mode"
        value={mode.value}
        options={[
          { value: "replace", label: t("version-do-replace") },
          { value: "append", label: t("version-do-append") },
        ]}
        onChange={(v) => (mode.value = v)}
      />
      <p class="muted small">{t(`version-${mode.value}-text`)}</p>
    </div>
  );
}

function Several(props: {
  entries: Entry[];
  open: (key: string) => void;
  drop: (key: string) => void;
}) {
  return (
    <ul class="rows drafts">
      {props.entries.map(({ file, draft }) => (
        <li key={draft.key}>
          <Icon name="file" class="muted" />
          <div class="text">
            <span>{file.name}</span>
            <State draft={draft} />
          </div>
          <Button onClick={() => props.open(draft.key)}>{t("draft-look")}</Button>
          <IconButton
            icon="close"
            label={t("draft-drop", { file: file.name })}
            onClick={() => props.drop(draft.key)}
          />
        </li>
      ))}
    </ul>
  );
}

/** One line about a file of several. */
function State({ draft }: { draft: Draft }) {
  const preview = draft.preview.value;
  if (!preview) {
    const failed = draft.failure.value;
    return <span class="muted tiny">{failed ? t("draft-unseen-short") : t("draft-looking")}</span>;
  }
  if (preview.problem) {
    return (
      <span class="draft-state tiny">
        <Icon name="alert" size={12} />
        {problemText(preview.problem)}
      </span>
    );
  }
  if (!preview.plan) return null;
  const words = recognised(preview.plan, draft.fileType.value, t);
  const notes = preview.plan.notes.length;
  return (
    <span class="muted tiny">
      {[words.time, words.metrics, notes > 0 && t("draft-notes", { count: notes })]
        .filter(Boolean)
        .join(" · ")}
    </span>
  );
}
