// What a live message tells of a dataset; pure.

import type { Dataset, DatasetProgress, LiveMessage, Pending, Plan } from "../core/types";

interface Told extends Partial<Dataset>, Partial<DatasetProgress> {
  datasetId?: string;
}

export const isDatasetMessage = (m: LiveMessage): boolean => m.type.startsWith("dataset.");

/** Which dataset a message is about. */
export function idOf(m: LiveMessage): string {
  const d = m.data as Told | null;
  return d?.datasetId ?? d?.id ?? "";
}

/** With a plan of a former release completed: it knew one column of time, and no columns by themselves. */
export function completed(d: Dataset): Dataset {
  if (!d.plan) return d;
  const {
    timestamp,
    columns = [],
    notes = [],
    labels = [],
    metrics = [],
  } = d.plan as Partial<Plan>;
  const times = timestamp ? [timestamp].flat() : null;
  return { ...d, plan: { ...d.plan, timestamp: times, columns, notes, labels, metrics } };
}

/** A version on its way beside the one that readers see; what is ready stays ready. */
function pendingOf(known: Dataset, change: Partial<Pending>, version: number): Dataset {
  const before = known.pending ?? null;
  if (before && version < before.version) return known;
  const fresh: Pending = {
    version,
    mode: "replace",
    status: "processing",
    progress: null,
    error: null,
    createdAt: null,
    ...(before?.version === version ? before : {}),
  };
  return { ...known, pending: { ...fresh, ...change } };
}

function progressed(known: Dataset, data: Told): Dataset {
  const { bytes = 0, bytesTotal = 0, rows = 0, rowsPerSecond = 0, secondsLeft = null } = data;
  const progress = { bytes, bytesTotal, rows, rowsPerSecond, secondsLeft };
  if (known.status !== "ready") {
    // What is over is not begun anew by a message that was late.
    return known.status === "error" ? known : { ...known, status: "processing", progress };
  }
  const version = data.version ?? 0;
  if (version <= known.version) return known;
  return pendingOf(known, { status: "processing", progress }, version);
}

function failed(known: Dataset, data: Told, error: NonNullable<Dataset["error"]>): Dataset {
  const version = data.version ?? 0;
  if (known.status === "ready" && version > known.version) {
    return pendingOf(known, { status: "error", progress: null, error }, version);
  }
  if (known.status === "ready") return known;
  return { ...known, status: "error", progress: null, error };
}

/** What a message alone can tell of a dataset; null where only the server can. */
export function told(known: Dataset | undefined, m: LiveMessage): Dataset | null {
  const data = (m.data ?? {}) as Told;
  if (m.type === "dataset.progress" && known) return progressed(known, data);
  if (m.type === "dataset.error" && known && data.error) return failed(known, data, data.error);
  return data.id && data.name !== undefined && data.status
    ? { ...known, ...(data as Dataset) }
    : null;
}
