// An invitation opened by its link: says to what, signs in or up first, then joins.
import { useState } from "preact/hooks";
import { api } from "../core/api";
import { date } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { loadMe, me, signOut } from "../core/session";
import { notifyError } from "../core/toast";
import type { InvitationOffer } from "../core/types";
import { navigate } from "../core/url";
import { Button, LinkButton } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { Skeleton, useTitle } from "../ui/parts";
import type { PageProps } from "./routes";

function Join({ token, offer }: { token: string; offer: InvitationOffer }) {
  const [busy, setBusy] = useState(false);
  const accept = async () => {
    setBusy(true);
    const before = new Set(me.value?.tenants.map((x) => x.id));
    try {
      await api.post(`/api/invitations/${encodeURIComponent(token)}/accept`);
      await loadMe();
      const joined = me.value?.tenants.find((x) => !before.has(x.id));
      navigate(joined ? `/w/${encodeURIComponent(joined.slug)}` : "/");
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="form-actions">
      <Button variant="primary" busy={busy} onClick={accept}>
        {t("invite-join", { workspace: offer.workspace })}
      </Button>
      <LinkButton variant="ghost" href="/">
        {t("invite-later")}
      </LinkButton>
    </div>
  );
}

/** Somebody is signed in, but not as the one who was invited. */
function OtherPerson({ offer }: { offer: InvitationOffer }) {
  return (
    <>
      <p class="muted">
        {t("invite-other", { email: me.value!.user.email, invited: offer.email })}
      </p>
      <Button onClick={() => signOut().catch(notifyError)}>{t("signout")}</Button>
    </>
  );
}

function Offer({ token, offer }: { token: string; offer: InvitationOffer }) {
  const next = encodeURIComponent(location.pathname);
  const who = me.value?.user.email.toLowerCase();
  return (
    <>
      <div>
        <h1>{t("invite-title", { workspace: offer.workspace })}</h1>
        <p class="lead">
          {t("invite-lead", {
            email: offer.email,
            role: t(`role-${offer.role}`),
            until: date(offer.expiresAt),
          })}
        </p>
      </div>
      {!who && (
        <div class="form-actions">
          <LinkButton variant="primary" href={`/signin?next=${next}`}>
            {t("signin")}
          </LinkButton>
          <LinkButton href={`/signup?invitation=${encodeURIComponent(token)}`}>
            {t("signup")}
          </LinkButton>
        </div>
      )}
      {who && who !== offer.email.toLowerCase() && <OtherPerson offer={offer} />}
      {who && who === offer.email.toLowerCase() && <Join token={token} offer={offer} />}
    </>
  );
}

export default function Invite({ params }: PageProps) {
  useTitle(t("invite"));
  const token = params.token ?? "";
  const offer = useResource(
    (signal) =>
      api.get<InvitationOffer>(`/api/invitations/${encodeURIComponent(token)}`, { signal }),
    [token],
  );
  return (
    <div class="door">
      {offer.error.value && <h1>{t("invite-gone")}</h1>}
      <Loaded of={offer} skeleton={<Skeleton height={140} />}>
        {(o) => <Offer token={token} offer={o} />}
      </Loaded>
    </div>
  );
}
