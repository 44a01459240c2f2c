// Settings: API keys for programs; a secret is shown once.
import { useState } from "preact/hooks";
import { allOf } from "../../core/all";
import { api } from "../../core/api";
import { date, relative } from "../../core/format";
import { t } from "../../core/i18n";
import { type Resource, useResource } from "../../core/resource";
import { notify } from "../../core/toast";
import type { ApiKey } from "../../core/types";
import { Button, CopyButton, IconButton } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Dialog } from "../../ui/dialog";
import { Checkbox, SelectField, TextField } from "../../ui/field";
import { Form, useForm } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/loaded";
import { Empty, Skeleton } from "../../ui/parts";

const SCOPES = [
  "datasets:read",
  "datasets:write",
  "analytics:read",
  "dashboards:read",
  "dashboards:write",
  "events:read",
  "events:write",
  "usage:read",
] as const;
const LIFETIMES = ["0", "30", "90", "365"] as const;

type Made = { key: ApiKey; secret: string };

function expiry(days: string | undefined): string | undefined {
  const n = Number(days);
  return n > 0 ? new Date(Date.now() + n * 86_400_000).toISOString() : undefined;
}

function Scopes({
  chosen,
  toggle,
  error,
}: {
  chosen: string[];
  toggle: (s: string) => void;
  error?: string;
}) {
  return (
    <fieldset>
      <legend class="field-label">{t("key-scopes")}</legend>
      <div class="scopes">
        {SCOPES.map((s) => (
          <Checkbox
            key={s}
            checked={chosen.includes(s)}
            onChange={() => toggle(s)}
            label={<code>{s}</code>}
          />
        ))}
      </div>
      {error && (
        <p class="field">
          <span class="wrong">
            <Icon name="alert" size={12} />
            {error}
          </span>
        </p>
      )}
    </fieldset>
  );
}

function NewKey({ onMade, onClose }: { onMade: (m: Made) => void; onClose: () => void }) {
  const [scopes, setScopes] = useState<string[]>([
    "datasets:read",
    "datasets:write",
    "analytics:read",
  ]);
  const toggle = (s: string) =>
    setScopes(scopes.includes(s) ? scopes.filter((x) => x !== s) : [...scopes, s]);
  const form = useForm(async (v) => {
    const expiresAt = expiry(v.days);
    onMade(
      await api.post<Made>("/api/keys", { name: v.name, scopes, ...(expiresAt && { expiresAt }) }),
    );
  });
  const options = LIFETIMES.map((d) => ({
    value: d,
    label: t("key-lifetime", { days: Number(d) }),
  }));
  return (
    <Dialog title={t("key-new")} onClose={onClose}>
      <Form form={form} focus label={t("key-new")}>
        <TextField
          label={t("key-name")}
          name="name"
          autocomplete="off"
          hint={t("key-name-hint")}
          error={form.wrong("name")}
        />
        <Scopes chosen={scopes} toggle={toggle} error={form.wrong("scopes")} />
        <SelectField
          label={t("key-expires")}
          name="days"
          value="0"
          options={options}
          error={form.wrong("expiresAt")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("key-create")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function SecretShown({ made, onClose }: { made: Made; onClose: () => void }) {
  const footer = (
    <Button variant="primary" onClick={onClose}>
      {t("key-kept")}
    </Button>
  );
  return (
    <Dialog title={t("key-made", { name: made.key.name })} onClose={onClose} footer={footer} stays>
      <div class="stack">
        <p>{t("key-once")}</p>
        <div class="secret">
          <code>{made.secret}</code>
          <CopyButton text={made.secret} />
        </div>
      </div>
    </Dialog>
  );
}

function KeyRow({ apiKey: k, revoke }: { apiKey: ApiKey; revoke: () => void }) {
  const used = k.lastUsedAt ? t("key-used", { when: relative(k.lastUsedAt) }) : t("key-unused");
  const over = k.expiresAt !== null && Date.parse(k.expiresAt) <= Date.now();
  const until = k.expiresAt && t(over ? "key-expired" : "key-until", { when: date(k.expiresAt) });
  return (
    <li>
      <Icon name="key" class="muted" />
      <div class="text">
        <span>
          <strong>{k.name}</strong> <code class="muted">bw_{k.prefix.replace(/^bw_/, "")}…</code>
        </span>
        <span class="muted small">{[used, until].filter(Boolean).join(" · ")}</span>
        <span class="muted tiny">{k.scopes.join(", ")}</span>
      </div>
      <IconButton icon="trash" label={t("key-revoke", { name: k.name })} onClick={revoke} />
    </li>
  );
}

function Revoke({
  apiKey: k,
  keys,
  onClose,
}: {
  apiKey: ApiKey;
  keys: Resource<ApiKey[]>;
  onClose: () => void;
}) {
  const revoke = async () => {
    await api.del(`/api/keys/${k.id}`);
    notify(t("key-revoked", { name: k.name }));
    await keys.reload();
  };
  return (
    <Confirm
      title={t("key-revoke", { name: k.name })}
      action={t("key-revoke-action")}
      onConfirm={revoke}
      onClose={onClose}
    >
      {t("key-revoke-text")}
    </Confirm>
  );
}

type Open = { kind: "new" } | { kind: "made"; made: Made } | { kind: "revoke"; key: ApiKey };

export function Keys() {
  const [open, setOpen] = useState<Open | null>(null);
  const keys = useResource<ApiKey[]>((signal) => allOf("/api/keys", signal), []);
  const close = () => setOpen(null);
  const add = (
    <Button icon="plus" variant="primary" onClick={() => setOpen({ kind: "new" })}>
      {t("key-new")}
    </Button>
  );
  return (
    <section class="card" aria-labelledby="s-keys">
      <header>
        <h2 id="s-keys">{t("settings-keys")}</h2>
        {(keys.data.value?.length ?? 0) > 0 && add}
      </header>
      <Loaded
        of={keys}
        skeleton={
          <div class="inset">
            <Skeleton height={48} />
          </div>
        }
      >
        {(l) =>
          l.length === 0 ? (
            <Empty icon="key" title={t("keys-none")} actions={add}>
              {t("keys-none-text")}
            </Empty>
          ) : (
            <ul class="rows">
              {l.map((k) => (
                <KeyRow key={k.id} apiKey={k} revoke={() => setOpen({ kind: "revoke", key: k })} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <p class="card-foot">
        <a href="/api/docs">{t("api-reference")}</a>
        <span class="muted">{t("keys-docs")}</span>
      </p>
      {open?.kind === "new" && (
        <NewKey
          onClose={close}
          onMade={(made) => {
            setOpen({ kind: "made", made });
            void keys.reload();
          }}
        />
      )}
      {open?.kind === "made" && <SecretShown made={open.made} onClose={close} />}
      {open?.kind === "revoke" && <Revoke apiKey={open.key} keys={keys} onClose={close} />}
    </section>
  );
}
