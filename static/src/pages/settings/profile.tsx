// Settings: the person's name and address.
import { api } from "../../core/api";
import { t } from "../../core/i18n";
import { loadMe, me } from "../../core/session";
import { notify } from "../../core/toast";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Form, useForm } from "../../ui/form";

export function Profile() {
  const user = me.value!.user;
  const form = useForm(async (v) => {
    await api.patch("/api/me", { name: v.name });
    await loadMe();
    notify(t("saved"));
  });
  return (
    <section class="card" aria-labelledby="s-profile">
      <header>
        <h2 id="s-profile">{t("settings-profile")}</h2>
      </header>
      <div class="body narrow">
        <Form form={form} label={t("settings-profile")}>
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
          <div class="form-actions">
            <Button type="submit" variant="primary" busy={form.busy}>
              {t("save")}
            </Button>
          </div>
        </Form>
      </div>
    </section>
  );
}
