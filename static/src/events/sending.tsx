// How an event is sent: a key made on the spot, a program to copy, and the word that it arrived.
import { useState } from "preact/hooks";
import { t } from "../core/i18n";
import { inTenant, may } from "../core/session";
import { notify, notifyError } from "../core/toast";
import { Button, CopyButton } from "../ui/button";
import { CodeBlock } from "../ui/codeblock";
import { Dialog } from "../ui/dialog";
import { Segmented } from "../ui/field";
import { Icon } from "../ui/icon";
import { useArrival } from "./arrival";
import type { FirstEventProps } from "./firstevent";
import { makeSendingKey, sendingKey } from "./sendkey";
import { LANGUAGE_NAMES, LANGUAGES, type Language, RUN, snippet } from "./snippets";

const CHOSEN = "bw.language";

function chosen(): Language {
  const kept = localStorage.getItem(CHOSEN) as Language;
  return LANGUAGES.includes(kept) ? kept : "curl";
}

/** Step one: something to sign with. */
function Key() {
  const [busy, setBusy] = useState(false);
  const secret = sendingKey();
  if (secret) {
    return (
      <div class="stack">
        <div class="secret" dir="ltr">
          <code>{secret}</code>
          <CopyButton text={secret} />
        </div>
        <p class="muted small">{t("sending-key-once")}</p>
      </div>
    );
  }
  if (!may("admin")) return <p class="muted small">{t("sending-key-ask")}</p>;
  const make = () => {
    setBusy(true);
    makeSendingKey(t("sending-key-name"))
      .catch(notifyError)
      .finally(() => setBusy(false));
  };
  return (
    <div class="row">
      <Button variant="primary" icon="key" busy={busy} onClick={make}>
        {t("sending-key-make")}
      </Button>
      <span class="muted small">{t("sending-key-may")}</span>
    </div>
  );
}

/** Step two: a program that sends one event. */
function Snippets() {
  const [language, setLanguage] = useState(chosen);
  const choose = (next: Language) => {
    localStorage.setItem(CHOSEN, next);
    setLanguage(next);
  };
  const text = snippet(language, location.origin, sendingKey());
  return (
    <div class="stack">
      <div class="snippet-head">
        <Segmented
          label={t("sending-language")}
          name="language"
          value={language}
          options={LANGUAGES.map((l) => ({ value: l, label: LANGUAGE_NAMES[l] }))}
          onChange={choose}
        />
        <CopyButton key={language} text={text} />
      </div>
      <CodeBlock label={LANGUAGE_NAMES[language]} text={text} bare />
      {RUN[language] && (
        <p class="muted small">
          {t("sending-run")} <code dir="ltr">{RUN[language]}</code>
        </p>
      )}
    </div>
  );
}

function Steps() {
  return (
    <ol class="sending">
      <li>
        <h3>{t("sending-step-key")}</h3>
        <Key />
      </li>
      <li>
        <h3>{t("sending-step-send")}</h3>
        <Snippets />
      </li>
    </ol>
  );
}

function More() {
  return (
    <p class="card-foot">
      <a href="/api/docs">{t("api-reference")}</a>
      <span class="muted">{t("sending-more")}</span>
    </p>
  );
}

function Refused({ count }: { count: number }) {
  return (
    <p class="sending-refused">
      <Icon name="alert" size={14} />
      <span>{t("sending-refused", { count })}</span>{" "}
      <a href={inTenant("/events/rejects")}>{t("sending-refused-why")}</a>
    </p>
  );
}

export function FirstEvent({ onArrive }: FirstEventProps) {
  const refused = useArrival((first) => {
    notify(t("sending-arrived", { type: first.type }));
    onArrive();
  });
  return (
    <section class="card full first-event" aria-labelledby="first-event">
      <header>
        <h2 id="first-event">{t("sending-title")}</h2>
        <span class="status busy sending-wait" role="status">
          <i class="spinner" />
          {t("sending-waiting")}
        </span>
      </header>
      <div class="body stack">
        <p class="muted">{t("sending-lead")}</p>
        {refused.value > 0 && <Refused count={refused.value} />}
        <Steps />
      </div>
      <More />
    </section>
  );
}

export function HowToSend({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("sending-how")} onClose={onClose} wide>
      <Steps />
    </Dialog>
  );
}
