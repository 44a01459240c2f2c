// Sign in.
import { api } from "../core/api";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { signedIn } from "../core/session";
import type { DoorConfig } from "../core/types";
import { query } from "../core/url";
import { PasswordField, TextField } from "../ui/field";
import { DoorForm, useForm } from "../ui/form";
import { useTitle } from "../ui/parts";

export default function SignIn() {
  useTitle(t("signin"));
  const form = useForm(async (v) => {
    await api.post("/api/auth/login", { email: v.email, password: v.password });
    await signedIn();
  });
  const config = useResource((signal) => api.get<DoorConfig>("/api/auth/config", { signal }), [])
    .data.value;
  const next = query.value.get("next");
  const signup = next ? `/signup?next=${encodeURIComponent(next)}` : "/signup";
  return (
    <div class="door">
      <DoorForm form={form} title={t("signin-title")} label={t("signin")} action={t("signin")}>
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
      </DoorForm>
      <div class="door-notes muted">
        {config?.registration === "open" && (
          <p>
            {t("signin-new")} <a href={signup}>{t("signup")}</a>
          </p>
        )}
        {config?.registration === "invite" && <p>{t("signup-by-invitation")}</p>}
        {config?.demoEmail && <p>{t("signin-demo", { email: config.demoEmail })}</p>}
      </div>
    </div>
  );
}
