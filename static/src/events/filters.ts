// What the list of events is narrowed to: read from the address, written to it, asked of the API; pure.
import { parseRange, rangeQuery, resolveRange } from "../core/range";
import type { Range } from "../core/types";
import type { EventItem } from "./types";

export interface Filters {
  type: string;
  source: string;
  userId: string;
  q: string;
  /** Payload keys (dotted paths) and the text they must have. */
  where: [key: string, value: string][];
  range: Range | null;
}

const PLAIN = ["type", "source", "userId", "q"] as const;
const WHERE = "where.";

export function readFilters(query: URLSearchParams): Filters {
  const where = [...query]
    .filter(([name]) => name.startsWith(WHERE) && name.length > WHERE.length)
    .map(([name, value]): [string, string] => [name.slice(WHERE.length), value]);
  const plain = Object.fromEntries(PLAIN.map((name) => [name, query.get(name) ?? ""]));
  return { ...(plain as Record<(typeof PLAIN)[number], string>), where, range: parseRange(query) };
}

/** The query of the address; what is not a filter stays away. */
export function writeFilters(f: Filters): string {
  const q = new URLSearchParams();
  for (const name of PLAIN) if (f[name]) q.set(name, f[name]);
  for (const [key, value] of f.where) q.append(WHERE + key, value);
  for (const [name, value] of Object.entries(rangeQuery(f.range))) if (value) q.set(name, value);
  return q.toString();
}

/** Whether anything but the time narrows the list. */
export const isNarrowed = (f: Filters): boolean =>
  f.where.length > 0 || PLAIN.some((name) => f[name] !== "");

/** Whether more than type and time narrow it: what charts cannot follow. */
export const isFine = (f: Filters): boolean => isNarrowed({ ...f, type: "" });

export type Asked = Record<string, string | string[]>;

/** As the API reads it; `now` pins a range that ends now, so that all pages mean the same. */
export function apiQuery(f: Filters, now = Date.now()): Asked {
  const asked: Asked = f.range ? { ...resolveRange(f.range, now) } : {};
  for (const name of PLAIN) if (f[name]) asked[name] = f[name];
  for (const [key, value] of f.where) {
    const known = asked[WHERE + key];
    asked[WHERE + key] = known === undefined ? value : [known, value].flat();
  }
  // What ends now has no end: news belong to it.
  if (f.range && "last" in f.range) delete asked.to;
  return asked;
}

/** The payload's part at a dotted path, as text; undefined where there is none. */
export function textAt(payload: unknown, path: string): string | undefined {
  let at: unknown = payload;
  for (const key of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  if (at === undefined || at === null) return undefined;
  return typeof at === "object" ? JSON.stringify(at) : String(at);
}

/** Whether an instant lies in a range; what ends now has no end. */
export function covers(range: Range | null, at: number, now = Date.now()): boolean {
  if (!range) return true;
  const { from, to } = resolveRange(range, now);
  return at >= Date.parse(from) && ("last" in range || at < Date.parse(to));
}

function spoken(e: EventItem): string {
  const words = [e.type, e.source ?? "", e.userId ?? "", JSON.stringify(e.payload ?? "")];
  return words.join("\n").toLowerCase();
}

/** Whether an event that just arrived belongs to the list; null where its payload is not here to say so. */
export function matches(e: EventItem, f: Filters, now = Date.now()): boolean | null {
  if (f.type && e.type !== f.type) return false;
  if (f.source && e.source !== f.source) return false;
  if (f.userId && e.userId !== f.userId) return false;
  if (!covers(f.range, Date.parse(e.occurredAt), now)) return false;
  if (!f.q && f.where.length === 0) return true;
  if (e.payload === undefined) return null;
  if (f.q && !spoken(e).includes(f.q.toLowerCase())) return false;
  return f.where.every(([key, value]) => textAt(e.payload, key) === value);
}
