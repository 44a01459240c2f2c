// What can be done with a dashboard from more than one page.

import { api } from "../core/api";
import { t } from "../core/i18n";
import { notify, notifyError } from "../core/toast";

/** Deletes at once; the toast takes it back. */
export async function deleteDashboard(
  d: { id: string; name: string },
  gone: () => void,
  back: () => void,
): Promise<void> {
  try {
    await api.del(`/api/dashboards/${d.id}`);
  } catch (e) {
    notifyError(e);
    return;
  }
  gone();
  notify(t("dashboard-deleted", { name: d.name }), {
    label: t("undo"),
    run: () => {
      api.post(`/api/dashboards/${d.id}/restore`).then(back, notifyError);
    },
  });
}
