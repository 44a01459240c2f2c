// Where a file is on its way to a dataset: from this tab's upload and the server's word; pure.

import type { Dataset, DatasetProgress, Pending, VersionStatus } from "../core/types";
import type { Sending } from "./elsewhere";

export type Step = "uploading" | "queued" | "parsing" | "ready";
export const STEPS: readonly Step[] = ["uploading", "queued", "parsing", "ready"];

export interface Stage {
  step: Step;
  /** Stopped at this step: by an error, because the tab that sent the file is gone, or nobody sent one. */
  stopped: "failed" | "interrupted" | "waiting" | null;
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

type Sent = Pick<Sending, "size" | "sent" | "secondsLeft"> & { error?: unknown };

/** What travels: a dataset's first version, or one beside what is ready. */
export interface Journey {
  status: VersionStatus;
  progress: DatasetProgress | null;
  rowCount: number;
}

export function journeyOf(d: Dataset): Journey {
  return d.pending ? { ...d.pending, rowCount: 0 } : d;
}

/** The version on its way, or that did not arrive; null while the dataset is what it is. */
export function onItsWay(d: Dataset): Pending | null {
  return d.pending && d.pending.status !== "ready" ? d.pending : null;
}

/** `begun`: this browser knows which file was being sent. */
export function stageOf(d: Journey | null, up: Sent | undefined, begun = true): Stage {
  if (up) {
    const ratio = up.size > 0 ? up.sent / up.size : null;
    const stopped = up.error ? "failed" : null;
    return { ...START, step: "uploading", stopped, ratio, secondsLeft: up.secondsLeft };
  }
  if (!d) return { ...START, step: "uploading" };
  if (d.status === "created")
    return { ...START, step: "uploading", stopped: begun ? "interrupted" : "waiting" };
  if (d.status === "queued") return { ...START, step: "queued" };
  if (d.status === "ready") return { ...START, step: "ready", ratio: 1, rows: d.rowCount };
  const p = d.progress;
  return {
    step: "parsing",
    stopped: d.status === "processing" ? null : "failed",
    ratio: p && p.bytesTotal > 0 ? p.bytes / p.bytesTotal : null,
    rows: p?.rows ?? 0,
    rowsPerSecond: p?.rowsPerSecond ?? 0,
    secondsLeft: p?.secondsLeft ?? null,
  };
}
