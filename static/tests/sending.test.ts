// Snippets, the mending of refused events, and the sums of the usage page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, foreign, laidOut, readEvent } from "../src/events/mend";
import { LANGUAGES, NO_KEY, snippet } from "../src/events/snippets";
import { daily, gauge, monthBeside, monthEnd, standing } from "../src/events/usage";

test("every snippet names the address and the key, and one without a key says where it goes", () => {
  for (const language of LANGUAGES) {
    const text = snippet(language, "https://example.org", "bw_1_2");
    assert.ok(text.includes("https://example.org/api/events"), language);
    assert.ok(text.includes("bw_1_2"), language);
    assert.ok(snippet(language, "https://example.org", null).includes(NO_KEY), language);
  }
});

const drafts: [string, string, object, object][] = [
  [
    "ours stays as it is",
    "api",
    { type: "a", payload: { x: 1 }, odd: 1 },
    { type: "a", payload: { x: 1 }, odd: 1 },
  ],
  [
    "Entvas",
    "entvas",
    { eventType: "page_view", userId: 12, timestamp: "2026-11-01T00:00:00Z", metadata: { p: 1 } },
    { type: "page_view", userId: "12", occurredAt: "2026-11-01T00:00:00Z", payload: { p: 1 } },
  ],
  [
    "Segment",
    "segment",
    { type: "track", event: "Ordered", anonymousId: "x", properties: { sum: 2 } },
    { type: "Ordered", userId: "x", payload: { sum: 2 } },
  ],
  [
    "CloudEvents",
    "cloudevents",
    { specversion: "1.0", id: "1", type: "made", source: "/s", data: 3 },
    { type: "made", source: "/s", payload: 3 },
  ],
  [
    "a webhook",
    "webhook",
    { event: "push", n: 1 },
    { type: "push", payload: { event: "push", n: 1 } },
  ],
];

for (const [name, way, raw, want] of drafts) {
  test(`mending begins with the nearest event: ${name}`, () => {
    assert.deepEqual(JSON.parse(draftOf(way, JSON.stringify(raw))), want);
  });
}

test("what is no JSON is shown as it came, and told", () => {
  assert.equal(draftOf("entvas", '{"a":'), '{"a":');
  assert.equal(laidOut("[1]"), "[\n  1\n]");
  assert.equal(foreign("api"), false);
  assert.equal(foreign("segment"), true);
  const wrong = (text: string) => (readEvent(text) as { wrong?: string }).wrong;
  assert.equal(wrong('{"a":'), "json");
  assert.equal(wrong("[1]"), "object");
  assert.deepEqual(readEvent('{"type":"a"}'), { event: { type: "a" } });
});

const standings: [number, number | null, number | null, string][] = [
  [5, null, null, "free"],
  [79, null, 100, "within"],
  [80, null, 100, "near"],
  [100, null, 100, "hard"],
  [80, 100, 200, "near"],
  [100, 100, 200, "soft"],
  [199, 100, 200, "soft"],
  [200, 100, 200, "hard"],
  [0, null, 0, "hard"],
];

for (const [used, soft, hard, want] of standings) {
  test(`${used} of ${soft} and ${hard} is ${want}`, () => {
    assert.equal(standing({ used, soft, hard }), want);
  });
}

test("the meter has its marks at 80 % of the first limit and at both", () => {
  assert.equal(gauge({ used: 3, soft: null, hard: null }), null);
  const both = gauge({ used: 3, soft: 100, hard: 200 });
  assert.deepEqual(both, {
    end: 200,
    marks: [
      { at: 80, kind: "near" },
      { at: 100, kind: "soft" },
      { at: 200, kind: "hard" },
    ],
  });
  const over = gauge({ used: 500, soft: 100, hard: null });
  assert.ok(over && over.end > 500);
});

test("months of UTC, also over the turn of a year", () => {
  assert.equal(monthBeside("2026-12", 1), "2027-01");
  assert.equal(monthBeside("2026-01", -1), "2025-12");
  assert.equal(monthEnd("2024-02"), "2024-03-01T00:00:00Z");
});

test("every day has its bar up to today, and none beyond", () => {
  const u = { month: "2026-11", days: [{ date: "2026-11-02", events: 7, rejected: 1 }] };
  const some = daily(u, new Date("2026-11-03T00:00:00Z"));
  assert.deepEqual(some.events, [0, 7, 0]);
  assert.deepEqual(some.rejected, [0, 1, 0]);
  assert.equal(daily(u, new Date("2027-01-01T00:00:00Z")).t.length, 30);
});
