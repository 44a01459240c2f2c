// From looking around to keeping: puts the explorer's chart on a dashboard, old or new. Loaded when asked for.

import { useState } from "preact/hooks";
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
  Range,
  WidgetConfig,
  WidgetType,
} from "../core/types";
import { navigate } from "../core/url";
import { rangeText } from "../dashboards/rangepicker";
import { sizeOf } from "../dashboards/sizes";
import { firstFree } from "../grid/layout";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Checkbox, SelectField, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { ProblemBox } from "../ui/problem";

const TITLE_MAX = 200;

interface Props {
  d: Dataset;
  type: WidgetType;
  config: WidgetConfig;
  /** What the explorer looks at: the widget may keep it, or follow its dashboard. */
  range: Range | null;
  close: () => void;
}

export function PinDialog({ d, type, config, range, close }: Props) {
  const list = useResource((s) => allOf<DashboardListItem>("/api/dashboards", s), []);
  const [place, setPlace] = useState<string | null>(null);
  const title = [...(config.metrics ?? []).map(readable), ...(config.expressions ?? [])].join(", ");
  const boards = list.data.value ?? [];
  const where = place ?? boards[0]?.id ?? "";
  const form = useForm(async (v) => {
    const board = await chosen(where, v.name?.trim() || d.name);
    const [w, h] = sizeOf(type);
    const taken = board.widgets.map((x) => x.layout);
    const full = v.range ? { ...config, range: range ?? undefined } : config;
    const layout = firstFree(taken, w, h);
    const body = {
      type,
      title: v.title?.trim() || title.slice(0, TITLE_MAX),
      config: full,
      layout,
    };
    await api.post(`/api/dashboards/${board.id}/widgets`, body);
    navigate(inTenant(`/dashboards/${board.id}`));
  });
  const options = boards.map((b) => ({ value: b.id, label: b.name }));
  return (
    <Dialog title={t("pin")} onClose={close}>
      {list.error.value && <ProblemBox error={list.error.value} retry={list.reload} />}
      <Form form={form} focus>
        <TextField
          label={t("widget-title")}
          name="title"
          defaultValue={title.slice(0, TITLE_MAX)}
          maxLength={TITLE_MAX}
          error={form.wrong("title")}
        />
        <SelectField
          label={t("dashboard")}
          name="dashboard"
          value={where}
          options={[...options, { value: "", label: t("pin-new") }]}
          onChange={(e) => setPlace(e.currentTarget.value)}
        />
        {where === "" && (
          <TextField
            label={t("pin-name")}
            name="name"
            defaultValue={d.name}
            maxLength={TITLE_MAX}
            error={form.wrong("name")}
          />
        )}
        {range && (
          <Checkbox name="range" value="1" label={t("pin-range", { range: rangeText(range) })} />
        )}
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy} disabled={!list.data.value}>
            {t("pin-save")}
          </Button>
          <Button onClick={close}>{t("cancel")}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** The dashboard of that id, or a new one of that name. */
function chosen(id: string, name: string): Promise<Dashboard> {
  if (id) return api.get<Dashboard>(`/api/dashboards/${id}`);
  return api.post<Dashboard>("/api/dashboards", { name });
}
