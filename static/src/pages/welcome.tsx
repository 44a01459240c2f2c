// A workspace for somebody who has none yet, or wants another.
import { api } from "../core/api";
import { t } from "../core/i18n";
import { loadMe, me, signOut } from "../core/session";
import { notifyError } from "../core/toast";
import type { Tenant } from "../core/types";
import { navigate } from "../core/url";
import { Button, LinkButton } from "../ui/button";
import { TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { useTitle } from "../ui/parts";

export default function Welcome() {
  const first = (me.value?.tenants.length ?? 0) === 0;
  useTitle(t("workspace-new"));
  const form = useForm(async (v) => {
    const made = await api.post<Tenant>("/api/tenants", { name: v.name });
    await loadMe();
    navigate(`/w/${encodeURIComponent(made.slug)}`);
  });
  return (
    <div class="door">
      <div>
        <h1>{first ? t("welcome-title") : t("workspace-new")}</h1>
        <p class="lead">{t("welcome-lead")}</p>
      </div>
      <Form form={form} focus label={t("workspace-new")}>
        <TextField
          label={t("workspace-name")}
          name="name"
          autocomplete="organization"
          hint={t("workspace-hint")}
          error={form.wrong("name")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("workspace-create")}
          </Button>
          {first ? (
            <Button variant="ghost" onClick={() => signOut().catch(notifyError)}>
              {t("signout")}
            </Button>
          ) : (
            <LinkButton variant="ghost" href="/">
              {t("cancel")}
            </LinkButton>
          )}
        </div>
      </Form>
    </div>
  );
}
