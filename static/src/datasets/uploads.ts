// Uploads under way in this tab: create, send the bytes, say complete. They outlive the page that began them.

import { signal } from "@preact/signals";
import { api } from "../core/api";
import { ApiError, asApiError } from "../core/problem";
import type { Dataset } from "../core/types";
import { fileTypeOf, nameOf } from "./files";

export interface Upload {
  /** Id of the dataset; empty until the server has made it. */
  datasetId: string;
  key: string;
  name: string;
  size: number;
  sent: number;
  error: ApiError | null;
  file: File;
}

interface Created {
  dataset: Dataset;
  uploadUrl: string;
  uploadExpiresAt: string;
}

export const uploads = signal<readonly Upload[]>([]);

const PLACES = "bw.uploads";
let nextKey = 1;

/** Where an interrupted upload may go on; kept in the browser, so a reload does not lose it. */
interface Place {
  url: string;
  expiresAt: string;
}

function places(): Record<string, Place> {
  try {
    return JSON.parse(localStorage.getItem(PLACES) ?? "{}") as Record<string, Place>;
  } catch {
    return {};
  }
}

function remember(id: string, place: Place | null): void {
  const now = Date.now();
  const kept = Object.entries(places()).filter(
    ([k, p]) => k !== id && Date.parse(p.expiresAt) > now,
  );
  const all = Object.fromEntries(place ? [...kept, [id, place]] : kept);
  localStorage.setItem(PLACES, JSON.stringify(all));
}

/** Whether a dataset that waits for its file can still get it at the same place. */
export function canResume(id: string): boolean {
  const p = places()[id];
  return p !== undefined && Date.parse(p.expiresAt) > Date.now();
}

function patch(key: string, change: Partial<Upload>): void {
  uploads.value = uploads.value.map((u) => (u.key === key ? { ...u, ...change } : u));
}

export function dismissUpload(key: string): void {
  uploads.value = uploads.value.filter((u) => u.key !== key);
}

/** Begins one upload; what goes wrong is on the upload itself. */
export async function upload(file: File): Promise<void> {
  const key = `u${nextKey++}`;
  const name = nameOf(file.name);
  uploads.value = [
    ...uploads.value,
    { key, datasetId: "", name, size: file.size, sent: 0, error: null, file },
  ];
  try {
    const fileType = await fileTypeOf(file);
    const made = await api.post<Created>("/api/datasets", { name, fileType });
    patch(key, { datasetId: made.dataset.id });
    remember(made.dataset.id, { url: made.uploadUrl, expiresAt: made.uploadExpiresAt });
    await deliver(key, made.dataset.id, made.uploadUrl, file);
  } catch (e) {
    patch(key, { error: asApiError(e) });
  }
}

/** Gives a dataset whose upload was cut off its file, at the place it was promised. */
export async function resume(id: string, file: File): Promise<void> {
  const place = places()[id];
  if (!place) return;
  const key = `u${nextKey++}`;
  const fresh = {
    key,
    datasetId: id,
    name: nameOf(file.name),
    size: file.size,
    sent: 0,
    error: null,
    file,
  };
  uploads.value = [...uploads.value.filter((u) => u.datasetId !== id), fresh];
  try {
    await deliver(key, id, place.url, file);
  } catch (e) {
    patch(key, { error: asApiError(e) });
  }
}

async function deliver(key: string, id: string, url: string, file: File): Promise<void> {
  await put(url, file, (sent) => patch(key, { sent }));
  await api.post<Dataset>(`/api/datasets/${id}/complete`);
  remember(id, null);
  dismissUpload(key);
}

/** fetch cannot tell how much has been sent; XMLHttpRequest can. */
function put(url: string, file: File, progress: (sent: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    const x = new XMLHttpRequest();
    x.open("PUT", url);
    x.upload.onprogress = (e) => progress(e.loaded);
    x.onerror = () => fail(new ApiError({ status: 0, code: "network", detail: "" }));
    x.onload = () => {
      if (x.status >= 200 && x.status < 300) done();
      else fail(failure(x));
    };
    x.send(file);
  });
}

function failure(x: XMLHttpRequest): ApiError {
  const base = {
    status: x.status,
    code: `http_${x.status}`,
    requestId: x.getResponseHeader("x-request-id") ?? "",
  };
  try {
    return new ApiError({ ...base, ...JSON.parse(x.responseText), status: x.status });
  } catch {
    return new ApiError(base);
  }
}

// A reload would cut the stream: ask first.
addEventListener("beforeunload", (e) => {
  if (uploads.value.some((u) => !u.error)) e.preventDefault();
});
