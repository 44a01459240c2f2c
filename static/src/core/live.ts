// Live updates: one WebSocket per tab (SSE where it fails), numbered topics, a snapshot when one is missed.
//
// A page calls watch(topic, {message, snapshot}). `snapshot` is called once the topic's number is known,
// and again whenever a message was missed; so a page never loads by itself and never misses anything.
import { signal } from "@preact/signals";
import { api, renewEarly } from "./api";
import { Sequence } from "./sequence";
import type { LiveMessage } from "./types";

export type LiveState = "live" | "reconnecting" | "stale" | "offline";

export interface Watcher {
  message?: (m: LiveMessage) => void;
  /** Load everything anew: the first time, and after a gap. */
  snapshot?: () => void;
}

export const liveState = signal<LiveState>("reconnecting");
/** When the server was last heard of (ms), 0 before. */
export const heardAt = signal(0);
/** When the next try to connect begins (ms), 0 while one is under way. */
export const retryAt = signal(0);

const STALE_MS = 25_000;
const HIDDEN_MS = 30_000;
const FIRST_WAIT_MS = 400;
const watchers = new Map<string, Set<Watcher>>();
const sequences = new Map<string, Sequence>();
let tenantId: string | null = null;
let always: string[] = [];
let expected: string[] = [];
const barred = new Set<string>();
const asking = new Map<string, Promise<void>>();
let connection: { close(): void } | null = null;
let connected = "";
let lastEventId = "";
let tries = 0;
let attempt = 0;
let onRefused: () => void = () => {};
let websocketFailed = 0;
let timer: number | undefined;
let hiddenTimer: number | undefined;

function sequence(topic: string): Sequence {
  let s = sequences.get(topic);
  if (!s) {
    s = new Sequence();
    sequences.set(topic, s);
  }
  return s;
}

function topics(): string[] {
  const all = new Set([...always, ...expected, ...watchers.keys()]);
  return [...all].filter((t) => !barred.has(t)).sort();
}

/** Begins (another) workspace; null stops. */
export function startLive(tenant: string | null, userId: string | null): void {
  if (tenant === tenantId) return;
  tenantId = tenant;
  always = tenant && userId ? [`user:${userId}`, `tenant:${tenant}`] : [];
  sequences.clear();
  barred.clear();
  lastEventId = "";
  tries = 0;
  disconnect();
  if (!tenant) return;
  void baseline(always);
  void connect();
}

/** Names the topics that the coming page will watch, so that their numbers and the socket are there first. */
export function expectTopics(list: string[]): void {
  expected = list;
  const unknown = list.filter((t) => sequence(t).at === null);
  if (!tenantId || unknown.length === 0) return;
  void baseline(unknown);
  scheduleReconnect(0);
}

export function watch(topic: string, watcher: Watcher): () => void {
  const set = watchers.get(topic) ?? new Set();
  watchers.set(topic, set.add(watcher));
  barred.delete(topic);
  const known = sequence(topic).at !== null;
  if (known) queueMicrotask(() => watcher.snapshot?.());
  else if (watcher.snapshot) void firstSnapshot(topic, watcher);
  if (tenantId && !connected.split(",").includes(topic)) scheduleReconnect(0);
  return () => {
    set.delete(watcher);
    if (set.size > 0) return;
    watchers.delete(topic);
    if (!always.includes(topic)) sequences.delete(topic);
    scheduleReconnect(1000);
  };
}

/** The snapshot must not wait for a slow answer; should the number come late, it is loaded once more. */
async function firstSnapshot(topic: string, watcher: Watcher): Promise<void> {
  const asked = asking.get(topic) ?? baseline([topic]);
  const late = await Promise.race([asked.then(() => false), wait(FIRST_WAIT_MS).then(() => true)]);
  const there = () => watchers.get(topic)?.has(watcher);
  if (there()) watcher.snapshot?.();
  if (!late) return;
  await asked;
  if (there()) watcher.snapshot?.();
}

function wait(ms: number): Promise<void> {
  return new Promise((ok) => setTimeout(ok, ms));
}

/** Compares every topic with the server's number; a difference means that something was missed. */
function baseline(list: string[]): Promise<void> {
  const asked = askSeqs(list).finally(() => {
    for (const t of list) if (asking.get(t) === asked) asking.delete(t);
  });
  for (const t of list) asking.set(t, asked);
  return asked;
}

async function askSeqs(list: string[]): Promise<void> {
  if (list.length === 0) return;
  try {
    const query = { topics: list.join(",") };
    const answer = await api.get<{ items: Record<string, number> }>("/api/live", {
      query,
      keep: true,
      expired: "throw",
    });
    for (const topic of list) {
      const missed = sequence(topic).baseline(answer.items[topic] ?? 0);
      if (missed) snapshot(topic);
    }
  } catch {
    // The socket repeats every number within ten seconds; until then the pages have what they loaded.
  }
}

function snapshot(topic: string): void {
  sequence(topic).forgive();
  for (const w of watchers.get(topic) ?? []) w.snapshot?.();
}

function deliver(m: LiveMessage): void {
  heardAt.value = Date.now();
  for (const ready of sequence(m.topic).take(m, performance.now()).deliver) {
    for (const w of watchers.get(ready.topic) ?? []) w.message?.(ready);
  }
}

/** Reads one frame of ws+meta.nchan: header lines, an empty line, the body. */
function readFrame(frame: string): LiveMessage | null {
  const split = frame.indexOf("\n\n");
  const head = split < 0 ? "" : frame.slice(0, split);
  const id = /^id: (.*)$/m.exec(head)?.[1];
  if (id) lastEventId = id;
  return parse(split < 0 ? frame : frame.slice(split + 2));
}

function parse(body: string): LiveMessage | null {
  try {
    const m = JSON.parse(body) as LiveMessage;
    return typeof m?.topic === "string" ? m : null;
  } catch {
    return null;
  }
}

function address(list: string[]): string {
  const q = new URLSearchParams({ tenant: tenantId ?? "" });
  const more = list.filter((t) => !always.includes(t));
  if (more.length > 0) q.set("topics", more.join(","));
  if (lastEventId && connected === list.join()) q.set("last_event_id", lastEventId);
  return `/live?${q}`;
}

async function connect(): Promise<void> {
  clearTimeout(timer);
  retryAt.value = 0;
  const mine = ++attempt;
  await renewEarly();
  // A refused handshake does not say why; so whoever comes back knocks first, with a plain request.
  const may = tries === 0 || !navigator.onLine || (await knock());
  if (mine !== attempt || !tenantId) return;
  if (may) open();
  else lost();
}

/** The status with which the server would answer a subscription; the stream itself is not read. */
async function statusOf(list: string[]): Promise<number> {
  const ask = new AbortController();
  try {
    const headers = { accept: "text/event-stream" };
    return (await fetch(address(list), { headers, signal: ask.signal })).status;
  } catch {
    return 0;
  } finally {
    ask.abort();
  }
}

/**
 * Whether a handshake would be taken now. A session that is over is asked for (the API does that), a
 * workspace that is not ours any more is told, a topic that is gone is left out from now on.
 */
async function knock(): Promise<boolean> {
  const status = await statusOf(topics());
  if (status === 401) {
    return api.get("/api/me", { keep: true }).then(
      () => true,
      () => false,
    );
  }
  if (status !== 403) return status === 200;
  if ((await statusOf(always)) === 403) {
    onRefused();
    return false;
  }
  for (const topic of topics().filter((t) => !always.includes(t))) {
    if ((await statusOf([topic])) === 403) barred.add(topic);
  }
  return true;
}

function open(): void {
  const list = topics();
  const where = address(list);
  connected = list.join();
  if (!navigator.onLine) offline();
  else if (websocketFailed >= 3 && typeof EventSource === "function") openEvents(where, list);
  else openSocket(where, list);
}

function openSocket(where: string, list: string[]): void {
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + where, ["ws+meta.nchan"]);
  let opened = false;
  const mine = { close: () => socket.close() };
  connection = mine;
  socket.onopen = () => {
    opened = true;
    websocketFailed = 0;
    established(list);
  };
  socket.onmessage = (e) => {
    const m = readFrame(String(e.data));
    if (m && connection === mine) deliver(m);
  };
  socket.onclose = () => {
    if (connection !== mine) return;
    if (!opened) websocketFailed++;
    lost();
  };
}

function openEvents(where: string, list: string[]): void {
  const source = new EventSource(where);
  const mine = { close: () => source.close() };
  connection = mine;
  source.onopen = () => established(list);
  source.onmessage = (e) => {
    const m = parse(String(e.data));
    if (m && connection === mine) deliver(m);
  };
  source.onerror = () => {
    source.close();
    if (connection === mine) lost();
  };
}

function established(list: string[]): void {
  tries = 0;
  heardAt.value = Date.now();
  liveState.value = "live";
  void baseline(list);
}

function lost(): void {
  connection = null;
  if (!tenantId) return;
  if (!navigator.onLine) {
    offline();
    return;
  }
  liveState.value = "reconnecting";
  // Full jitter, 0.5 s at first, 30 s at most: a restart must not bring everybody back at once.
  const most = Math.min(30_000, 500 * 2 ** Math.min(tries++, 6));
  scheduleReconnect(Math.round(most / 2 + Math.random() * (most / 2)));
}

function offline(): void {
  disconnect();
  liveState.value = "offline";
}

function disconnect(): void {
  clearTimeout(timer);
  attempt++;
  const c = connection;
  connection = null;
  c?.close();
}

/** Connects anew after a while; with the same topics and a living socket there is nothing to do. */
function scheduleReconnect(ms: number): void {
  clearTimeout(timer);
  retryAt.value = connection ? 0 : Date.now() + ms;
  timer = setTimeout(() => {
    if (!tenantId || document.hidden) return;
    if (connection && connected === topics().join()) return;
    disconnect();
    void connect();
  }, ms) as unknown as number;
}

/** Tries at once, for a person who does not want to wait. */
export function reconnectNow(): void {
  if (tenantId && !connection) void connect();
}

function onVisibility(): void {
  clearTimeout(hiddenTimer);
  if (document.hidden) {
    hiddenTimer = setTimeout(disconnect, HIDDEN_MS) as unknown as number;
  } else {
    tries = 0;
    scheduleReconnect(0);
  }
}

function everySecond(): void {
  const now = performance.now();
  for (const [topic, s] of sequences) if (s.check(now)) snapshot(topic);
  if (!connection || liveState.value === "reconnecting") return;
  const silent = Date.now() - heardAt.value > STALE_MS;
  if (liveState.value !== "offline") liveState.value = silent ? "stale" : "live";
}

/** Called once when the page starts; `refused` when the person may not hear the workspace any more. */
export function initLive(refused: () => void): void {
  onRefused = refused;
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("online", () => tenantId && void connect());
  addEventListener("offline", () => tenantId && offline());
  setInterval(everySecond, 250);
}
