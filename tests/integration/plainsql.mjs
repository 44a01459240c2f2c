// Answers held against plain SQL: dice for random questions, and the comparison bucket by bucket.
import assert from "node:assert/strict";

/** A generator of numbers that is the same in every run. */
export function dice(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/**
 * Fails unless the answer to `q` has the buckets of `rows` (a map of "label time") and no others: `aggs`
 * identical, sum and average as near as the order of adding allows.
 */
export function compare(q, answer, rows, aggs) {
  const want = new Map(rows);
  const about = JSON.stringify(q);
  for (const s of answer.series) {
    const label = q.groupBy ? s.labels[q.groupBy] : "";
    s.t.forEach((t, i) => {
      const r = want.get(`${label} ${t}`);
      want.delete(`${label} ${t}`);
      if (!r) return assert.equal(s.count[i], 0, `${about} has no points at ${t}`);
      for (const agg of aggs) assert.equal(s[agg][i], r[agg], `${agg} at ${t} of ${about}`);
      assert.ok(Math.abs(s.sum[i] - r.sum) <= 1e-12 * r.size, `sum at ${t} of ${about}`);
      assert.ok(Math.abs(s.avg[i] - r.sum / r.count) <= (1e-12 * r.size) / r.count, `avg at ${t} of ${about}`);
    });
  }
  assert.equal(want.size, 0, `${about} lacks ${[...want.keys()].join(", ")}`);
}
