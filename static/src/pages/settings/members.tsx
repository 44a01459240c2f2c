// Settings: who belongs to the workspace, their roles, and who is invited.
import { useEffect, useState } from "preact/hooks";
import { allOf } from "../../core/all";
import { api } from "../../core/api";
import { date } from "../../core/format";
import { t } from "../../core/i18n";
import { watch } from "../../core/live";
import { type Resource, useResource } from "../../core/resource";
import { loadMe, may, me, tenant } from "../../core/session";
import { notify, notifyError } from "../../core/toast";
import type { Invitation, Member, Role } from "../../core/types";
import { navigate } from "../../core/url";
import { Button, CopyButton, IconButton } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Dialog } from "../../ui/dialog";
import { SelectField, TextField } from "../../ui/field";
import { Form, useForm } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/loaded";
import { Avatar, Skeleton } from "../../ui/parts";

const ROLES: readonly Role[] = ["owner", "admin", "editor", "viewer"];

/** Nobody hands out more than they have. */
function rolesToGive(): Role[] {
  return ROLES.filter((r) => may(r));
}

function RoleSelect({ member, reload }: { member: Member; reload: () => Promise<void> }) {
  const change = async (role: Role) => {
    try {
      await api.patch(`/api/members/${member.userId}`, { role });
      if (member.userId === me.value?.user.id) await loadMe();
    } catch (error) {
      notifyError(error);
    }
    await reload();
  };
  return (
    <select
      class="input small"
      aria-label={t("role-of", { name: member.name })}
      value={member.role}
      onChange={(e) => void change(e.currentTarget.value as Role)}
    >
      {rolesToGive().map((r) => (
        <option key={r} value={r} selected={r === member.role}>
          {t(`role-${r}`)}
        </option>
      ))}
    </select>
  );
}

function MemberRow({
  member: m,
  reload,
  remove,
}: {
  member: Member;
  reload: () => Promise<void>;
  remove: () => void;
}) {
  const self = m.userId === me.value?.user.id;
  const mine = may("admin") && may(m.role);
  return (
    <li>
      <Avatar name={m.name} />
      <div class="text">
        <strong>
          {m.name}
          {self && <span class="muted"> {t("you")}</span>}
        </strong>
        <span class="muted small">{m.email}</span>
      </div>
      {mine ? (
        <RoleSelect member={m} reload={reload} />
      ) : (
        <span class="muted small">{t(`role-${m.role}`)}</span>
      )}
      {(mine || self) && (
        <IconButton
          icon={self ? "signOut" : "trash"}
          label={self ? t("member-leave") : t("member-remove", { name: m.name })}
          onClick={remove}
        />
      )}
    </li>
  );
}

function Removal({
  member,
  onDone,
  onClose,
}: {
  member: Member;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const self = member.userId === me.value?.user.id;
  const workspace = tenant.value?.name ?? "";
  const remove = async () => {
    await api.del(`/api/members/${member.userId}`);
    if (!self) return onDone();
    await loadMe();
    navigate("/");
  };
  return (
    <Confirm
      title={
        self ? t("member-leave-title", { workspace }) : t("member-remove", { name: member.name })
      }
      action={self ? t("member-leave") : t("member-remove-action")}
      onConfirm={remove}
      onClose={onClose}
    >
      {self ? t("member-leave-text") : t("member-remove-text", { name: member.name })}
    </Confirm>
  );
}

/** The link is shown once: mail is not sent yet, so a person hands it on. */
function LinkMade({ email, url, onClose }: { email: string; url: string; onClose: () => void }) {
  const link = new URL(url, location.origin).href;
  return (
    <Dialog title={t("invited-title", { email })} onClose={onClose}>
      <div class="stack">
        <p>{t("invited-text", { email })}</p>
        <div class="secret">
          <code>{link}</code>
          <CopyButton text={link} />
        </div>
      </div>
    </Dialog>
  );
}

function InviteDialog({
  onMade,
  onClose,
}: {
  onMade: (email: string, url: string) => void;
  onClose: () => void;
}) {
  const form = useForm(async (v) => {
    const made = await api.post<{ invitation: Invitation; url: string }>("/api/invitations", {
      email: v.email,
      role: v.role,
    });
    onMade(made.invitation.email, made.url);
  });
  const options = rolesToGive().map((r) => ({
    value: r,
    label: `${t(`role-${r}`)}: ${t(`role-${r}-text`)}`,
  }));
  return (
    <Dialog title={t("invite-people")} onClose={onClose}>
      <Form form={form} focus label={t("invite-people")}>
        <TextField
          label={t("email")}
          name="email"
          type="email"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          error={form.wrong("email")}
        />
        <SelectField
          label={t("role")}
          name="role"
          defaultValue="viewer"
          value="viewer"
          options={options}
          error={form.wrong("role")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("invite-make")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function InvitationRow({
  invitation: i,
  reload,
}: {
  invitation: Invitation;
  reload: () => Promise<void>;
}) {
  const withdraw = async () => {
    try {
      await api.del(`/api/invitations/${i.id}`);
      notify(t("invitation-withdrawn", { email: i.email }));
    } catch (error) {
      notifyError(error);
    }
    await reload();
  };
  return (
    <li>
      <Icon name="mail" class="muted" />
      <div class="text">
        <strong>{i.email}</strong>
        <span class="muted small">
          {t("invitation-line", { role: t(`role-${i.role}`), until: date(i.expiresAt) })}
        </span>
      </div>
      <Button variant="ghost" onClick={() => void withdraw()}>
        {t("invitation-withdraw")}
      </Button>
    </li>
  );
}

function Invitations({ list }: { list: Resource<Invitation[]> }) {
  return (
    <section class="card" aria-labelledby="s-invitations">
      <header>
        <h2 id="s-invitations">{t("invitations")}</h2>
      </header>
      <Loaded
        of={list}
        skeleton={
          <div class="inset">
            <Skeleton height={48} />
          </div>
        }
      >
        {(l) =>
          l.length === 0 ? (
            <p class="inset muted small">{t("invitations-none")}</p>
          ) : (
            <ul class="rows">
              {l.map((i) => (
                <InvitationRow key={i.id} invitation={i} reload={list.reload} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

type Open =
  | { kind: "invite" }
  | { kind: "made"; email: string; url: string }
  | { kind: "remove"; member: Member };

export function Members() {
  const [open, setOpen] = useState<Open | null>(null);
  const members = useResource<Member[]>((signal) => allOf("/api/members", signal), []);
  const invitations = useResource<Invitation[]>(
    (signal) => (may("admin") ? allOf("/api/invitations", signal) : Promise.resolve([])),
    [],
  );
  const where = tenant.value!.id;
  useEffect(() => {
    return watch(`tenant:${where}`, {
      message: (m) => {
        if (m.type.startsWith("member.")) for (const r of [members, invitations]) void r.reload();
      },
    });
  }, [where, members, invitations]);
  const close = () => setOpen(null);
  const made = (email: string, url: string) => {
    setOpen({ kind: "made", email, url });
    void invitations.reload();
  };
  return (
    <>
      <section class="card" aria-labelledby="s-members">
        <header>
          <h2 id="s-members">{t("settings-members")}</h2>
          {may("admin") && (
            <Button icon="plus" variant="primary" onClick={() => setOpen({ kind: "invite" })}>
              {t("invite-people")}
            </Button>
          )}
        </header>
        <Loaded
          of={members}
          skeleton={
            <div class="inset">
              <Skeleton height={48} />
            </div>
          }
        >
          {(l) => (
            <ul class="rows">
              {l.map((m) => (
                <MemberRow
                  key={m.userId}
                  member={m}
                  reload={members.reload}
                  remove={() => setOpen({ kind: "remove", member: m })}
                />
              ))}
            </ul>
          )}
        </Loaded>
      </section>
      {may("admin") && <Invitations list={invitations} />}
      {open?.kind === "invite" && <InviteDialog onMade={made} onClose={close} />}
      {open?.kind === "made" && <LinkMade email={open.email} url={open.url} onClose={close} />}
      {open?.kind === "remove" && (
        <Removal member={open.member} onDone={members.reload} onClose={close} />
      )}
    </>
  );
}
