// Reads the file that is there again, another way: the same look as before an upload.

import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { api, request } from "../core/api";
import { t } from "../core/i18n";
import { type ApiError, asApiError } from "../core/problem";
import type { Dataset } from "../core/types";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ProblemBox } from "../ui/problem";
import { createDraft } from "./draft";
import { DraftView } from "./draftview";
import { headOfAnswer } from "./files";
import { isEmptyMapping, uploadable } from "./mapping";

interface Props {
  d: Dataset;
  changed: (d: Dataset) => void;
  close: () => void;
}

export function RereadDialog({ d, changed, close }: Props) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const draft = useMemo(() => draftOf(d), [d.id]);
  useEffect(() => {
    void draft.look();
    return draft.stop;
  }, [draft]);
  const problem = draft.preview.value?.problem;

  const send = async (e: Event) => {
    e.preventDefault();
    if (busy || !uploadable(problem)) return;
    setBusy(true);
    try {
      const said = draft.mapping.value;
      const mapping = isEmptyMapping(said) ? null : said;
      changed(await api.post(`/api/datasets/${d.id}/reingest`, { mapping }));
      close();
    } catch (e) {
      setError(asApiError(e));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <p class="draft-summary muted tiny">{t("reread-text")}</p>
      <Button onClick={close}>{t("cancel")}</Button>
      <Button
        type="submit"
        form={id}
        variant="primary"
        icon="refresh"
        busy={busy}
        disabled={!uploadable(problem)}
        autofocus
      >
        {t("reread")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("reread-title", { name: d.name })} onClose={close} footer={footer} wide>
      <form id={id} class="draft-form" onSubmit={(e) => void send(e)} noValidate>
        {error && <ProblemBox error={error} />}
        <DraftView draft={draft} />
      </form>
    </Dialog>
  );
}

function draftOf(d: Dataset) {
  return createDraft({
    key: d.id,
    name: d.name,
    size: d.bytes,
    mapping: d.mapping ?? undefined,
    async read() {
      const headers = { range: "bytes=0-65535" };
      const answer = await request("GET", `/api/datasets/${d.id}/file`, { headers, keep: true });
      const head = await headOfAnswer(answer);
      return {
        head: { ...head, whole: head.bytes.length >= d.bytes },
        fileType: d.fileType ?? "csv",
      };
    },
  });
}
