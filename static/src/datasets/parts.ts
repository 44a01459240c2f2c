// A big file travels in parts: which there are, and which must still be sent; pure.

const MB = 1024 * 1024;
/** Up to this size a file is sent in one piece. */
export const WHOLE_MOST = 32 * MB;
const PART_SIZE = 16 * MB;
const PARTS_MOST = 1000;

export interface Part {
  /** From 1. */
  part: number;
  from: number;
  to: number;
}

/** The parts of a file of that size; none when it goes in one piece. */
export function planParts(size: number): Part[] {
  if (size <= WHOLE_MOST) return [];
  // Whole megabytes, so that a resumed upload cuts at the same places.
  const length = Math.max(PART_SIZE, Math.ceil(size / PARTS_MOST / MB) * MB);
  const count = Math.ceil(size / length);
  return Array.from({ length: count }, (_, i) => ({
    part: i + 1,
    from: i * length,
    to: Math.min(size, (i + 1) * length),
  }));
}

/** The parts that the server lacks or has in another size. */
export function missingParts(
  parts: readonly Part[],
  present: readonly { part: number; bytes: number }[],
): Part[] {
  const have = new Map(present.map((p) => [p.part, p.bytes]));
  return parts.filter((p) => have.get(p.part) !== p.to - p.from);
}

/** Milliseconds before the nth try after the first: doubling, at most half a minute, with jitter. */
export function backoff(tries: number, random = Math.random()): number {
  const most = Math.min(30_000, 1000 * 2 ** (tries - 1));
  return Math.round(most / 2 + random * (most / 2));
}
