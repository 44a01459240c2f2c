// The last hour, day and week in buckets: events are added to them, and the clock moves them on; pure.
import { dayStart, localDay } from "../dashboards/days";
import { type Added, type BySpan, SPANS, type Span, type TypeCount, type Windows } from "./types";

const STEP: Record<"hour" | "day", number> = { hour: 60, day: 3600 };
/** So many types the overview tells. */
export const MOST_TYPES = 10;

/** Where the bucket after the one that begins at `start` begins; days are as long as the zone's. */
export function after(span: Span, start: number, tz: string): number {
  if (span !== "week") return start + STEP[span];
  const next = dayStart(localDay(start * 1000, tz), tz, 1);
  return next === null ? start + 86_400 : next / 1000;
}

const each = <T>(make: (span: Span) => T): BySpan<T> => ({
  hour: make("hour"),
  day: make("day"),
  week: make("week"),
});

/** Moves the windows on until each holds `now` (seconds); the same object where nothing moved. */
export function roll<W extends Windows>(w: W, now: number, tz: string): W {
  const starts = each((span) => [...w.starts[span]]);
  const segments = each((span) => [...w.segments[span]]);
  let moved = false;
  for (const span of SPANS) {
    const size = starts[span].length;
    if (size === 0) continue;
    let next = after(span, starts[span].at(-1)!, tz);
    while (next <= now) {
      starts[span].push(next);
      segments[span].push(0);
      next = after(span, next, tz);
      moved = true;
    }
    starts[span] = starts[span].slice(-size);
    segments[span] = segments[span].slice(-size);
  }
  return moved ? { ...w, starts, segments } : w;
}

/** Which bucket of a window holds that instant; -1 for none. */
function bucketOf(starts: number[], end: number, at: number): number {
  return at < end ? starts.findLastIndex((s) => s <= at) : -1;
}

function withTypes(list: TypeCount[], more: Map<string, number>): TypeCount[] {
  if (more.size === 0) return list;
  const known = list.map((x) => ({ ...x, count: x.count + (more.get(x.type) ?? 0) }));
  for (const [type, count] of more)
    if (!list.some((x) => x.type === type)) known.push({ type, count, previous: null });
  return known.sort((a, b) => b.count - a.count).slice(0, MOST_TYPES);
}

/** Adds events to the buckets of the minutes in which they occurred. */
export function add<W extends Windows>(w: W, added: Added, tz: string): W {
  const ends = each((span) => after(span, w.starts[span].at(-1) ?? 0, tz));
  const segments = each((span) => [...w.segments[span]]);
  const types = each(() => new Map<string, number>());
  for (const [minute, counts] of added) {
    for (const span of SPANS) {
      const i = bucketOf(w.starts[span], ends[span], minute);
      if (i < 0) continue;
      for (const [type, n] of Object.entries(counts)) {
        segments[span][i]! += n;
        types[span].set(type, (types[span].get(type) ?? 0) + n);
      }
    }
  }
  const topTypes = each((span) => withTypes(w.topTypes[span], types[span]));
  return { ...w, segments, topTypes };
}

/** Whether a type is told of whose past is not known here: then the whole has to be asked for again. */
export const hasUnknown = (w: Windows): boolean =>
  SPANS.some((span) => w.topTypes[span].some((x) => x.previous === null));

/** The middle one: what is usual, whatever a single burst was. */
export function median(list: number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

export const sum = (list: number[]): number => list.reduce((n, x) => n + x, 0);
