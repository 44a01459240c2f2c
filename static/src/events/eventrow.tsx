// One event as a row: what, who, what it carries, when. Pressing it opens the whole.
import { number } from "../core/format";
import { t } from "../core/i18n";
import { eventTime, gist } from "./say";
import type { EventItem } from "./types";

export function EventRow({ e, onOpen }: { e: EventItem; onOpen: () => void }) {
  return (
    <button type="button" class="event-row" onClick={onOpen}>
      <span class="what cut">
        <bdi>{e.type}</bdi>
      </span>
      <span class="who cut muted">
        {e.userId && <bdi title={t("event-user")}>{e.userId}</bdi>}
        {e.userId && e.source && " · "}
        {e.source && <bdi title={t("event-source")}>{e.source}</bdi>}
      </span>
      <span class="value num">
        {e.value !== null && e.value !== undefined && <bdi>{number(e.value)}</bdi>}
      </span>
      <span class="gist cut muted">
        <bdi>{gist(e)}</bdi>
      </span>
      <time class="when num muted" dateTime={e.occurredAt}>
        {eventTime(e.occurredAt)}
      </time>
    </button>
  );
}
