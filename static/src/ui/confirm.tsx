// Asks before what cannot be undone; what can be is done at once, with Undo in a toast.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../core/i18n";
import { type ApiError, asApiError } from "../core/problem";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ProblemBox } from "./problem";

interface Props {
  title: string;
  children: ComponentChildren;
  /** What the button does: "Revoke the key". */
  action: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

export function Confirm({ title, children, action, onConfirm, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const run = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (e) {
      setError(asApiError(e));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button variant="danger" busy={busy} onClick={run}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} footer={footer}>
      <div class="stack">
        <p>{children}</p>
        {error && <ProblemBox error={error} />}
      </div>
    </Dialog>
  );
}
