// Settings: password, and the places where the person is signed in.
import { useState } from "preact/hooks";
import { allOf } from "../../core/all";
import { api } from "../../core/api";
import { date, relative } from "../../core/format";
import { t } from "../../core/i18n";
import { type Resource, useResource } from "../../core/resource";
import { me, signOut } from "../../core/session";
import { notify, notifyError } from "../../core/toast";
import type { Session } from "../../core/types";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { PasswordField } from "../../ui/field";
import { FormCard, useForm } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/loaded";
import { Badge, Skeleton } from "../../ui/parts";

type Sessions = Resource<Session[]>;

function Password({ sessions }: { sessions: Sessions }) {
  const form = useForm(async (v) => {
    await api.post("/api/me/password", { current: v.current, new: v.new });
    form.ref.current?.reset();
    notify(t("password-changed"));
    await sessions.reload();
  });
  return (
    <FormCard
      id="password"
      form={form}
      title={t("password")}
      label={t("password-change")}
      action={t("password-change")}
    >
      <input type="hidden" autocomplete="username" value={me.value!.user.email} />
      <PasswordField
        label={t("password-current")}
        name="current"
        autocomplete="current-password"
        error={form.wrong("current")}
      />
      <PasswordField
        label={t("password-new")}
        name="new"
        autocomplete="new-password"
        hint={t("password-new-hint")}
        error={form.wrong("new")}
      />
    </FormCard>
  );
}

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** "Firefox, Linux", or the first words of what the program calls itself. */
function device(agent: string): string {
  const of = (list: [RegExp, string][]) => list.find(([re]) => re.test(agent))?.[1];
  const name = [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(", ");
  return name || agent.slice(0, 40) || t("device-unknown");
}

function Rows({ sessions, items }: { sessions: Sessions; items: Session[] }) {
  const end = async (s: Session) => {
    try {
      await api.del(`/api/me/sessions/${s.id}`);
      notify(t("session-ended", { device: device(s.userAgent) }));
    } catch (error) {
      notifyError(error);
    }
    await sessions.reload();
  };
  return (
    <ul class="rows">
      {items.map((s) => (
        <li key={s.id}>
          <Icon name="laptop" class="muted" />
          <div class="text">
            <strong title={s.userAgent}>{device(s.userAgent)}</strong>
            <span class="muted small">
              {t("session-line", {
                address: s.address,
                since: date(s.createdAt),
                seen: relative(s.lastSeenAt),
              })}
            </span>
          </div>
          {s.current ? (
            <Badge>{t("session-current")}</Badge>
          ) : (
            <Button variant="ghost" onClick={() => void end(s)}>
              {t("session-end")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Security() {
  const [asking, setAsking] = useState(false);
  const sessions = useResource<Session[]>((signal) => allOf("/api/me/sessions", signal), []);
  return (
    <>
      <Password sessions={sessions} />
      <section class="card" aria-labelledby="s-sessions">
        <header>
          <h2 id="s-sessions">{t("sessions")}</h2>
          <Button variant="danger" onClick={() => setAsking(true)}>
            {t("signout-everywhere")}
          </Button>
        </header>
        <Loaded
          of={sessions}
          skeleton={
            <div class="inset">
              <Skeleton height={48} />
            </div>
          }
        >
          {(list) => <Rows sessions={sessions} items={list} />}
        </Loaded>
      </section>
      {asking && (
        <Confirm
          title={t("signout-everywhere")}
          action={t("signout-everywhere")}
          onConfirm={() => signOut(true)}
          onClose={() => setAsking(false)}
        >
          {t("signout-everywhere-text")}
        </Confirm>
      )}
    </>
  );
}
