// The datasets of a workspace, kept true by the tenant's live topic.

import { api } from "../core/api";
import { type Listing, useListing } from "../core/listing";
import { asApiError, isAbort } from "../core/problem";
import type { Dataset, LiveMessage } from "../core/types";
import { idOf, isDatasetMessage, told } from "./told";

export type DatasetList = Listing<Dataset>;

async function refresh(list: DatasetList, id: string): Promise<void> {
  try {
    list.put(await api.get<Dataset>(`/api/datasets/${id}`));
  } catch (e) {
    if (asApiError(e).status === 404) list.drop(id);
    else if (!isAbort(e)) list.error.value = asApiError(e);
  }
}

function hear(list: DatasetList, m: LiveMessage): void {
  if (!isDatasetMessage(m)) return;
  const id = idOf(m);
  if (m.type === "dataset.deleted") {
    list.drop(id);
    return;
  }
  const next = told(list.find(id), m);
  if (next) list.put(next);
  else if (id && m.type !== "dataset.progress") void refresh(list, id);
}

export const useDatasets = (): DatasetList => useListing("/api/datasets", hear);
