// How a key is used: its secret, shown once; the lines for a web page; the address for a webhook.
import type { ComponentChildren } from "preact";
import { t } from "../../core/i18n";
import type { ApiKey } from "../../core/types";
import { Button, CopyButton } from "../../ui/button";
import { Dialog } from "../../ui/dialog";

export type KeyFor = "program" | "page" | "webhook";

/** What is told once, when the key is made. */
export interface MadeKey {
  key: ApiKey;
  secret: string;
  signingSecret: string | null;
}

export function useOf(k: ApiKey): KeyFor {
  if (k.kind === "public") return "page";
  return k.signing ? "webhook" : "program";
}

/** The line that a page needs. */
export const scriptLine = (origin: string, key: string): string =>
  `<script defer src="${origin}/bw.js" data-key="${key}"></script>`;

const TRACK = `bellwether.track("signup", { plan: "pro" });`;

function Copied({ name, text }: { name?: string; text: string }) {
  return (
    <div class="field">
      {name && <span class="field-label">{name}</span>}
      <div class="secret" dir="ltr">
        <code>{text}</code>
        <CopyButton text={text} />
      </div>
    </div>
  );
}

const Address = ({ k }: { k: ApiKey }) => (
  <Copied name={t("key-address")} text={`${location.origin}/webhook/${k.id}`} />
);

function Lines({ k }: { k: ApiKey }) {
  return (
    <>
      <Copied name={t("key-snippet")} text={scriptLine(location.origin, k.publicKey ?? "")} />
      <p class="muted small">{t("key-track")}</p>
      <Copied text={TRACK} />
    </>
  );
}

/** A key that was just made; what is told once stays until the person says that it is copied. */
export function KeyMade({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const k = made.key;
  const use = useOf(k);
  const parts: Record<KeyFor, ComponentChildren> = {
    program: (
      <>
        <p>{t("key-once")}</p>
        <Copied text={made.secret} />
      </>
    ),
    page: (
      <>
        <p>{t("key-made-page")}</p>
        <Lines k={k} />
      </>
    ),
    webhook: (
      <>
        <p>{t("key-made-webhook")}</p>
        <Address k={k} />
        <Copied name={t("key-secret")} text={made.signingSecret ?? ""} />
      </>
    ),
  };
  const footer = (
    <Button variant="primary" onClick={onClose}>
      {use === "page" ? t("done") : t("key-kept")}
    </Button>
  );
  return (
    <Dialog
      title={t("key-made", { name: k.name })}
      onClose={onClose}
      footer={footer}
      stays={use !== "page"}
    >
      <div class="stack">{parts[use]}</div>
    </Dialog>
  );
}

/** What can be shown of a key at any time. */
export function KeyUse({ apiKey: k, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  return (
    <Dialog title={t("key-show", { name: k.name })} onClose={onClose}>
      <div class="stack">{useOf(k) === "page" ? <Lines k={k} /> : <Address k={k} />}</div>
    </Dialog>
  );
}
