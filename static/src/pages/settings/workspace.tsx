// Settings: the name of the workspace.
import { api } from "../../core/api";
import { t } from "../../core/i18n";
import { loadMe, may, tenant } from "../../core/session";
import { notify } from "../../core/toast";
import { TextField } from "../../ui/field";
import { FormCard, useForm } from "../../ui/form";

export function Workspace() {
  const now = tenant.value!;
  const form = useForm(async (v) => {
    await api.patch(`/api/tenants/${now.id}`, { name: v.name });
    await loadMe();
    notify(t("saved"));
  });
  const mine = may("admin");
  return (
    <FormCard
      id="workspace"
      form={form}
      title={t("workspace")}
      action={mine ? t("save") : undefined}
    >
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
    </FormCard>
  );
}
