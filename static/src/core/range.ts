// Time ranges as the person writes them ("7d", two dates) and as the server wants them; pure.
import type { Range } from "./types";

const UNITS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

export const PRESETS = ["1h", "24h", "7d", "30d", "90d", "1y"] as const;

export function spanMs(last: string): number | null {
  const m = /^(\d{1,4})([mhdwy])$/.exec(last);
  return m ? Number(m[1]) * UNITS[m[2]!]! : null;
}

/** Reads ?range=7d or ?from=…&to=…; null means the data's own range. */
export function parseRange(q: URLSearchParams): Range | null {
  const last = q.get("range");
  if (last && spanMs(last) !== null) return { last };
  const from = Date.parse(q.get("from") ?? "");
  const to = Date.parse(q.get("to") ?? "");
  if (!(from < to)) return null;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The query parameters of a range; null removes a parameter. */
export function rangeQuery(range: Range | null): Record<string, string | null> {
  if (!range) return { range: null, from: null, to: null };
  if ("last" in range) return { range: range.last, from: null, to: null };
  return { range: null, from: range.from, to: range.to };
}

/** The range as two instants, [from,to). */
export function resolveRange(range: Range, now = Date.now()): { from: string; to: string } {
  if (!("last" in range)) return range;
  const span = spanMs(range.last) ?? UNITS.d!;
  return { from: new Date(now - span).toISOString(), to: new Date(now).toISOString() };
}

/** The period of equal length just before. */
export function previousRange(r: { from: string; to: string }): { from: string; to: string } {
  const from = Date.parse(r.from);
  return { from: new Date(2 * from - Date.parse(r.to)).toISOString(), to: r.from };
}
