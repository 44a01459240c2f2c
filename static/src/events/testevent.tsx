// Sends one event by hand, and shows how a program would send the same.
import { useEffect, useState } from "preact/hooks";
import { api } from "../core/api";
import { t } from "../core/i18n";
import { notify } from "../core/toast";
import { Button, CopyButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextArea, TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { Scroll } from "../ui/scroll";

interface Draft {
  type: string;
  userId: string;
  source: string;
  value: string;
  payload: string;
}

const FIRST: Draft = {
  type: "test.sent",
  userId: "",
  source: "",
  value: "",
  payload: '{"plan": "pro", "seats": 5}',
};

/** The event that a draft means; null where its value or payload cannot be read. */
export function eventOf(d: Draft): Record<string, unknown> | null {
  const out: Record<string, unknown> = { type: d.type.trim() };
  for (const name of ["source", "userId"] as const) if (d[name].trim()) out[name] = d[name].trim();
  if (d.value.trim()) {
    out.value = Number(d.value);
    if (!Number.isFinite(out.value)) return null;
  }
  try {
    if (d.payload.trim()) out.payload = JSON.parse(d.payload);
  } catch {
    return null;
  }
  return out;
}

/** Text in single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function curlOf(origin: string, event: Record<string, unknown>): string {
  return [
    `curl ${origin}/api/events \\`,
    '  -H "x-api-key: $BELLWETHER_KEY" \\',
    "  -H 'content-type: application/json' \\",
    `  -d ${quoted(JSON.stringify(event))}`,
  ].join("\n");
}

function badJson(text: string): boolean {
  try {
    if (text.trim()) JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

export default function TestEvent({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState(FIRST);
  const event = eventOf(draft);
  const form = useForm(async () => {
    if (!event) return;
    await api.post("/api/events", event);
    notify(t("test-sent", { type: String(event.type) }));
    onClose();
  });
  // The dialog has opened by now; a hand that opened it goes on in its first field.
  useEffect(() => form.ref.current?.querySelector("input")?.focus(), []);
  const put = (name: keyof Draft) => (e: { currentTarget: { value: string } }) =>
    setDraft({ ...draft, [name]: e.currentTarget.value });
  const field = (name: keyof Draft) => ({
    name,
    value: draft[name],
    onInput: put(name),
    error: form.wrong(name),
    autocomplete: "off",
    spellcheck: false,
  });
  const unread = badJson(draft.payload) ? t("test-not-json") : undefined;
  return (
    <Dialog title={t("test-title")} onClose={onClose} wide>
      <div class="test-event">
        <Form form={form} label={t("test-title")}>
          <TextField label={t("event-type")} {...field("type")} maxLength={120} />
          <div class="pair">
            <TextField label={t("event-user")} {...field("userId")} hint={t("test-optional")} />
            <TextField label={t("event-source")} {...field("source")} hint={t("test-optional")} />
          </div>
          <TextField
            label={t("event-value")}
            {...field("value")}
            type="number"
            step="any"
            hint={t("test-value-hint")}
          />
          <TextArea
            label={t("test-payload")}
            {...field("payload")}
            rows={4}
            error={unread ?? form.wrong("payload")}
          />
          <div class="form-actions">
            <Button
              type="submit"
              variant="primary"
              busy={form.busy}
              disabled={!event || !draft.type.trim()}
            >
              {t("test-send")}
            </Button>
            <Button onClick={onClose}>{t("cancel")}</Button>
          </div>
        </Form>
        <section class="by-program" aria-label={t("test-program")}>
          <header class="row">
            <h3>{t("test-program")}</h3>
            <span class="end">
              {event && <CopyButton text={curlOf(location.origin, event)} variant="ghost" />}
            </span>
          </header>
          <Scroll label="curl">
            <pre dir="ltr">{event ? curlOf(location.origin, event) : t("test-mend")}</pre>
          </Scroll>
          <p class="muted small">{t("test-key")}</p>
        </section>
      </div>
    </Dialog>
  );
}
