// Uploads under way in this tab: create, send the bytes, say complete. They outlive the page that began them.

import { signal } from "@preact/signals";
import { api } from "../core/api";
import { uuid } from "../core/id";
import { type ApiError, asApiError } from "../core/problem";
import type { Dataset, FileType, Mapping, VersionMode } from "../core/types";
import { type Sending, sentElsewhere, shareUploads, stopElsewhere } from "./elsewhere";
import { keptFile, matchOf, rememberFile } from "./interrupted";
import { isEmptyMapping } from "./mapping";
import { Meter } from "./meter";
import { type Place, patiently, transfer } from "./transfer";

/** What is to be sent and where: a new dataset, or a version of one. */
export interface Job {
  file: File;
  fileType: FileType;
  name: string;
  mapping: Mapping;
  into: { id: string; mode: Exclude<VersionMode, "reingest"> } | null;
}

/** `datasetId` is empty until the server has made it; `waitsUntil` (ms) null while a try is under way. */
export interface Upload extends Sending {
  key: string;
  name: string;
  error: ApiError | null;
  file: File;
  job: Job | null;
}

interface Created {
  dataset: Dataset;
  uploadUrl: string | null;
}

interface Kept extends Place {
  uploadUrl: string | null;
}

export const uploads = signal<readonly Upload[]>([]);
const controllers = new Map<string, AbortController>();

export const uploadOf = (id: string): Upload | undefined =>
  uploads.value.find((u) => u.datasetId === id);

/** The upload to this dataset, of this tab or of another. */
export const sendingOf = (id: string): Upload | Sending | undefined =>
  uploadOf(id) ?? sentElsewhere(id);

function patch(key: string, change: Partial<Upload>): void {
  uploads.value = uploads.value.map((u) => (u.key === key ? { ...u, ...change } : u));
}

export function dismissUpload(key: string): void {
  controllers.delete(key);
  uploads.value = uploads.value.filter((u) => u.key !== key);
}

function begin(file: File, name: string, datasetId: string, job: Job | null): string {
  const key = uuid();
  const fresh = { sent: 0, rate: 0, secondsLeft: null, waitsUntil: null, error: null };
  const others = uploads.value.filter((u) => !datasetId || u.datasetId !== datasetId);
  uploads.value = [...others, { ...fresh, key, datasetId, name, size: file.size, file, job }];
  return key;
}

/** Runs one upload; what goes wrong is on the upload itself, and one that was stopped is gone. */
async function run(key: string, act: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const mine = new AbortController();
  controllers.set(key, mine);
  patch(key, { error: null, waitsUntil: null });
  try {
    await act(mine.signal);
    dismissUpload(key);
  } catch (e) {
    if (!mine.signal.aborted) patch(key, { error: asApiError(e), waitsUntil: null });
  }
}

/** Begins one upload. */
export function upload(job: Job): Promise<void> {
  const key = begin(job.file, job.name, job.into?.id ?? "", job);
  return run(key, (signal) => create(key, job, signal));
}

async function create(key: string, job: Job, signal: AbortSignal): Promise<void> {
  const { file, fileType, name, into } = job;
  // Of a version, what is not said is as it was before; null is nothing.
  const mapping = isEmptyMapping(job.mapping) ? (into ? null : undefined) : job.mapping;
  // A repeat with this key makes nothing twice.
  const o = { idempotencyKey: key };
  const made = await patiently(
    () =>
      into
        ? api.post<Created>(
            `/api/datasets/${into.id}/versions`,
            { mode: into.mode, fileType, mapping },
            o,
          )
        : api.post<Created>("/api/datasets", { name, fileType, mapping }, o),
    signal,
    (until) => patch(key, { waitsUntil: until }),
  );
  const { id } = made.dataset;
  patch(key, { datasetId: id });
  rememberFile(id, file);
  if (made.uploadUrl === null) return goOn(key, id, file, signal);
  return deliver(key, id, file, { url: made.uploadUrl, whole: false, parts: [] }, signal);
}

const placeOf = async (id: string): Promise<Place> => {
  const kept = await api.get<Kept>(`/api/datasets/${id}/upload`, { keep: true });
  return { url: kept.uploadUrl ?? "", whole: kept.whole, parts: kept.parts };
};

async function goOn(key: string, id: string, file: File, signal: AbortSignal): Promise<void> {
  const place = await patiently(
    () => placeOf(id),
    signal,
    (until) => patch(key, { waitsUntil: until }),
  );
  return deliver(key, id, file, place, signal);
}

async function deliver(
  key: string,
  id: string,
  file: File,
  place: Place,
  signal: AbortSignal,
): Promise<void> {
  const meter = new Meter(file.size);
  const waiting = (until: number | null) => patch(key, { waitsUntil: until });
  const progress = (sent: number) => patch(key, { sent, ...meter.note(sent, Date.now()) });
  const again = () => placeOf(id);
  const parts = await transfer({ file, place, signal, progress, waiting, again });
  const body = parts === null ? undefined : { parts };
  const done = () => api.post<Dataset>(`/api/datasets/${id}/complete`, body);
  await patiently(done, signal, waiting);
  rememberFile(id, null);
}

/** Whether this file may go on where an upload was cut off; a file of another computer always may. */
export function fits(id: string, file: File): boolean {
  const kept = keptFile(id);
  return !kept || matchOf(kept, file) !== "other";
}

/** Gives a dataset that waits its file; what has arrived of the same file is not sent again. */
export function resume(d: Dataset, file: File): Promise<void> {
  const kept = keptFile(d.id);
  const key = begin(file, d.name, d.id, null);
  return run(key, async (signal) => {
    // Pieces of two states of a file must not become one.
    if (!kept || matchOf(kept, file) !== "same") await emptied(d, signal);
    rememberFile(d.id, file);
    await goOn(key, d.id, file, signal);
  });
}

/** A waiting version without anything in it: the one there is, or a new one in its place. */
async function emptied(d: Dataset, signal: AbortSignal): Promise<void> {
  const place = await patiently(
    () => placeOf(d.id),
    signal,
    () => {},
  );
  if (!place.whole && place.parts.length === 0) return;
  const mode = d.pending?.mode === "append" ? "append" : "replace";
  await api.post(`/api/datasets/${d.id}/cancel`);
  await api.post(`/api/datasets/${d.id}/versions`, { mode });
}

/** Another try with what failed. */
export function retry(up: Upload): Promise<void> {
  return run(up.key, (signal) => {
    if (up.datasetId && (!up.job || keptFile(up.datasetId))) {
      return goOn(up.key, up.datasetId, up.file, signal);
    }
    return up.job ? create(up.key, up.job, signal) : Promise.resolve();
  });
}

function halt(id: string): void {
  const up = uploadOf(id);
  if (!up) return;
  controllers.get(up.key)?.abort();
  dismissUpload(up.key);
}

/** Ends what is on its way to a dataset: its upload in any tab, its place in the queue, its reading. */
export async function cancel(id: string): Promise<Dataset> {
  halt(id);
  stopElsewhere(id);
  rememberFile(id, null);
  try {
    return await api.post<Dataset>(`/api/datasets/${id}/cancel`);
  } catch (e) {
    // Nothing is on its way: what failed had not begun there, or it is over.
    if (asApiError(e).status !== 409) throw e;
    return api.get<Dataset>(`/api/datasets/${id}`);
  }
}

shareUploads(
  () =>
    uploads.value
      .filter((u) => u.datasetId && !u.error)
      .map(({ datasetId, size, sent, rate, secondsLeft, waitsUntil }) => ({
        datasetId,
        size,
        sent,
        rate,
        secondsLeft,
        waitsUntil,
      })),
  halt,
);

// A reload would cut the stream: ask first.
addEventListener("beforeunload", (e) => {
  if (uploads.value.some((u) => !u.error)) e.preventDefault();
});
