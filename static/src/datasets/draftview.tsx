// One draft: what was recognised, a chart of it, and the first rows with what each column is.

import { useMemo } from "preact/hooks";
import { ChartHost } from "../charts/host";
import type { ChartSpec } from "../charts/types";
import { number } from "../core/format";
import { t } from "../core/i18n";
import type { Reject } from "../core/types";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Skeleton } from "../ui/parts";
import { errorText } from "../ui/problem";
import { chartOf } from "./averaged";
import type { Draft, Preview } from "./draft";
import { DraftSettings } from "./draftsettings";
import { problemText } from "./failure";
import { Notes, ReadAs } from "./readas";
import { reasonText } from "./reasons";
import { RolesTable } from "./rolestable";

const CHART_HEIGHT = 216;

export function DraftView({ draft }: { draft: Draft }) {
  const preview = draft.preview.value;
  const busy = draft.busy.value;
  if (!preview) {
    return draft.failure.value ? <Unseen draft={draft} /> : <Skeleton height={420} />;
  }
  const plan = preview.problem ? null : preview.plan;
  return (
    <div class={busy ? "draft dim" : "draft"} aria-busy={busy}>
      {preview.problem && <DraftProblem draft={draft} problem={preview.problem} />}
      {draft.failure.value && <Unseen draft={draft} />}
      {plan && (
        <div class="draft-look">
          <div class="stack">
            <ReadAs plan={plan} fileType={draft.fileType.value} />
            <Notes
              notes={plan.notes}
              plan={plan}
              turn={(timeFormat) => draft.set({ timeFormat })}
            />
          </div>
          <DraftChart name={draft.name.value} preview={preview} />
        </div>
      )}
      {preview.header.length > 0 && <DraftSettings draft={draft} />}
      {draft.columns.value.length > 0 && (
        <RolesTable
          columns={draft.columns.value}
          rows={preview.rows}
          setRole={draft.setRole}
          open={!preview.plan}
        />
      )}
      <FirstRejects rejects={preview.rejects} count={preview.rejectCount} />
    </div>
  );
}

/** Nobody could look at it; that is no reason not to send it. */
function Unseen({ draft }: { draft: Draft }) {
  const error = draft.failure.value!;
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="text">
        <p>{t("draft-unseen", { why: errorText(error) })}</p>
      </div>
      <Button icon="refresh" onClick={() => void draft.look()}>
        {t("retry")}
      </Button>
    </div>
  );
}

interface ProblemProps {
  draft: Draft;
  problem: NonNullable<Preview["problem"]>;
}

export function DraftProblem({ draft, problem }: ProblemProps) {
  const timeless = problem.code === "no_time_column";
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="text">
        <p>{problemText(problem)}</p>
        {timeless && <p class="muted">{t("draft-no-time")}</p>}
      </div>
      {timeless && (
        <Button icon="history" onClick={() => draft.set({ timestamp: null })}>
          {t("draft-upload-time")}
        </Button>
      )}
    </div>
  );
}

function DraftChart({ name, preview }: { name: string; preview: Preview }) {
  const { series } = preview;
  const spec = useMemo<ChartSpec>(() => ({ type: "line", title: name, agg: "avg" }), [name]);
  const data = useMemo(() => chartOf(series), [series]);
  if (series.length === 0) return <p class="draft-chart none muted">{t("draft-no-chart")}</p>;
  return (
    <div class="draft-chart" style={{ height: `${CHART_HEIGHT}px` }}>
      <ChartHost spec={spec} data={data} />
    </div>
  );
}

const SHOWN = 3;

function FirstRejects({ rejects, count }: { rejects: Reject[]; count: number }) {
  if (count === 0) return null;
  return (
    <div class="draft-rejects">
      <p>
        <Icon name="alert" size={14} /> {t("draft-rejects", { count })}
      </p>
      <ul>
        {rejects.slice(0, SHOWN).map((r, i) => (
          <li key={`${r.line}${r.column}${i}`}>
            <span class="muted">
              {r.column
                ? t("draft-reject-at", { line: number(r.line), column: r.column })
                : t("draft-reject-row", { line: number(r.line) })}
            </span>{" "}
            <code dir="auto">{r.value || t("reject-empty")}</code> {reasonText(r.reason)}
          </li>
        ))}
      </ul>
    </div>
  );
}
