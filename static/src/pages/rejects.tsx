// Refused events: why, what came, and how to send it again once it is mended.
import { useState } from "preact/hooks";
import { dateTime, number, relative } from "../core/format";
import { hasMessage, locale, t } from "../core/i18n";
import { type ApiError, asApiError } from "../core/problem";
import { inTenant, may } from "../core/session";
import { notify, notifyError } from "../core/toast";
import type { FieldError } from "../core/types";
import { draftOf, foreign, laidOut, readEvent } from "../events/mend";
import { type RejectedEvent, type Rejects, useRejects } from "../events/rejects";
import { Button, LinkButton } from "../ui/button";
import { CodeBlock } from "../ui/codeblock";
import { TextArea } from "../ui/field";
import { Icon } from "../ui/icon";
import { Badge, Empty, PageHead, Skeleton, Status } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

export default function RejectsPage() {
  const list = useRejects();
  const items = list.items.value;
  const note = <p class="muted">{t("rejected-note")}</p>;
  return (
    <>
      <PageHead title={t("rejected-title")} note={note}>
        <LinkButton href={inTenant("/events")}>{t("rejected-all-events")}</LinkButton>
      </PageHead>
      <div class="stack">
        {list.error.value && <ProblemBox error={list.error.value} retry={list.load} />}
        {items === null && !list.error.value && <Skeleton height={260} />}
        {items?.length === 0 && (
          <section class="card">
            <Empty icon="check" title={t("rejected-none")}>
              {t("rejected-none-text")}
            </Empty>
          </section>
        )}
        {items && items.length > 0 && <List items={items} list={list} />}
      </div>
    </>
  );
}

function List({ items, list }: { items: RejectedEvent[]; list: Rejects }) {
  const [open, setOpen] = useState<string | null>(null);
  const total = list.total.value;
  return (
    <section class="card" aria-labelledby="rejected">
      <header>
        <h2 id="rejected">{t("rejected-count", { count: total, shown: number(total) })}</h2>
      </header>
      <ul class="rows rejected">
        {items.map((r) => (
          <Row
            key={r.id}
            r={r}
            list={list}
            open={open === r.id}
            toggle={() => setOpen(open === r.id ? null : r.id)}
          />
        ))}
      </ul>
      {list.next.value && (
        <div class="body">
          <Button onClick={() => void list.more().catch(notifyError)}>{t("rejected-more")}</Button>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  r: RejectedEvent;
  list: Rejects;
  open: boolean;
  toggle: () => void;
}

function Row({ r, list, open, toggle }: RowProps) {
  const id = `rejected-${r.id}`;
  return (
    <li>
      <button
        type="button"
        class="rejected-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        <Icon name={open ? "chevronDown" : "chevronRight"} class={open ? "muted" : "muted flip"} />
        <span class="rejected-why">
          <Reason error={r.errors[0]} />
          {r.errors.length > 1 && (
            <span class="muted"> {t("rejected-others", { count: r.errors.length - 1 })}</span>
          )}
        </span>
        <span class="rejected-facts">
          {r.replayedId && <Status tone="good">{t("rejected-replayed")}</Status>}
          <Badge>{t(`way-${r.way}`)}</Badge>
          <time class="muted small" dateTime={r.receivedAt} title={dateTime(r.receivedAt)}>
            {relative(r.receivedAt)}
          </time>
        </span>
        <code class="muted tiny rejected-raw" dir="auto">
          {r.raw.slice(0, 300)}
        </code>
      </button>
      {open && (
        <div class="rejected-detail" id={id}>
          <Detail r={r} list={list} />
        </div>
      )}
    </li>
  );
}

/** The server's words are exact, but English; in other languages ours, where we have some. */
function words(e: FieldError): string {
  const id = `field-${e.code.replaceAll("_", "-")}`;
  return locale.value !== "en" && hasMessage(id) ? t(id) : e.message;
}

function Reason({ error }: { error: FieldError | undefined }) {
  if (!error) return <>{t("rejected-unsaid")}</>;
  const path = error.path.replace(/^[/.]/, "");
  return (
    <>
      {path && <code dir="ltr">{path}</code>} {words(error)}
    </>
  );
}

/** Every reason, with the server's own words where ours say less. */
function Reasons({ errors }: { errors: FieldError[] }) {
  return (
    <ul class="rejected-reasons small">
      {errors.map((e) => (
        <li key={`${e.path} ${e.code}`}>
          <Reason error={e} />{" "}
          {words(e) !== e.message && (
            <span class="muted" lang="en" dir="ltr">
              ({e.message})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Detail({ r, list }: { r: RejectedEvent; list: Rejects }) {
  const [draft, setDraft] = useState(() => draftOf(r.way, r.raw));
  const [busy, setBusy] = useState<"corrected" | "same" | null>(null);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [error, setError] = useState<ApiError | null>(null);

  const send = async (which: "corrected" | "same", event: Record<string, unknown> | null) => {
    setBusy(which);
    try {
      const done = await list.replay(r, event);
      setError(null);
      notify(t(done.status === "duplicate" ? "rejected-was-there" : "rejected-sent"));
    } catch (e) {
      setError(asApiError(e));
    }
    setBusy(null);
  };
  const correct = () => {
    const read = readEvent(draft);
    setWrong("event" in read ? undefined : t(`rejected-no-${read.wrong}`, { why: read.message }));
    if ("event" in read) void send("corrected", read.event);
  };
  return (
    <>
      {(r.errors.length > 1 || locale.value !== "en") && <Reasons errors={r.errors} />}
      {(foreign(r.way) || r.replayedId || !may("editor")) && <Raw text={laidOut(r.raw)} />}
      {!r.replayedId && may("editor") && (
        <>
          <TextArea
            label={t("rejected-correct")}
            name="event"
            rows={Math.min(20, draft.split("\n").length + 1)}
            spellcheck={false}
            value={draft}
            error={wrong}
            hint={foreign(r.way) ? t("rejected-shape") : undefined}
            onInput={(e) => setDraft(e.currentTarget.value)}
          />
          {error && <Refused error={error} />}
          <div class="form-actions">
            <Button variant="primary" busy={busy === "corrected"} onClick={correct}>
              {t("rejected-send")}
            </Button>
            <Button busy={busy === "same"} onClick={() => void send("same", null)}>
              {t("rejected-again")}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** Refused once more: what is still wrong. */
function Refused({ error }: { error: ApiError }) {
  if (error.fields.length === 0) return <ProblemBox error={error} />;
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="text">
        <p>{t("rejected-still")}</p>
        <Reasons errors={error.fields} />
      </div>
    </div>
  );
}

function Raw({ text }: { text: string }) {
  return (
    <div class="stack">
      <p class="field-label">{t("rejected-came")}</p>
      <CodeBlock label={t("rejected-came")} text={text} />
    </div>
  );
}
