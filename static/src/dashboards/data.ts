// The numbers of a whole dashboard: one request for all widgets, kept per range, fetched anew when told.

import { batch, signal } from "@preact/signals";
import type { ChartData, Series } from "../charts/types";
import { api } from "../core/api";
import { zone } from "../core/format";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import { previousRange, resolveRange } from "../core/range";
import type { Problem, Range } from "../core/types";

/** One widget's part of the answer. */
export interface WidgetAnswer {
  interval?: string;
  from?: string;
  to?: string;
  series?: Series[];
  summary?: Series[];
  /** What the widget itself compares with. */
  previous?: { from: string; to: string; series: Series[] };
  approximate?: boolean;
  problem?: Problem;
}

interface Answer {
  from: string | null;
  to: string | null;
  widgets: Record<string, WidgetAnswer>;
}

export interface Wanted {
  range: Range | null;
  compare: boolean;
}

const KEEP = 12;
/** News of events are asked for so often at most. */
const FOLLOW_MS = 1000;
/** "The last hour" of a minute ago is shown at once, and asked for again. */
const FRESH_MS = 60_000;

const isOld = (w: Wanted, at: number): boolean =>
  w.range !== null && "last" in w.range && Date.now() - at > FRESH_MS;

/** Splits a stat's answer: rows with plain numbers, and the arrays for its sparkline. */
export function chartData(now: WidgetAnswer, before?: WidgetAnswer): ChartData {
  const parts = (a: WidgetAnswer) => {
    const all = a.series ?? [];
    const spark = all.filter((s) => Array.isArray(s.t));
    const rows = a.summary ?? all.filter((s) => !Array.isArray(s.t));
    return { spark, rows: rows.length > 0 ? rows : spark };
  };
  const mine = parts(now);
  const out: ChartData = {
    interval: now.interval,
    from: now.from,
    to: now.to,
    series: mine.rows,
    spark: mine.spark,
    approximate: now.approximate,
  };
  if (now.previous) out.previous = now.previous;
  else if (before && !before.problem) {
    out.previous = { from: before.from ?? "", to: before.to ?? "", series: parts(before).rows };
  }
  return out;
}

/** The same answer; what did not change is the very object that is drawn already. */
function kinOf(next: Answer, old: Answer | null): Answer {
  const widgets = Object.entries(next.widgets).map(([id, w]) => {
    const was = old?.widgets[id];
    return [id, was && JSON.stringify(was) === JSON.stringify(w) ? was : w];
  });
  return { ...next, widgets: Object.fromEntries(widgets) };
}

export function createData(dashboardId: string) {
  const answer = signal<Answer | null>(null);
  const previous = signal<Answer | null>(null);
  const busy = signal(false);
  const error = signal<ApiError | null>(null);
  /** When the numbers on the screen were fetched (ms). */
  const at = signal(0);
  const stale = signal(false);
  const kept = new Map<string, { now: Answer; before: Answer | null; at: number }>();
  let running: AbortController | null = null;
  let wanted: Wanted | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let following: ReturnType<typeof setTimeout> | undefined;

  const ask = (range: { from: string; to: string } | null, signal: AbortSignal) =>
    api.get<Answer>(`/api/dashboards/${dashboardId}/data`, {
      query: { ...range, tz: zone() },
      signal,
    });

  function show(hit: { now: Answer; before: Answer | null; at: number }): void {
    batch(() => {
      answer.value = hit.now;
      previous.value = hit.before;
      at.value = hit.at;
      error.value = null;
      stale.value = false;
      busy.value = false;
    });
  }

  async function fetchAll(w: Wanted, s: AbortSignal) {
    const range = w.range ? resolveRange(w.range) : null;
    const now = await ask(range, s);
    const whole = range ?? (now.from && now.to ? { from: now.from, to: now.to } : null);
    const before = w.compare && whole ? await ask(previousRange(whole), s) : null;
    return { now, before, at: Date.now() };
  }

  /** Shows a range: at once when it is still here, else from the server while the old stays, dimmed. */
  async function load(w: Wanted, fresh = false, quiet = false): Promise<void> {
    clearTimeout(timer);
    wanted = w;
    const key = JSON.stringify(w);
    const hit = fresh ? undefined : kept.get(key);
    running?.abort();
    if (hit) show(hit);
    if (hit && !isOld(w, hit.at)) return;
    const mine = new AbortController();
    running = mine;
    if (!quiet) busy.value = true;
    try {
      const got = await fetchAll(w, mine.signal);
      kept.set(key, got);
      const oldest = kept.keys().next().value;
      if (kept.size > KEEP && oldest !== undefined) kept.delete(oldest);
      if (running === mine) show(quiet ? { ...got, now: kinOf(got.now, answer.peek()) } : got);
    } catch (e) {
      if (running !== mine || isAbort(e)) return;
      error.value = asApiError(e);
      busy.value = false;
    }
  }

  /** What is shown is out of date: fetch it soon, once, however many messages say so. */
  function outdate(ms = 150): void {
    kept.clear();
    stale.value = answer.peek() !== null;
    clearTimeout(timer);
    timer = setTimeout(() => wanted && void load(wanted, true), ms);
  }

  /** What moves all the time is fetched without dimming, once a second at most, and only while `seen`. */
  function follow(seen: () => boolean): void {
    following ??= setTimeout(async () => {
      const ready = document.hidden || busy.peek() || !seen() ? null : wanted;
      if (ready) {
        kept.clear();
        await load(ready, true, true);
      }
      following = undefined;
      if (!ready) follow(seen);
    }, FOLLOW_MS);
  }

  return {
    answer,
    previous,
    busy,
    error,
    at,
    stale,
    load,
    outdate,
    follow,
    reload: () => wanted && load(wanted, true),
    stop() {
      clearTimeout(timer);
      clearTimeout(following);
      running?.abort();
    },
  };
}

export type DashboardData = ReturnType<typeof createData>;
