// Sign up: a person and their first workspace in one step.
import { api } from "../core/api";
import { t } from "../core/i18n";
import { signedIn } from "../core/session";
import { query } from "../core/url";
import { Button } from "../ui/button";
import { PasswordField, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { useTitle } from "../ui/parts";

export default function SignUp() {
  useTitle(t("signup"));
  const form = useForm(async (v) => {
    const { name, email, password, workspace } = v;
    await api.post("/api/auth/register", { name, email, password, workspace });
    await signedIn();
  });
  const next = query.value.get("next");
  const signin = next ? `/signin?next=${encodeURIComponent(next)}` : "/signin";
  return (
    <div class="door">
      <div>
        <h1>{t("signup-title")}</h1>
        <p class="lead">{t("signup-lead")}</p>
      </div>
      <Form form={form} focus label={t("signup")}>
        <TextField
          label={t("your-name")}
          name="name"
          autocomplete="name"
          error={form.wrong("name")}
        />
        <TextField
          label={t("email")}
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          error={form.wrong("email")}
        />
        <PasswordField
          label={t("password")}
          name="password"
          autocomplete="new-password"
          hint={t("password-hint")}
          error={form.wrong("password")}
        />
        <TextField
          label={t("workspace")}
          name="workspace"
          autocomplete="organization"
          hint={t("workspace-hint")}
          error={form.wrong("workspace")}
        />
        <Button type="submit" variant="primary" block busy={form.busy}>
          {t("signup")}
        </Button>
      </Form>
      <p class="muted">
        {t("signup-have")} <a href={signin}>{t("signin")}</a>
      </p>
    </div>
  );
}
