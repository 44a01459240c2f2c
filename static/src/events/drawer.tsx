// One event in full, at the side of the page: its facts, its payload, and what is like it.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { api } from "../core/api";
import { dateTime, number } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { CopyButton, IconButton, LinkButton } from "../ui/button";
import { useModal } from "../ui/dialog";
import { Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";
import { Scroll } from "../ui/scroll";
import { pieces } from "./payload";
import { eventsPath } from "./say";
import type { EventItem } from "./types";

interface Props {
  id: string;
  /** The list it was opened from: the arrow keys walk through it. */
  items: EventItem[];
  onMove: (id: string) => void;
  onClose: () => void;
}

/** The event as far as it is known; what a live message left out is fetched. */
function useEvent(id: string, items: EventItem[]) {
  const here = items.find((e) => e.id === id);
  const whole = here !== undefined && here.payload !== undefined;
  const answer = useResource(
    async (signal) => (whole ? here : api.get<EventItem>(`/api/events/${id}`, { signal })),
    [id, whole],
  );
  const got = answer.data.value;
  return {
    event: whole ? here : got?.id === id ? got : here,
    whole: whole || got?.id === id,
    answer,
  };
}

export function EventDrawer({ id, items, onMove, onClose }: Props) {
  const ref = useModal(onClose);
  const name = useId();
  const body = useRef<HTMLDivElement>(null);
  const { event, whole, answer } = useEvent(id, items);
  const at = items.findIndex((e) => e.id === id);
  const newer = at > 0 ? items[at - 1] : undefined;
  const older = at >= 0 ? items[at + 1] : undefined;
  const onKeyDown = (e: KeyboardEvent) => {
    if ((e.target as Element).closest(".payload")) return;
    const to = e.key === "ArrowUp" ? newer : e.key === "ArrowDown" ? older : undefined;
    if (!to) return;
    e.preventDefault();
    onMove(to.id);
  };
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [id]);
  const error = answer.error.value;
  return (
    <dialog ref={ref} class="dialog drawer" aria-labelledby={name} onKeyDown={onKeyDown}>
      <header>
        <h2 id={name} class="cut">
          <bdi>{event?.type ?? t("event")}</bdi>
        </h2>
        <IconButton
          icon="arrowUp"
          label={t("event-newer")}
          disabled={!newer}
          onClick={() => newer && onMove(newer.id)}
        />
        <IconButton
          icon="arrowDown"
          label={t("event-older")}
          disabled={!older}
          onClick={() => older && onMove(older.id)}
        />
        <IconButton icon="close" label={t("close")} onClick={onClose} />
      </header>
      <div class="body stack" ref={body}>
        {error && <ProblemBox error={error} retry={() => void answer.reload()} />}
        {event && <Facts e={event} />}
        {whole && event ? <Payload e={event} /> : !error && <Skeleton height={160} />}
      </div>
      {event && <Likes e={event} onGo={onClose} />}
    </dialog>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const exact = (at: string): string =>
  dateTime(at, {
    dateStyle: undefined,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  });

function Facts({ e }: { e: EventItem }) {
  const has = (v: unknown) => v !== null && v !== undefined && v !== "";
  return (
    <dl class="event-facts">
      <Fact name={t("event-occurred")}>{exact(e.occurredAt)}</Fact>
      <Fact name={t("event-received")}>{exact(e.receivedAt)}</Fact>
      {has(e.userId) && (
        <Fact name={t("event-user")}>
          <bdi>{e.userId}</bdi>
        </Fact>
      )}
      {has(e.source) && (
        <Fact name={t("event-source")}>
          <bdi>{e.source}</bdi>
        </Fact>
      )}
      {has(e.value) && (
        <Fact name={t("event-value")}>{number(e.value, { maximumFractionDigits: 12 })}</Fact>
      )}
      <Fact name={t("event-id")}>
        <code dir="ltr">{e.id}</code>
        <CopyButton text={e.id} variant="ghost" />
      </Fact>
    </dl>
  );
}

function Payload({ e }: { e: EventItem }) {
  if (e.payload === null || e.payload === undefined)
    return <p class="muted small">{t("event-no-payload")}</p>;
  return (
    <div class="payload">
      <header class="row">
        <h3>{t("event-payload")}</h3>
        <span class="end">
          <CopyButton text={JSON.stringify(e.payload, null, 2)} variant="ghost" />
        </span>
      </header>
      <Scroll label={t("event-payload")}>
        <pre dir="ltr">
          {pieces(e.payload).map((p, i) =>
            p.kind === "plain" ? (
              p.text
            ) : (
              <span key={i} class={`json-${p.kind}`}>
                {p.text}
              </span>
            ),
          )}
        </pre>
      </Scroll>
    </div>
  );
}

/** Others like it, a step away. */
function Likes({ e, onGo }: { e: EventItem; onGo: () => void }) {
  return (
    <footer onClick={onGo}>
      <LinkButton icon="filter" href={eventsPath({ type: e.type })}>
        {t("event-same-type")}
      </LinkButton>
      {e.userId && (
        <LinkButton icon="user" href={eventsPath({ userId: e.userId })}>
          {t("event-same-user")}
        </LinkButton>
      )}
    </footer>
  );
}
