// The newest events as they come in: held while somebody reads, sampled when there are too many; pure.
import type { Delta, EventItem } from "./types";

/** So many are kept here; the explorer has all. */
const KEPT = 200;

export interface Feed {
  /** Newest first. */
  items: EventItem[];
  /** What stays on the screen while the feed is paused; null while it runs. */
  held: EventItem[] | null;
  /** What arrived since it was paused, by type. */
  missed: Record<string, number>;
  /** Of the last burst so many were sent; null when all were. */
  sample: { shown: number; of: number } | null;
}

export const emptyFeed: Feed = { items: [], held: null, missed: {}, sample: null };

/** Both lists in one, each event once, newest first: ids rise with the time of arrival. */
export function merge(a: EventItem[], b: EventItem[], most = KEPT): EventItem[] {
  const byId = new Map(b.map((e) => [e.id, e]));
  for (const e of a) byId.set(e.id, { ...byId.get(e.id), ...e });
  return [...byId.values()].sort((x, y) => (x.id < y.id ? 1 : -1)).slice(0, most);
}

/** Messages carry null for a long payload too: it is not known here, and is fetched when it is wanted. */
export function heard(e: EventItem): EventItem {
  if (e.payload !== null) return e;
  const { payload: _, ...known } = e;
  return known;
}

export const withSnapshot = (feed: Feed, items: EventItem[]): Feed => ({
  ...feed,
  items: merge(feed.items, items.map(heard)),
  sample: null,
});

export function withDelta(feed: Feed, d: Delta): Feed {
  const shown = d.feed.length;
  const missed = feed.held ? { ...feed.missed } : feed.missed;
  // Of more than a message can tell only the number is known.
  const added = d.added?.map(([, counts]) => counts) ?? [{ "": shown + d.omitted }];
  if (feed.held)
    for (const counts of added)
      for (const [type, n] of Object.entries(counts)) missed[type] = (missed[type] ?? 0) + n;
  const sample = d.omitted > 0 ? { shown, of: shown + d.omitted } : null;
  return { items: merge(feed.items, d.feed.map(heard)), held: feed.held, missed, sample };
}

export const pause = (feed: Feed): Feed => ({ ...feed, held: feed.items, missed: {} });
export const go = (feed: Feed): Feed => ({ ...feed, held: null, missed: {} });

/** How many are waiting behind a pause, of one type or (empty) of all. */
export function waiting(feed: Feed, type: string): number {
  if (type) return feed.missed[type] ?? 0;
  return Object.values(feed.missed).reduce((n, x) => n + x, 0);
}
