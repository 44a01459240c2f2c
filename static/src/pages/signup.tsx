// Sign up: a person with a first workspace of their own, or with the one they are invited to.
import { api } from "../core/api";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { registered } from "../core/session";
import type { DoorConfig, InvitationOffer, Tenant } from "../core/types";
import { query } from "../core/url";
import { PasswordField, TextField } from "../ui/field";
import { DoorForm, type FormState, useForm } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { Empty, Skeleton, useTitle } from "../ui/parts";

/** What both ways ask of a person. */
function Person({ form, email }: { form: FormState; email?: string }) {
  return (
    <>
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
        readOnly={email !== undefined}
        defaultValue={email}
        error={form.wrong("email")}
      />
      <PasswordField
        label={t("password")}
        name="password"
        autocomplete="new-password"
        hint={t("password-hint")}
        error={form.wrong("password")}
      />
    </>
  );
}

function HaveAccount() {
  const token = query.value.get("invitation");
  const next = token ? `/invite/${token}` : query.value.get("next");
  const signin = next ? `/signin?next=${encodeURIComponent(next)}` : "/signin";
  return (
    <p class="muted">
      {t("signup-have")} <a href={signin}>{t("signin")}</a>
    </p>
  );
}

function Own() {
  const form = useForm(async ({ name, email, password, workspace }) => {
    await api.post("/api/auth/register", { name, email, password, workspace });
    await registered();
  });
  return (
    <>
      <DoorForm
        form={form}
        title={t("signup-title")}
        lead={t("signup-lead")}
        label={t("signup")}
        action={t("signup")}
      >
        <Person form={form} />
        <TextField
          label={t("workspace")}
          name="workspace"
          autocomplete="organization"
          hint={t("workspace-hint")}
          error={form.wrong("workspace")}
        />
      </DoorForm>
      <HaveAccount />
    </>
  );
}

function Invited({ token, offer }: { token: string; offer: InvitationOffer }) {
  const form = useForm(async ({ name, password }) => {
    const body = { name, email: offer.email, password, invitation: token };
    const made = await api.post<{ tenant: Tenant }>("/api/auth/register", body);
    // The way home leads there.
    localStorage.setItem("bw.tenant", made.tenant.slug);
    await registered();
  });
  return (
    <>
      <DoorForm
        form={form}
        title={t("invite-title", { workspace: offer.workspace })}
        lead={t("signup-invited")}
        label={t("signup")}
        action={t("invite-join", { workspace: offer.workspace })}
      >
        <Person form={form} email={offer.email} />
      </DoorForm>
      <HaveAccount />
    </>
  );
}

function ByInvitation({ token }: { token: string }) {
  const offer = useResource(
    (signal) =>
      api.get<InvitationOffer>(`/api/invitations/${encodeURIComponent(token)}`, { signal }),
    [token],
  );
  return (
    <Loaded of={offer} skeleton={<Skeleton height={320} />}>
      {(o) => <Invited token={token} offer={o} />}
    </Loaded>
  );
}

function Closed({ config }: { config: DoorConfig }) {
  const text = config.registration === "invite" ? t("signup-by-invitation") : t("signup-closed");
  return (
    <>
      <Empty page icon="mail" title={t("signup-not")}>
        {text}
      </Empty>
      <HaveAccount />
    </>
  );
}

export default function SignUp() {
  useTitle(t("signup"));
  const token = query.value.get("invitation");
  const config = useResource((signal) => api.get<DoorConfig>("/api/auth/config", { signal }), []);
  const closed = config.data.value && config.data.value.registration !== "open";
  return (
    <div class="door">
      {token ? (
        <ByInvitation token={token} />
      ) : closed ? (
        <Closed config={config.data.value!} />
      ) : (
        <Own />
      )}
    </div>
  );
}
