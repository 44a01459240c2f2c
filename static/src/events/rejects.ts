// Refused events of a workspace: the list, kept true while somebody looks, and sending them again.
import { type Signal, signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { api } from "../core/api";
import { useTenantTopic } from "../core/listing";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { FieldError, List, LiveMessage } from "../core/types";

export interface RejectedEvent {
  id: string;
  receivedAt: string;
  way: string;
  keyId: string | null;
  raw: string;
  errors: FieldError[];
  /** The event that it became; null while it was not sent again. */
  replayedId: string | null;
}

type Answer = List<RejectedEvent> & { total: number };
type Replayed = { id: string; status: string };

const PAGE = 50;
/** A flood of refusals is looked at so often. */
const EVERY_MS = 1000;

export interface Rejects {
  readonly items: Signal<RejectedEvent[] | null>;
  readonly total: Signal<number>;
  readonly next: Signal<string | null>;
  readonly error: Signal<ApiError | null>;
  load(): Promise<void>;
  more(): Promise<void>;
  /** Sends it again, corrected or (null) as it came; throws what the server says. */
  replay(r: RejectedEvent, event: Record<string, unknown> | null): Promise<Replayed>;
}

function ask(cursor: string | null): Promise<Answer> {
  return api.get<Answer>("/api/events/rejects", { query: { limit: PAGE, cursor } });
}

export function createRejects(): Rejects & { hear(m: LiveMessage): void } {
  const items = signal<RejectedEvent[] | null>(null);
  const total = signal(0);
  const next = signal<string | null>(null);
  const error = signal<ApiError | null>(null);
  /** All that were ever refused, as the last message said. */
  let counted: number | null = null;
  let waiting = false;

  async function load(): Promise<void> {
    try {
      const got = await ask(null);
      const fresh = new Set(got.items.map((r) => r.id));
      const kept = (items.peek() ?? []).filter((r) => !fresh.has(r.id));
      // What was paged to stays; a first page that does not reach it would leave a hole.
      const joined = kept.length > 0 && items.peek()?.some((r) => fresh.has(r.id));
      items.value = joined ? [...got.items, ...kept] : got.items;
      if (!joined) next.value = got.nextCursor;
      total.value = got.total;
      error.value = null;
    } catch (e) {
      if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  async function more(): Promise<void> {
    const got = await ask(next.peek());
    items.value = [...(items.peek() ?? []), ...got.items];
    next.value = got.nextCursor;
  }

  async function replay(r: RejectedEvent, event: Record<string, unknown> | null) {
    const path = `/api/events/rejects/${r.id}/replay`;
    const done = await api.post<Replayed>(path, event ? { event } : {});
    items.value = (items.peek() ?? []).map((x) =>
      x.id === r.id ? { ...x, replayedId: done.id } : x,
    );
    return done;
  }

  function hear(m: LiveMessage): void {
    if (m.type !== "events.delta") return;
    const { invalid } = m.data as { invalid: number };
    const news = invalid !== counted;
    counted = invalid;
    if (!news || waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      void load();
    }, EVERY_MS);
  }

  return { items, total, next, error, load, more, replay, hear };
}

export function useRejects(): Rejects {
  const list = useMemo(createRejects, []);
  useTenantTopic(list.load, list.hear);
  return list;
}
