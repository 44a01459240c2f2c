// How a number compares with the one before, told honestly; pure.

/** Below so many a percentage says more than there is. */
const TINY = 20;
/** Changes smaller than this are none. */
const SAME = 0.005;
/** From so many times on it is told so. */
const TIMES = 10;

export type Trend =
  | { kind: "none" }
  | { kind: "new" }
  | { kind: "same" }
  /** The difference in events: the base is too small for a ratio. */
  | { kind: "few"; by: number }
  | { kind: "ratio"; by: number }
  /** So many times as many: a percentage would be a long number. */
  | { kind: "times"; by: number };

/** `before` covers the same stretch of time; null where it is not known. */
export function trend(now: number, before: number | null): Trend {
  if (before === null || (now === 0 && before === 0)) return { kind: "none" };
  if (before === 0) return { kind: "new" };
  if (now === before) return { kind: "same" };
  if (before < TINY) return { kind: "few", by: now - before };
  if (now >= before * TIMES) return { kind: "times", by: now / before };
  const by = (now - before) / before;
  return Math.abs(by) < SAME ? { kind: "same" } : { kind: "ratio", by };
}
