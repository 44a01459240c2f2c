// From looking around to keeping: puts the explorer's chart on a dashboard, old or new. Loaded when asked for.

import { readable } from "../charts/series";
import { allOf } from "../core/all";
import { api } from "../core/api";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { inTenant } from "../core/session";
import type {
  Dashboard,
  DashboardListItem,
  Dataset,
  WidgetConfig,
  WidgetType,
} from "../core/types";
import { navigate } from "../core/url";
import { sizeOf } from "../dashboards/sizes";
import { firstFree } from "../grid/layout";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { ProblemBox } from "../ui/problem";

interface Props {
  d: Dataset;
  type: WidgetType;
  config: WidgetConfig;
}

export function PinDialog({ d, type, config, close }: Props & { close: () => void }) {
  const list = useResource((s) => allOf<DashboardListItem>("/api/dashboards", s), []);
  const title = (config.metrics ?? []).map(readable).join(", ");
  const form = useForm(async (v) => {
    const board = await chosen(v.dashboard ?? "", d.name);
    const [w, h] = sizeOf(type);
    const layout = firstFree(
      board.widgets.map((x) => x.layout),
      w,
      h,
    );
    const body = { type, title: v.title?.trim() || title, config, layout };
    await api.post(`/api/dashboards/${board.id}/widgets`, body);
    navigate(inTenant(`/dashboards/${board.id}`));
  });
  const options = (list.data.value ?? []).map((b) => ({ value: b.id, label: b.name }));
  return (
    <Dialog title={t("pin")} onClose={close}>
      {list.error.value && <ProblemBox error={list.error.value} retry={list.reload} />}
      <Form form={form} focus>
        <TextField
          label={t("widget-title")}
          name="title"
          defaultValue={title}
          maxLength={200}
          error={form.wrong("title")}
        />
        <SelectField
          label={t("dashboard")}
          name="dashboard"
          options={[...options, { value: "", label: t("pin-new", { name: d.name }) }]}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy} disabled={!list.data.value}>
            {t("widget-use")}
          </Button>
          <Button onClick={close}>{t("cancel")}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** The dashboard of that id, or a new one named after the dataset. */
function chosen(id: string, name: string): Promise<Dashboard> {
  if (id) return api.get<Dashboard>(`/api/dashboards/${id}`);
  return api.post<Dashboard>("/api/dashboards", { name });
}
