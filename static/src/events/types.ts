// The shapes of events as the API and the live messages speak them.
import type { List } from "../core/types";

export const SPANS = ["hour", "day", "week"] as const;
export type Span = (typeof SPANS)[number];
export type BySpan<T> = Record<Span, T>;

export interface EventItem {
  id: string;
  type: string;
  source?: string | null;
  userId?: string | null;
  value?: number | null;
  occurredAt: string;
  receivedAt: string;
  /** Any JSON; left out of live messages where it is long. */
  payload?: unknown;
  keyId?: string | null;
}

export interface EventList extends List<EventItem> {
  /** The search stopped before it had looked at everything; the cursor goes on. */
  partial?: boolean;
}

export interface TypeItem {
  type: string;
  count: number;
  lastAt: string | null;
}

export interface TypeCount {
  type: string;
  count: number;
  /** In the same stretch one period earlier; null while that is not known here. */
  previous: number | null;
}

/** What a clock and its messages move. */
export interface Windows {
  /** Beginning of each bucket, in seconds. */
  starts: BySpan<number[]>;
  segments: BySpan<number[]>;
  /** Events of the same stretch one period earlier. */
  previous: BySpan<number>;
  topTypes: BySpan<TypeCount[]>;
}

export interface Overview extends Windows {
  asOf: string;
  /** The topic's number that this answer covers. */
  seq: number;
  datasetId: string | null;
  total: number;
  thisMinute: number;
  invalid: number;
  tz: string;
  users: BySpan<number>;
  feed: EventItem[];
}

/** Events per minute (seconds) and type. */
export type Added = [minute: number, counts: Record<string, number>][];

/** Data of the live message `events.delta`. */
export interface Delta {
  asOf: string;
  total: number;
  invalid: number;
  /** Null when there is too much to tell: then the whole is asked for again. */
  added: Added | null;
  users?: BySpan<number>;
  feed: EventItem[];
  /** So many more arrived than the feed shows. */
  omitted: number;
}
