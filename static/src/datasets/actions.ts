// What can be done with a dataset from more than one page.

import { api } from "../core/api";
import { t } from "../core/i18n";
import { notify, notifyError } from "../core/toast";
import type { Dataset } from "../core/types";

/** Deletes at once; the toast takes it back. */
export async function deleteDataset(
  d: Dataset,
  gone: () => void,
  back: (d: Dataset) => void,
): Promise<void> {
  try {
    await api.del(`/api/datasets/${d.id}`);
  } catch (e) {
    notifyError(e);
    return;
  }
  gone();
  notify(t("dataset-deleted", { name: d.name }), {
    label: t("undo"),
    run: () => {
      api.post<Dataset>(`/api/datasets/${d.id}/restore`).then(back, notifyError);
    },
  });
}
