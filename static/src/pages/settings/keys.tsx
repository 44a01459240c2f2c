// Settings: API keys for programs, web pages and webhooks; a secret is shown once.
import { useState } from "preact/hooks";
import { allOf } from "../../core/all";
import { api } from "../../core/api";
import { date, number, relative } from "../../core/format";
import { t } from "../../core/i18n";
import { type Resource, useResource } from "../../core/resource";
import { notify } from "../../core/toast";
import type { ApiKey } from "../../core/types";
import { Button, IconButton } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/loaded";
import { Empty, Skeleton } from "../../ui/parts";
import { NewKey } from "./keynew";
import { KeyMade, KeyUse, type MadeKey, useOf } from "./keyuse";

interface RowProps {
  apiKey: ApiKey;
  revoke: () => void;
  show: () => void;
}

/** Where and how much it may, beside its scopes. */
function bounds(k: ApiKey): string {
  const rate = k.rate && t("key-limited", { rate: number(k.rate.perSecond) });
  const may = k.kind === "public" ? k.origins : k.scopes;
  const signed = k.signing && t(`key-signing-${k.signing}`);
  return [may.join(", "), signed, rate].filter(Boolean).join(" · ");
}

function KeyRow({ apiKey: k, revoke, show }: RowProps) {
  const used = k.lastUsedAt ? t("key-used", { when: relative(k.lastUsedAt) }) : t("key-unused");
  const over = k.expiresAt !== null && Date.parse(k.expiresAt) <= Date.now();
  const until = k.expiresAt && t(over ? "key-expired" : "key-until", { when: date(k.expiresAt) });
  const use = useOf(k);
  const kind = use !== "program" && t(`key-badge-${use}`);
  return (
    <li>
      <Icon name="key" class="muted" />
      <div class="text">
        <span>
          <strong>{k.name}</strong> <code class="muted">bw_{k.prefix.replace(/^bw_/, "")}…</code>
        </span>
        <span class="muted small">{[kind, used, until].filter(Boolean).join(" · ")}</span>
        <span class="muted tiny">{bounds(k)}</span>
      </div>
      <div class="key-actions">
        {use !== "program" && (
          <IconButton icon="eye" label={t("key-show", { name: k.name })} onClick={show} />
        )}
        <IconButton icon="trash" label={t("key-revoke", { name: k.name })} onClick={revoke} />
      </div>
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

type Open =
  | { kind: "new" }
  | { kind: "made"; made: MadeKey }
  | { kind: "show"; key: ApiKey }
  | { kind: "revoke"; key: ApiKey };

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
                <KeyRow
                  key={k.id}
                  apiKey={k}
                  show={() => setOpen({ kind: "show", key: k })}
                  revoke={() => setOpen({ kind: "revoke", key: k })}
                />
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
      {open?.kind === "made" && <KeyMade made={open.made} onClose={close} />}
      {open?.kind === "show" && <KeyUse apiKey={open.key} onClose={close} />}
      {open?.kind === "revoke" && <Revoke apiKey={open.key} keys={keys} onClose={close} />}
    </section>
  );
}
