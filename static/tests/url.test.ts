// Paths, ranges and where one may go after sign-in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fillPath, matchPath, safeNext } from "../src/core/match";
import { parseRange, previousRange, rangeQuery, resolveRange, spanMs } from "../src/core/range";

test("patterns match whole paths and decode their parts", () => {
  assert.deepEqual(matchPath("/w/:tenant/datasets/:id", "/w/acme/datasets/42"), {
    tenant: "acme",
    id: "42",
  });
  assert.deepEqual(matchPath("/w/:tenant", "/w/a%20b/"), { tenant: "a b" });
  assert.equal(matchPath("/w/:tenant", "/w/acme/datasets"), null);
  assert.equal(matchPath("/w/:tenant", "/w/%E0%A4%A"), null);
});

test("filling a pattern encodes what it puts in", () => {
  assert.equal(fillPath("/w/:tenant/x", { tenant: "a/b" }), "/w/a%2Fb/x");
});

test("only a path of this site is a place to go on to", () => {
  assert.equal(safeNext("/w/acme?range=7d"), "/w/acme?range=7d");
  for (const bad of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/\t/evil.example",
    "",
    null,
  ]) {
    assert.equal(safeNext(bad), null);
  }
});

test("ranges survive the address bar", () => {
  for (const range of [
    { last: "7d" },
    { from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" },
  ]) {
    const q = new URLSearchParams();
    for (const [k, v] of Object.entries(rangeQuery(range))) if (v) q.set(k, v);
    assert.deepEqual(parseRange(q), range);
  }
  assert.equal(parseRange(new URLSearchParams("range=soon")), null);
  assert.equal(parseRange(new URLSearchParams("from=2026-02-01&to=2026-01-01")), null);
});

test("a range becomes two instants, and the period before it has the same length", () => {
  const now = Date.parse("2026-01-08T00:00:00Z");
  const r = resolveRange({ last: "7d" }, now);
  assert.deepEqual(r, { from: "2026-01-01T00:00:00.000Z", to: "2026-01-08T00:00:00.000Z" });
  assert.deepEqual(previousRange(r), { from: "2025-12-25T00:00:00.000Z", to: r.from });
  assert.equal(spanMs("90x"), null);
});
