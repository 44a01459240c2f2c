// A file on its way: its steps, what stopped it, and what can be done (choose it again, try again, cancel).

import { useState } from "preact/hooks";
import { bytes } from "../core/format";
import { t } from "../core/i18n";
import { may } from "../core/session";
import { notifyError } from "../core/toast";
import type { Dataset } from "../core/types";
import { Button } from "../ui/button";
import { errorText } from "../ui/problem";
import { FileButton } from "./dropzone";
import { keptFile } from "./interrupted";
import { journeyOf, stageOf } from "./stage";
import { Stepper } from "./stepper";
import { cancel, fits, resume, retry, sendingOf, uploadOf } from "./uploads";

/** `put` gets what the server answers. */
export function Progress({ d, put }: { d: Dataset; put: (d: Dataset) => void }) {
  const up = uploadOf(d.id);
  const kept = keptFile(d.id);
  const journey = journeyOf(d);
  const editor = may("editor");
  const sending = sendingOf(d.id);
  const waits = journey.status === "created" && !sending;
  return (
    <div class="dataset-progress">
      <Stepper stage={stageOf(journey, sending, kept !== null)} up={sending} />
      {up?.error && <p class="wrong tiny">{errorText(up.error)}</p>}
      {waits && kept && (
        <p class="muted tiny">
          {t("upload-interrupted", { file: kept.name, size: bytes(kept.size) })}
        </p>
      )}
      {editor && (
        <div class="row over wraps">
          {up?.error && (
            <Button icon="refresh" onClick={() => void retry(up)}>
              {t("retry")}
            </Button>
          )}
          {waits && <Choose d={d} />}
          {(!waits || kept) && !over(journey.status, sending) && <Cancel d={d} put={put} />}
        </div>
      )}
    </div>
  );
}

const over = (status: string, sending: object | undefined) =>
  !sending && (status === "ready" || status === "error" || status === "canceled");

function Choose({ d }: { d: Dataset }) {
  const [wrong, setWrong] = useState<string | null>(null);
  const kept = keptFile(d.id);
  const choose = ([file]: File[]) => {
    if (!file) return;
    if (fits(d.id, file)) void resume(d, file);
    else setWrong(file.name);
  };
  return (
    <>
      <FileButton onFiles={choose}>{kept ? t("upload-again") : t("upload-choose")}</FileButton>
      {wrong && kept && (
        <p class="wrong tiny" role="alert">
          {t("upload-other-file", { chosen: wrong, file: kept.name, size: bytes(kept.size) })}
        </p>
      )}
    </>
  );
}

function Cancel({ d, put }: { d: Dataset; put: (d: Dataset) => void }) {
  const [busy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    cancel(d.id)
      .then(put, notifyError)
      .finally(() => setBusy(false));
  };
  return (
    <Button icon="close" busy={busy} onClick={run}>
      {sendingOf(d.id) ? t("upload-cancel") : t("reading-cancel")}
    </Button>
  );
}
