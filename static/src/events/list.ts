// The list of events that the explorer shows: page after page, and how many came in since.
import { batch, signal } from "@preact/signals";
import { api } from "../core/api";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { LiveMessage } from "../core/types";
import { heard } from "./feed";
import { type Asked, apiQuery, covers, type Filters, isFine, matches } from "./filters";
import { isDelta } from "./live";
import type { Delta, EventItem, EventList } from "./types";
import { sum } from "./windows";

const PAGE = 100;

/** How many belong to the list of what arrived; `some`: not all of it could be looked at. */
export interface News {
  count: number;
  some: boolean;
}

export const NO_NEWS: News = { count: 0, some: false };

/** What a message adds to the news of a list with these filters. */
export function newsOf(d: Delta, f: Filters): News {
  if (d.added && !isFine(f)) {
    const of = (counts: Record<string, number>) =>
      f.type ? (counts[f.type] ?? 0) : sum(Object.values(counts));
    const inside = d.added.filter(([minute]) => covers(f.range, minute * 1000));
    return { count: sum(inside.map(([, counts]) => of(counts))), some: false };
  }
  const verdicts = d.feed.map((e) => matches(heard(e), f));
  return {
    count: verdicts.filter((v) => v === true).length,
    some: d.omitted > 0 || !d.added || verdicts.includes(null),
  };
}

export function createEventList(filters: Filters) {
  const items = signal<EventItem[] | null>(null);
  const cursor = signal<string | null>(null);
  /** The search stopped on its way; a person decides whether it goes on. */
  const partial = signal(false);
  const busy = signal(false);
  const error = signal<ApiError | null>(null);
  const news = signal<News>(NO_NEWS);
  let asked: Asked = {};
  let running: AbortController | null = null;

  async function fetchPage(first: boolean): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    busy.value = true;
    try {
      if (first) asked = apiQuery(filters);
      const query = { ...asked, limit: PAGE, cursor: first ? null : cursor.peek() };
      const page = await api.get<EventList>("/api/events", { query, signal: mine.signal });
      if (running !== mine) return;
      batch(() => {
        items.value = first ? page.items : [...(items.peek() ?? []), ...page.items];
        cursor.value = page.nextCursor;
        partial.value = page.partial === true && page.nextCursor !== null;
        error.value = null;
      });
    } catch (e) {
      if (running === mine && !isAbort(e)) error.value = asApiError(e);
    } finally {
      if (running === mine) busy.value = false;
    }
  }

  /** From the newest on; what is shown stays until the answer is there. */
  function load(): Promise<void> {
    news.value = NO_NEWS;
    return fetchPage(true);
  }

  /** The next page, where there is one and none is under way. */
  async function more(): Promise<void> {
    if (!busy.peek() && cursor.peek()) await fetchPage(false);
  }

  function hear(m: LiveMessage): void {
    if (!isDelta(m)) return;
    const { count, some } = newsOf(m.data as Delta, filters);
    const before = news.peek();
    if (count > 0 || some) news.value = { count: before.count + count, some: before.some || some };
  }

  /** Something was missed on the way here: there may be news of any kind. */
  function missed(): void {
    news.value = { ...news.peek(), some: true };
  }

  return {
    items,
    cursor,
    partial,
    busy,
    error,
    news,
    load,
    more,
    hear,
    missed,
    stop: () => running?.abort(),
  };
}

export type OpenList = ReturnType<typeof createEventList>;
