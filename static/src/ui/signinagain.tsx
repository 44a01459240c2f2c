// The session ended while a page was open: sign in over it, nothing beneath is lost.
import { api, markSession } from "../core/api";
import { t } from "../core/i18n";
import { ApiError } from "../core/problem";
import { me, signInAgain } from "../core/session";
import { navigate } from "../core/url";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { PasswordField } from "./field";
import { Form, useForm } from "./form";

export function SignInAgain() {
  const email = me.value?.user.email ?? "";
  const form = useForm(async (v) => {
    await api.post("/api/auth/login", { email, password: v.password });
    markSession(true);
    signInAgain.value?.done();
  });
  const leave = () => {
    signInAgain.value?.giveUp(new ApiError({ status: 401, code: "unauthenticated" }));
    me.value = null;
    navigate("/signin");
  };
  return (
    <Dialog title={t("again-title")} onClose={leave} stays>
      <Form form={form}>
        <p class="muted">{t("again-text", { email })}</p>
        <input type="hidden" autocomplete="username" value={email} />
        <PasswordField
          label={t("password")}
          name="password"
          autocomplete="current-password"
          error={form.wrong("password")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("signin")}
          </Button>
          <Button variant="ghost" onClick={leave}>
            {t("again-leave")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
