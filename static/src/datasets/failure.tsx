// Why a file could not be read: a sentence in the person's language, and what the server adds to it.

import { hasMessage, t } from "../core/i18n";
import type { Dataset } from "../core/types";

/** The sentence, or the server's own where we have no words for its code. */
export function failureText(d: Dataset): string {
  const id = `ingest-${(d.error?.code ?? "").replaceAll("_", "-")}`;
  return hasMessage(id) ? t(id) : (d.error?.detail ?? t("dataset-failed"));
}

/** Line and column, where the server knows them. */
export function FailureDetail({ d }: { d: Dataset }) {
  const detail = d.error?.detail;
  if (!detail || detail === failureText(d)) return null;
  return (
    <span class="muted tiny" dir="auto">
      {detail}
    </span>
  );
}
