// Typed fetch: workspace header, idempotency, If-Match, abort by route, and a session that renews itself.
import { early } from "./early";
import { clientId, uuid } from "./id";
import { ApiError, isAbort, problemOf } from "./problem";

export interface RequestOptions {
  query?: Record<string, string | number | boolean | readonly string[] | null | undefined>;
  body?: unknown;
  /** Revision for If-Match. */
  ifMatch?: number | string;
  /** Repeats with the same key create nothing twice; made for every POST unless given. */
  idempotencyKey?: string;
  /** Stops the request; without it a GET ends when the person leaves the page that asked. */
  signal?: AbortSignal;
  /** A GET that outlives its page. */
  keep?: boolean;
  /** "ask" shows the sign-in over the page and repeats; "throw" hands the 401 to the caller. */
  expired?: "ask" | "throw";
  headers?: Record<string, string>;
}

interface Hooks {
  tenantId: () => string | null;
  /** Resolves when the person has signed in again; rejects when they gave up. */
  signInAgain: () => Promise<void>;
}

const FRESH_KEY = "bw.fresh";
const FRESH_MS = 9 * 60_000;
let hooks: Hooks = {
  tenantId: () => null,
  signInAgain: () => Promise.reject(new Error("no session")),
};
let routeScope = new AbortController();
let refreshing: Promise<boolean> | null = null;

export function configureApi(h: Hooks): void {
  hooks = h;
}

/** Ends the GETs of the page that is being left. */
export function newRouteScope(): void {
  routeScope.abort();
  routeScope = new AbortController();
}

/** Whether this browser believes that it has a session; saves a request that must fail. */
export function hasSession(): boolean {
  return localStorage.getItem(FRESH_KEY) !== null;
}

export function markSession(alive: boolean): void {
  if (alive) localStorage.setItem(FRESH_KEY, String(Date.now()));
  else localStorage.removeItem(FRESH_KEY);
}

function url(path: string, query: RequestOptions["query"]): string {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === "") continue;
    for (const v of Array.isArray(value) ? value : [value]) q.append(name, String(v));
  }
  const s = q.toString();
  return s ? `${path}?${s}` : path;
}

function headersOf(method: string, path: string, o: RequestOptions): Headers {
  const h = new Headers({ accept: "application/json, application/problem+json", ...o.headers });
  const tenant = hooks.tenantId();
  if (tenant && !path.startsWith("/api/auth/") && !h.has("x-tenant-id"))
    h.set("x-tenant-id", tenant);
  if (o.body !== undefined) h.set("content-type", "application/json");
  if (o.ifMatch !== undefined) h.set("if-match", `"${o.ifMatch}"`);
  if (method === "GET") return h;
  h.set("x-client-id", clientId);
  if (method === "POST" && !path.startsWith("/api/auth/")) {
    h.set("idempotency-key", o.idempotencyKey ?? uuid());
  }
  return h;
}

async function renew(): Promise<boolean> {
  const headers = { accept: "application/json", "x-client-id": clientId };
  const answer = await fetch("/api/auth/refresh", {
    method: "POST",
    headers,
    credentials: "same-origin",
  }).catch(() => {
    throw unreachable();
  });
  if (!answer.ok && answer.status !== 401) throw await problemOf(answer);
  markSession(answer.ok);
  return answer.ok;
}

/** Renews the session once for all requests that wait; false when it is over. Throws when nobody
 *  could say so: a server that is away ends no session. */
export function refresh(): Promise<boolean> {
  refreshing ??= renew().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Renews the session when it is about to end, so that nothing has to fail first; if that fails,
 *  the request itself finds out. */
export async function renewEarly(): Promise<void> {
  const at = Number(localStorage.getItem(FRESH_KEY));
  if (at > 0 && Date.now() - at > FRESH_MS) await refresh().catch(() => false);
}

const unreachable = () =>
  new ApiError({ status: 0, code: "network", detail: "The server could not be reached." });

async function send(method: string, path: string, o: RequestOptions): Promise<Response> {
  const scope = method === "GET" && !o.keep ? routeScope.signal : undefined;
  const address = url(path, o.query);
  const there = method === "GET" ? await early(address) : null;
  if (there) return there;
  try {
    return await fetch(address, {
      method,
      headers: headersOf(method, path, o),
      body: o.body === undefined ? undefined : JSON.stringify(o.body),
      credentials: "same-origin",
      signal: o.signal ?? scope,
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw unreachable();
  }
}

/** The raw answer; for everything but JSON (CSV, files). */
export async function request(method: string, path: string, options: RequestOptions = {}) {
  const o = { ...options, idempotencyKey: options.idempotencyKey ?? uuid() };
  if (!path.startsWith("/api/auth/")) await renewEarly();
  let answer = await send(method, path, o);
  if (answer.status === 401 && !path.startsWith("/api/auth/")) {
    if (await refresh()) answer = await send(method, path, o);
    if (answer.status === 401 && o.expired !== "throw") {
      await hooks.signInAgain();
      answer = await send(method, path, o);
    }
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

async function json<T>(method: string, path: string, o?: RequestOptions): Promise<T> {
  const answer = await request(method, path, o);
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

type Options = Omit<RequestOptions, "body">;

export const api = {
  get: <T>(path: string, o?: Options) => json<T>("GET", path, o),
  post: <T>(path: string, body?: unknown, o?: Options) => json<T>("POST", path, { ...o, body }),
  put: <T>(path: string, body?: unknown, o?: Options) => json<T>("PUT", path, { ...o, body }),
  patch: <T>(path: string, body?: unknown, o?: Options) => json<T>("PATCH", path, { ...o, body }),
  del: <T = void>(path: string, o?: Options) => json<T>("DELETE", path, o),
};
