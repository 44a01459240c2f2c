// How a file is read, for people: what was recognised line by line, and what they should know about it.

import { hasMessage, locale, t } from "../core/i18n";
import type { FileType, Plan, PlanNote } from "../core/types";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { swapped } from "./mapping";
import { formatText, recognised } from "./recognised";

const ROWS = ["file", "time", "metrics", "labels"] as const;

export function ReadAs({ plan, fileType }: { plan: Plan; fileType: FileType }) {
  const words = recognised(plan, fileType, t);
  return (
    <dl class="read-as">
      {ROWS.map((row) => (
        <div key={row}>
          <dt>{t(`read-${row}`)}</dt>
          {/* Names are as the file has them; sentences run as the page does. */}
          <dd>{row === "metrics" || row === "labels" ? <bdi>{words[row]}</bdi> : words[row]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Not merely good to know: numbers may be other than meant. */
const WARNINGS = new Set([
  "date_order_ambiguous",
  "decimal_ambiguous",
  "number_format_ambiguous",
  "labels_folded",
  "series_folded",
]);

/** The server's words are exact, but English; in other languages ours, where we have some. */
function noteText(n: PlanNote): string {
  const id = `note-${n.code.replaceAll("_", "-")}`;
  const ours = locale.value !== "en" && hasMessage(id);
  return ours ? t(id, { column: n.column ?? "" }) : n.message;
}

interface NotesProps {
  notes: readonly PlanNote[];
  plan?: Plan | null;
  /** Where the order of day and month can be turned. */
  turn?: (format: string) => void;
}

export function Notes({ notes, plan, turn }: NotesProps) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((n, i) => {
        const warns = WARNINGS.has(n.code);
        const other = n.code === "date_order_ambiguous" ? swapped(plan?.timeFormat) : null;
        return (
          <li key={`${n.code}${n.column}${i}`} class={warns ? "warns" : undefined}>
            <Icon name={warns ? "alert" : "info"} size={14} />
            <span dir="auto">{noteText(n)}</span>
            {turn && other && (
              <Button onClick={() => turn(other)}>
                {t("note-turn", { format: formatText(other, t) })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
