// Where a file is on its way to a dataset: from this tab's upload and the server's word; pure.

import type { Dataset } from "../core/types";
import type { Upload } from "./uploads";

export type Step = "uploading" | "queued" | "parsing" | "ready";
export const STEPS: readonly Step[] = ["uploading", "queued", "parsing", "ready"];

export interface Stage {
  step: Step;
  /** Stopped at this step: by an error, or because the tab that sent the file is gone. */
  stopped: "failed" | "interrupted" | null;
  /** 0…1 where it is known. */
  ratio: number | null;
  rows: number;
  rowsPerSecond: number;
  secondsLeft: number | null;
}

const START: Omit<Stage, "step"> = {
  stopped: null,
  ratio: null,
  rows: 0,
  rowsPerSecond: 0,
  secondsLeft: null,
};

export function stageOf(d: Dataset | null, up: Upload | undefined): Stage {
  if (up) {
    const ratio = up.size > 0 ? up.sent / up.size : null;
    return { ...START, step: "uploading", stopped: up.error ? "failed" : null, ratio };
  }
  if (!d) return { ...START, step: "uploading" };
  if (d.status === "created") return { ...START, step: "uploading", stopped: "interrupted" };
  if (d.status === "queued") return { ...START, step: "queued" };
  if (d.status === "ready") return { ...START, step: "ready", ratio: 1, rows: d.rowCount };
  const p = d.progress;
  return {
    step: "parsing",
    stopped: d.status === "error" ? "failed" : null,
    ratio: p && p.bytesTotal > 0 ? p.bytes / p.bytesTotal : null,
    rows: p?.rows ?? 0,
    rowsPerSecond: p?.rowsPerSecond ?? 0,
    secondsLeft: p?.secondsLeft ?? null,
  };
}
