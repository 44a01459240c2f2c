// Sign in.
import { api } from "../core/api";
import { t } from "../core/i18n";
import { signedIn } from "../core/session";
import { query } from "../core/url";
import { Button } from "../ui/button";
import { PasswordField, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { useTitle } from "../ui/parts";

export default function SignIn() {
  useTitle(t("signin"));
  const form = useForm(async (v) => {
    await api.post("/api/auth/login", { email: v.email, password: v.password });
    await signedIn();
  });
  const next = query.value.get("next");
  const signup = next ? `/signup?next=${encodeURIComponent(next)}` : "/signup";
  return (
    <div class="door">
      <h1>{t("signin-title")}</h1>
      <Form form={form} focus label={t("signin")}>
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
          autocomplete="current-password"
          error={form.wrong("password")}
        />
        <Button type="submit" variant="primary" block busy={form.busy}>
          {t("signin")}
        </Button>
      </Form>
      <p class="muted">
        {t("signin-new")} <a href={signup}>{t("signup")}</a>
      </p>
    </div>
  );
}
