// Settings: the person's name and address.
import { api } from "../../core/api";
import { t } from "../../core/i18n";
import { loadMe, me } from "../../core/session";
import { notify } from "../../core/toast";
import { TextField } from "../../ui/field";
import { FormCard, useForm } from "../../ui/form";

export function Profile() {
  const user = me.value!.user;
  const form = useForm(async (v) => {
    await api.patch("/api/me", { name: v.name });
    await loadMe();
    notify(t("saved"));
  });
  return (
    <FormCard id="profile" form={form} title={t("settings-profile")} action={t("save")}>
      <TextField
        label={t("your-name")}
        name="name"
        autocomplete="name"
        defaultValue={user.name}
        error={form.wrong("name")}
      />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        readOnly
        defaultValue={user.email}
        hint={t("email-fixed")}
      />
    </FormCard>
  );
}
