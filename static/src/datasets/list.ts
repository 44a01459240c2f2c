// The datasets of a workspace, kept true by the tenant's live topic.

import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { allOf } from "../core/all";
import { api } from "../core/api";
import { watch } from "../core/live";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import { tenant } from "../core/session";
import type { Dataset, DatasetProgress, LiveMessage } from "../core/types";

interface Told extends Partial<Dataset> {
  datasetId?: string;
}

export const isDatasetMessage = (m: LiveMessage): boolean => m.type.startsWith("dataset.");

/** Which dataset a message is about. */
export function idOf(m: LiveMessage): string {
  const d = m.data as Told | null;
  return d?.datasetId ?? d?.id ?? "";
}

/** What a message alone can tell of a dataset; null where only the server can. */
export function told(known: Dataset | undefined, m: LiveMessage): Dataset | null {
  const data = (m.data ?? {}) as Told & Partial<DatasetProgress>;
  if (m.type === "dataset.progress" && known) {
    const { bytes = 0, bytesTotal = 0, rows = 0, rowsPerSecond = 0, secondsLeft = null } = data;
    if (known.status === "ready" || known.status === "error") return known;
    return {
      ...known,
      status: "processing",
      progress: { bytes, bytesTotal, rows, rowsPerSecond, secondsLeft },
    };
  }
  if (m.type === "dataset.error" && known && data.error) {
    return { ...known, status: "error", progress: null, error: data.error };
  }
  return data.id && data.name !== undefined && data.status ? (data as Dataset) : null;
}

function createList() {
  const items = signal<Dataset[] | null>(null);
  const error = signal<ApiError | null>(null);

  const put = (d: Dataset) => {
    const all = items.value ?? [];
    items.value = all.some((x) => x.id === d.id)
      ? all.map((x) => (x.id === d.id ? d : x))
      : [d, ...all];
  };
  const drop = (id: string) => {
    items.value = (items.value ?? []).filter((d) => d.id !== id);
  };

  async function load(): Promise<void> {
    try {
      items.value = await allOf<Dataset>("/api/datasets");
      error.value = null;
    } catch (e) {
      if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  async function refresh(id: string): Promise<void> {
    try {
      put(await api.get<Dataset>(`/api/datasets/${id}`));
    } catch (e) {
      if (asApiError(e).status === 404) drop(id);
      else if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  function hear(m: LiveMessage): void {
    if (!isDatasetMessage(m)) return;
    const id = idOf(m);
    if (m.type === "dataset.deleted") {
      drop(id);
      return;
    }
    const next = told(
      items.value?.find((d) => d.id === id),
      m,
    );
    if (next) put(next);
    else if (id && m.type !== "dataset.progress") void refresh(id);
  }

  return { items, error, load, put, drop, refresh, hear };
}

export type DatasetList = ReturnType<typeof createList>;

export function useDatasets(): DatasetList {
  const list = useMemo(createList, []);
  const id = tenant.value?.id;
  useEffect(() => {
    if (!id) return;
    return watch(`tenant:${id}`, { snapshot: () => void list.load(), message: list.hear });
  }, [id, list]);
  return list;
}
