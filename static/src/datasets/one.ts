// One dataset, kept true by the tenant's live topic.

import { type Signal, signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { api } from "../core/api";
import { useTenantTopic } from "../core/listing";
import { ApiError, asApiError, isAbort } from "../core/problem";
import type { Dataset, LiveMessage } from "../core/types";
import { completed, idOf, isDatasetMessage, told } from "./told";

export interface OneDataset {
  readonly data: Signal<Dataset | null>;
  readonly error: Signal<ApiError | null>;
  /** Counts what was heard of it: what else is shown of it is asked for again. */
  readonly heard: Signal<number>;
  /** Counts what was heard of dashboards. */
  readonly boards: Signal<number>;
  load(): Promise<void>;
  put(d: Dataset): void;
  hear(m: LiveMessage): void;
}

function createOne(id: string): OneDataset {
  const data = signal<Dataset | null>(null);
  const error = signal<ApiError | null>(null);
  const heard = signal(0);
  const boards = signal(0);

  const put = (d: Dataset) => {
    data.value = completed(d);
    heard.value++;
  };

  async function load(): Promise<void> {
    try {
      put(await api.get<Dataset>(`/api/datasets/${id}`));
      error.value = null;
    } catch (e) {
      if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  function hear(m: LiveMessage): void {
    if (m.type.startsWith("dashboard:")) boards.value++;
    if (!isDatasetMessage(m) || idOf(m) !== id) return;
    if (m.type === "dataset.deleted") {
      error.value = new ApiError({ status: 404, code: "not_found" });
      return;
    }
    const next = told(data.value ?? undefined, m);
    if (next) data.value = completed(next);
    // A message is short: how the file was read and what waits is asked for.
    if (m.type !== "dataset.progress") void load();
  }

  return { data, error, heard, boards, load, hear, put };
}

export function useDataset(id: string): OneDataset {
  const one = useMemo(() => createOne(id), [id]);
  useTenantTopic(one.load, one.hear);
  return one;
}
