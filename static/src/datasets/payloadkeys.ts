// What of the payloads of some events could be a label; pure.

const MOST = 12;
const LONGEST = 200;

const isScalar = (v: unknown): boolean =>
  typeof v === "number" || typeof v === "boolean" || (typeof v === "string" && v.length <= LONGEST);

/** Members of payloads that hold short plain values, the most frequent first. */
export function scalarKeys(payloads: unknown[]): string[] {
  const counts = new Map<string, number>();
  for (const p of payloads) {
    if (typeof p !== "object" || p === null || Array.isArray(p)) continue;
    for (const [key, value] of Object.entries(p))
      if (isScalar(value)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, MOST)
    .map(([key]) => key);
}
