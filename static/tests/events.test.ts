// Events on the page: windows that roll with the clock, honest trends, filters in the address, the feed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyFeed, go, merge, pause, waiting, withDelta, withSnapshot } from "../src/events/feed";
import {
  apiQuery,
  type Filters,
  isFine,
  isNarrowed,
  matches,
  readFilters,
  textAt,
  writeFilters,
} from "../src/events/filters";
import { pieces } from "../src/events/payload";
import { trend } from "../src/events/trend";
import type { Added, Delta, EventItem, Windows } from "../src/events/types";
import { partOf } from "../src/events/virtual";
import { add, after, hasUnknown, median, roll, sum } from "../src/events/windows";

const AT = Date.UTC(2026, 2, 10, 12, 30) / 1000;
const HOUR = 3600;
const DAY = 86_400;

function windows(at = AT): Windows {
  const back = (n: number, step: number, last: number) =>
    Array.from({ length: n }, (_, i) => last - (n - 1 - i) * step);
  const zeros = (n: number) => Array<number>(n).fill(0);
  return {
    starts: {
      hour: back(60, 60, at),
      day: back(24, HOUR, at - (at % HOUR)),
      week: back(7, DAY, at - (at % DAY)),
    },
    segments: { hour: zeros(60), day: zeros(24), week: zeros(7) },
    previous: { hour: 0, day: 0, week: 0 },
    topTypes: { hour: [], day: [], week: [] },
  };
}

test("events fall into the buckets of their minute, hour and day; those outside into none", () => {
  const added: Added = [
    [AT, { sale: 2, visit: 1 }],
    [AT - 59 * 60, { sale: 4 }],
    [AT - 2 * HOUR, { sale: 8 }],
    [AT - 30 * HOUR, { sale: 16 }],
    [AT - 30 * DAY, { sale: 32 }],
    [AT + 60, { sale: 64 }],
  ];
  const w = add(windows(), added, "UTC");
  assert.deepEqual([w.segments.hour[59], w.segments.hour[0], sum(w.segments.hour)], [3, 4, 7]);
  assert.deepEqual([w.segments.day[23], w.segments.day[22], w.segments.day[21]], [67, 4, 8]);
  assert.deepEqual([w.segments.week[6], w.segments.week[5]], [79, 16]);
  assert.deepEqual(w.topTypes.hour, [
    { type: "sale", count: 6, previous: null },
    { type: "visit", count: 1, previous: null },
  ]);
  assert.ok(hasUnknown(w));
});

test("the clock moves windows on by whole buckets, and leaves what still counts", () => {
  const w = add(windows(), [[AT, { sale: 5 }]], "UTC");
  assert.equal(roll(w, AT + 59, "UTC"), w);
  const next = roll(w, AT + 150, "UTC");
  assert.deepEqual(next.segments.hour.slice(-4), [0, 5, 0, 0]);
  assert.equal(next.starts.hour.at(-1), AT + 120);
  assert.equal(next.starts.hour.length, 60);
  assert.deepEqual(next.starts.day, w.starts.day);
  const slept = roll(w, AT + 3 * HOUR, "UTC");
  assert.equal(sum(slept.segments.hour), 0);
  assert.equal(slept.segments.day.at(-4), 5);
  assert.equal(slept.starts.hour.at(-1), AT + 3 * HOUR);
});

test("what is usual does not follow one burst", () => {
  assert.equal(median([4, 5, 60_000, 3, 4]), 4);
  assert.equal(median([]), 0);
});

test("days are as long as the zone makes them", () => {
  const before = Date.UTC(2026, 2, 28, 23) / 1000;
  assert.equal(after("week", before, "Europe/Berlin") - before, 23 * HOUR);
  assert.equal(after("week", before - DAY, "Europe/Berlin"), before);
  assert.equal(after("day", before, "Europe/Berlin") - before, HOUR);
});

test("a trend is a ratio only over a base that bears one", () => {
  assert.deepEqual(trend(120, 100), { kind: "ratio", by: 0.2 });
  assert.deepEqual(trend(6000, 24), { kind: "times", by: 250 });
  assert.deepEqual(trend(0, 40), { kind: "ratio", by: -1 });
  assert.deepEqual(trend(30, 3), { kind: "few", by: 27 });
  assert.deepEqual(trend(3, 0), { kind: "new" });
  assert.deepEqual(trend(1000, 1001), { kind: "same" });
  assert.deepEqual(trend(0, 0), { kind: "none" });
  assert.deepEqual(trend(7, null), { kind: "none" });
});

const event = (n: number, more: Partial<EventItem> = {}): EventItem => ({
  id: `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  type: "sale",
  occurredAt: "2026-03-10T12:30:00Z",
  receivedAt: "2026-03-10T12:30:00Z",
  ...more,
});

const delta = (feed: EventItem[], added: Added, omitted = 0): Delta => ({
  asOf: "2026-03-10T12:30:00Z",
  total: 0,
  invalid: 0,
  added,
  feed,
  omitted,
});

test("the feed holds still while it is paused, and counts what waits", () => {
  let feed = withSnapshot(emptyFeed, [event(2), event(1)]);
  feed = pause(feed);
  feed = withDelta(feed, delta([event(4), event(3)], [[AT, { sale: 100, visit: 28 }]], 126));
  assert.deepEqual(
    feed.held?.map((e) => e.id),
    [event(2).id, event(1).id],
  );
  assert.deepEqual(
    [waiting(feed, ""), waiting(feed, "visit"), waiting(feed, "none")],
    [128, 28, 0],
  );
  assert.deepEqual(feed.sample, { shown: 2, of: 128 });
  feed = go(feed);
  assert.equal(feed.held, null);
  assert.deepEqual(
    feed.items.map((e) => e.id),
    [4, 3, 2, 1].map((n) => event(n).id),
  );
  assert.equal(waiting(feed, ""), 0);
  assert.equal(withDelta(feed, delta([event(5)], [[AT, { sale: 1 }]])).sample, null);
});

test("an event stands in the feed once, and keeps what is known of it", () => {
  const list = merge([event(1, { value: 3 })], [event(1, { payload: { a: 1 } }), event(2)]);
  assert.deepEqual(
    list.map((e) => e.id),
    [event(2).id, event(1).id],
  );
  assert.deepEqual([list[1]!.value, list[1]!.payload], [3, { a: 1 }]);
  const told = withDelta(withSnapshot(emptyFeed, list), delta([event(1, { payload: null })], []));
  assert.deepEqual(told.items.at(-1)?.payload, { a: 1 });
  const many = Array.from({ length: 300 }, (_, i) => event(i));
  assert.equal(merge(many, []).length, 200);
});

const ADDRESS = "type=sale&userId=42&q=caf%C3%A9&where.order.country=FR&where.plan=pro&range=7d";

test("filters go into the address and come back", () => {
  const f = readFilters(new URLSearchParams(ADDRESS));
  assert.equal(f.q, "café");
  assert.deepEqual(f.where, [
    ["order.country", "FR"],
    ["plan", "pro"],
  ]);
  assert.deepEqual(readFilters(new URLSearchParams(writeFilters(f))), f);
  assert.equal(writeFilters(readFilters(new URLSearchParams("event=1&where.=x"))), "");
  assert.ok(isNarrowed(f) && isFine(f));
  const typed = readFilters(new URLSearchParams("type=sale"));
  assert.ok(isNarrowed(typed) && !isFine(typed));
});

test("the API is asked for a range that ends now without an end", () => {
  const now = Date.UTC(2026, 2, 10);
  const f = readFilters(new URLSearchParams("range=24h&where.a=1&where.a=2"));
  assert.deepEqual(apiQuery(f, now), { from: "2026-03-09T00:00:00.000Z", "where.a": ["1", "2"] });
});

test("what just arrived belongs to the list or not, or cannot be told", () => {
  const f = (more: Partial<Filters>): Filters => ({
    ...readFilters(new URLSearchParams()),
    ...more,
  });
  const e = event(1, { userId: "42", payload: { order: { country: "FR" }, note: "Café" } });
  assert.equal(matches(e, f({ type: "sale", userId: "42" })), true);
  assert.equal(matches(e, f({ userId: "4" })), false);
  assert.equal(matches(e, f({ q: "CAFÉ" })), true);
  assert.equal(matches(e, f({ where: [["order.country", "DE"]] })), false);
  assert.equal(matches(e, f({ where: [["order.country", "FR"]] })), true);
  assert.equal(matches(event(1), f({ q: "x" })), null);
  const range = { from: "2026-03-10T13:00:00Z", to: "2026-03-10T14:00:00Z" };
  assert.equal(matches(e, f({ range })), false);
  assert.equal(textAt({ a: [{ b: false }] }, "a.0.b"), "false");
  assert.equal(textAt({ a: null }, "a.b"), undefined);
});

test("only the rows on the screen are drawn, and some beside them", () => {
  assert.deepEqual(partOf(10_000, 40, 200, 800), { from: 0, to: 27 });
  assert.deepEqual(partOf(10_000, 40, -40_000, 800), { from: 988, to: 1032 });
  assert.deepEqual(partOf(10, 40, 0, 800), { from: 0, to: 10 });
  assert.deepEqual(partOf(100, 40, -9000, 800), { from: 100, to: 100 });
});

test("JSON is cut into pieces that make the same text again", () => {
  const payload = { 'a"b:': [1.5e-7, true, null, "x: 1"], text: "مرحبا" };
  const list = pieces(payload);
  assert.equal(list.map((p) => p.text).join(""), JSON.stringify(payload, null, 2));
  assert.deepEqual(
    list.filter((p) => p.kind === "key").map((p) => p.text),
    ['"a\\"b:"', '"text"'],
  );
  assert.equal(list.find((p) => p.kind === "text")?.text, '"x: 1"');
});
