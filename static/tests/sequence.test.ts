// The order of live messages: nothing twice, nothing out of order, no gap unseen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOLD_MS, Sequence } from "../src/core/sequence";
import type { LiveMessage } from "../src/core/types";

const message = (seq: number | null, type = "widget:updated"): LiveMessage => ({
  topic: "dashboard:1",
  seq,
  type,
  at: "2026-01-01T00:00:00Z",
  data: seq,
});
const numbers = (list: LiveMessage[]) => list.map((m) => m.seq);

test("messages in order pass, repeats do not", () => {
  const s = new Sequence();
  s.baseline(4);
  assert.deepEqual(numbers(s.take(message(5), 0).deliver), [5]);
  assert.deepEqual(numbers(s.take(message(5), 0).deliver), []);
  assert.deepEqual(numbers(s.take(message(3), 0).deliver), []);
  assert.deepEqual(numbers(s.take(message(6), 0).deliver), [6]);
});

test("what comes too early waits for what is before it", () => {
  const s = new Sequence();
  s.baseline(1);
  assert.deepEqual(numbers(s.take(message(4), 0).deliver), []);
  assert.deepEqual(numbers(s.take(message(3), 10).deliver), []);
  assert.deepEqual(numbers(s.take(message(2), 20).deliver), [2, 3, 4]);
  assert.equal(s.check(10_000), false);
});

test("a hole that stays open is a gap, and only after the hold", () => {
  const s = new Sequence();
  s.baseline(1);
  s.take(message(3), 1000);
  assert.equal(s.check(1000 + HOLD_MS - 1), false);
  assert.equal(s.check(1000 + HOLD_MS), true);
});

test("after the snapshot the newest number counts", () => {
  const s = new Sequence();
  s.baseline(1);
  s.take(message(4), 0);
  s.forgive();
  assert.equal(s.at, 4);
  assert.equal(s.check(10_000), false);
  assert.deepEqual(numbers(s.take(message(5), 0).deliver), [5]);
});

test("a repeated number that is ahead of us uncovers the last message's loss", () => {
  const s = new Sequence();
  s.baseline(7);
  assert.deepEqual(s.take(message(8, "seq"), 100).deliver, []);
  assert.equal(s.check(100 + HOLD_MS), true);
  s.forgive();
  assert.equal(s.at, 8);
});

test("the message that the number announced closes the gap", () => {
  const s = new Sequence();
  s.baseline(7);
  s.take(message(8, "seq"), 100);
  assert.deepEqual(numbers(s.take(message(8), 200).deliver), [8]);
  assert.equal(s.check(10_000), false);
});

test("a reconnect that finds a higher number says that something was missed", () => {
  const s = new Sequence();
  assert.equal(s.baseline(3), false);
  assert.equal(s.baseline(3), false);
  assert.equal(s.baseline(5), true);
});

test("messages without a number always pass", () => {
  const s = new Sequence();
  s.baseline(3);
  assert.equal(s.take(message(null, "dataset.progress"), 0).deliver.length, 1);
});
