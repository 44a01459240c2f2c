// Uploading → Queued → Parsing n rows → Ready: one line that says where a file is.

import { bytes, number } from "../core/format";
import { t } from "../core/i18n";
import { Icon } from "../ui/icon";
import { ProgressBar } from "../ui/parts";
import type { Sending } from "./elsewhere";
import { STEPS, type Stage, type Step } from "./stage";
import { timeLeft } from "./timeleft";

function label(step: Step, stage: Stage): string {
  if (step === "parsing" && stage.step === "parsing" && stage.rows > 0) {
    return t("step-parsing-rows", { rows: number(stage.rows) });
  }
  if (step === "uploading" && stage.step === step && stage.stopped === "waiting") {
    return t("status-created");
  }
  return t(`step-${step}`);
}

function Mark({ step, stage }: { step: Step; stage: Stage }) {
  const at = STEPS.indexOf(stage.step);
  const mine = STEPS.indexOf(step);
  if (mine < at || stage.step === "ready") return <Icon name="check" size={14} />;
  if (mine > at || stage.stopped === "waiting") return <span class="step-dot" />;
  if (stage.stopped) return <Icon name="alert" size={14} />;
  return <i class="spinner" />;
}

function state(step: Step, stage: Stage): string {
  const at = STEPS.indexOf(stage.step);
  const mine = STEPS.indexOf(step);
  if (mine < at || stage.step === "ready") return "done";
  if (mine > at) return "later";
  return stage.stopped ? "stopped" : "now";
}

function detail(stage: Stage, up: Sending | undefined): string {
  const left = stage.secondsLeft === null || stage.stopped ? "" : timeLeft(stage.secondsLeft);
  if (stage.step === "uploading" && up && !stage.stopped) {
    const sent = t("step-sent", { sent: bytes(up.sent), total: bytes(up.size) });
    if (up.waitsUntil) return `${sent} · ${t("step-waits")}`;
    const rate = up.rate > 0 ? t("step-rate", { size: bytes(up.rate) }) : "";
    return [sent, rate, left].filter(Boolean).join(" · ");
  }
  if (stage.step !== "parsing" || stage.stopped || stage.rowsPerSecond <= 0) return "";
  const speed = t("step-speed", { rows: number(Math.round(stage.rowsPerSecond)) });
  return [speed, left].filter(Boolean).join(" · ");
}

export function Stepper({ stage, up }: { stage: Stage; up?: Sending }) {
  const more = detail(stage, up);
  return (
    <div class="stepper">
      <ol>
        {STEPS.map((step) => (
          <li
            key={step}
            class={state(step, stage)}
            aria-current={step === stage.step ? "step" : undefined}
          >
            <Mark step={step} stage={stage} />
            <span>{label(step, stage)}</span>
          </li>
        ))}
      </ol>
      {stage.ratio !== null && stage.step !== "ready" && !stage.stopped && (
        <ProgressBar ratio={stage.ratio} label={label(stage.step, stage)} />
      )}
      {more && <p class="tiny muted">{more}</p>}
    </div>
  );
}
