// Settings: the name of the workspace.
import { api } from "../../core/api";
import { t } from "../../core/i18n";
import { loadMe, may, tenant } from "../../core/session";
import { notify } from "../../core/toast";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Form, useForm } from "../../ui/form";

export function Workspace() {
  const now = tenant.value!;
  const form = useForm(async (v) => {
    await api.patch(`/api/tenants/${now.id}`, { name: v.name });
    await loadMe();
    notify(t("saved"));
  });
  const mine = may("admin");
  return (
    <section class="card" aria-labelledby="s-workspace">
      <header>
        <h2 id="s-workspace">{t("workspace")}</h2>
      </header>
      <div class="body narrow">
        <Form form={form} label={t("workspace")}>
          <TextField
            label={t("workspace-name")}
            name="name"
            readOnly={!mine}
            defaultValue={now.name}
            error={form.wrong("name")}
          />
          <TextField
            label={t("workspace-address")}
            name="slug"
            readOnly
            defaultValue={`${location.host}/w/${now.slug}`}
            hint={mine ? t("workspace-address-hint") : t("workspace-readonly")}
          />
          {mine && (
            <div class="form-actions">
              <Button type="submit" variant="primary" busy={form.busy}>
                {t("save")}
              </Button>
            </div>
          )}
        </Form>
      </div>
    </section>
  );
}
