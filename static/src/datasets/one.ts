// One dataset, kept true by the tenant's live topic.

import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { api } from "../core/api";
import { watch } from "../core/live";
import { ApiError, asApiError, isAbort } from "../core/problem";
import { tenant } from "../core/session";
import type { Dataset, LiveMessage } from "../core/types";
import { idOf, isDatasetMessage, told } from "./list";

function createOne(id: string) {
  const data = signal<Dataset | null>(null);
  const error = signal<ApiError | null>(null);

  async function load(): Promise<void> {
    try {
      data.value = await api.get<Dataset>(`/api/datasets/${id}`);
      error.value = null;
    } catch (e) {
      if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  function hear(m: LiveMessage): void {
    if (!isDatasetMessage(m) || idOf(m) !== id) return;
    if (m.type === "dataset.deleted") {
      error.value = new ApiError({ status: 404, code: "not_found" });
      return;
    }
    const next = told(data.value ?? undefined, m);
    if (next) data.value = next;
    else if (m.type !== "dataset.progress") void load();
  }

  const put = (d: Dataset) => {
    data.value = d;
  };
  return { data, error, load, hear, put };
}

export function useDataset(id: string) {
  const one = useMemo(() => createOne(id), [id]);
  const workspace = tenant.value?.id;
  useEffect(() => {
    if (!workspace) return;
    return watch(`tenant:${workspace}`, { snapshot: () => void one.load(), message: one.hear });
  }, [workspace, one]);
  return one;
}
