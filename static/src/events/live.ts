// The live overview's numbers: one answer of the server, then its messages, in order and each once.
import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { api } from "../core/api";
import { zone } from "../core/format";
import { watch } from "../core/live";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { LiveMessage } from "../core/types";
import { emptyFeed, type Feed, withDelta, withSnapshot } from "./feed";
import type { Delta, Overview } from "./types";
import { add, hasUnknown, roll } from "./windows";

/** After a bucket has gone the past is asked for anew, not by all pages at once. */
const AGAIN_MS = 4000;
/** An unknown type is looked up soon, but not each by itself. */
const LOOK_UP_MS = 3000;
/** What a message could not hold is asked for at the pace of messages that could. */
const TOO_MUCH_MS = 1000;

type Numbered = { seq: number; data: Delta };

export const isDelta = (m: LiveMessage): boolean => m.type === "events.delta";

/** What a message changes; `now` in seconds of the server's clock. */
export function withMessage(o: Overview, d: Delta, now: number): Overview {
  const at = Math.max(now, Date.parse(d.asOf) / 1000);
  const moved = add(roll(o, at, o.tz), d.added ?? [], o.tz);
  return { ...moved, asOf: d.asOf, total: d.total, invalid: d.invalid, users: d.users ?? o.users };
}

export function createLive() {
  const state = signal<Overview | null>(null);
  const feed = signal<Feed>(emptyFeed);
  const error = signal<ApiError | null>(null);
  /** Messages that came while the answer was on its way. */
  let early: Numbered[] = [];
  let covered = 0;
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How far the server's clock is ahead of ours (ms). */
  let ahead = 0;
  let outdated = false;

  const now = () => (Date.now() + ahead) / 1000;

  function apply({ seq, data }: Numbered): void {
    const o = state.peek();
    if (!o || seq <= covered) return;
    covered = seq;
    ahead = Date.parse(data.asOf) - Date.now();
    state.value = withMessage(o, data, now());
    feed.value = withDelta(feed.peek(), data);
    if (!data.added) again(TOO_MUCH_MS);
    else if (hasUnknown(state.peek()!)) again(LOOK_UP_MS);
  }

  function take(o: Overview): void {
    covered = o.seq;
    ahead = Date.parse(o.asOf) - Date.now();
    state.value = o;
    feed.value = withSnapshot(feed.peek(), o.feed);
    error.value = null;
    const waited = early;
    early = [];
    for (const m of waited) apply(m);
  }

  async function load(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    outdated = false;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const query = { tz: zone() };
      const o = await api.get<Overview>("/api/events/overview", { query, signal: mine.signal });
      if (running !== mine) return;
      running = null;
      take(o);
    } catch (e) {
      if (running !== mine || isAbort(e)) return;
      running = null;
      error.value = asApiError(e);
    }
  }

  /** Asks again within `ms`; once, however often that is called. */
  function again(ms: number): void {
    timer ??= setTimeout(() => void load(), ms * (0.5 + Math.random() / 2));
  }

  function hear(m: LiveMessage): void {
    if (!isDelta(m) || typeof m.seq !== "number") return;
    // Nobody looks: all that is missed is one question when somebody does.
    if (document.hidden) outdated = true;
    else if (running || !state.peek()) early.push({ seq: m.seq, data: m.data as Delta });
    else apply({ seq: m.seq, data: m.data as Delta });
  }

  function tick(): void {
    const o = state.peek();
    if (!o || document.hidden) return;
    const moved = roll(o, now(), o.tz);
    if (moved === o) return;
    state.value = moved;
    again(AGAIN_MS);
  }

  function onVisible(): void {
    if (document.hidden) return;
    if (outdated) void load();
    else tick();
  }

  /** Begins for a workspace; the returned function ends it. */
  function start(tenantId: string): () => void {
    const stop = watch(`tenant:${tenantId}`, { snapshot: () => void load(), message: hear });
    const clock = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      stop();
      clearInterval(clock);
      clearTimeout(timer);
      running?.abort();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }

  return { state, feed, error, load, start };
}

export type LiveEvents = ReturnType<typeof createLive>;

export function useLiveEvents(tenantId: string): LiveEvents {
  const live = useMemo(createLive, [tenantId]);
  useEffect(() => live.start(tenantId), [live, tenantId]);
  return live;
}
