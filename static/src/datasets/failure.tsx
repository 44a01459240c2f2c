// Why a file could not be read: a sentence in the person's language, and what the server adds to it.

import { hasMessage, t } from "../core/i18n";
import type { DatasetError } from "../core/types";
import { beyond } from "./beyond";

/** The sentence, or the server's own where we have no words for its code. */
export function problemText(error: DatasetError | null | undefined): string {
  const id = `ingest-${(error?.code ?? "").replaceAll("_", "-")}`;
  return hasMessage(id) ? t(id) : error?.detail || t("dataset-failed");
}

/** Line and column, where the server knows them. */
export function FailureDetail({ error }: { error: DatasetError | null | undefined }) {
  const detail = beyond(problemText(error), error?.detail ?? "");
  if (!detail) return null;
  return (
    <span class="muted tiny" dir="auto">
      {detail}
    </span>
  );
}
