// The op format: apply and invert are inverse, merge loses nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, diff, invert, merge, type Op, valueAt } from "../src/core/ops";

const doc = {
  name: "A",
  widgets: { w1: { title: "one", layout: { x: 0, w: 4 } }, w2: { title: "two" } },
};
const title: Op = { path: ["widgets", "w1", "title"], from: "one", to: "uno" };
const removal: Op = { path: ["widgets", "w2"], from: doc.widgets.w2, to: undefined };

test("apply sets one path and shares the rest", () => {
  const next = apply(doc, [title]);
  assert.equal(valueAt(next, title.path), "uno");
  assert.equal(next.widgets.w2, doc.widgets.w2);
  assert.equal(doc.widgets.w1.title, "one");
});

test("an op that changes nothing gives the same document", () => {
  assert.equal(apply(doc, [{ ...title, to: "one" }]), doc);
});

test("undefined removes a key altogether", () => {
  assert.deepEqual(Object.keys(apply(doc, [removal]).widgets), ["w1"]);
});

test("invert takes back any list of ops", () => {
  const added: Op = { path: ["widgets", "w3"], from: undefined, to: { title: "three" } };
  const ops = [title, removal, added, { path: ["name"], from: "A", to: "B" }];
  assert.deepEqual(apply(apply(doc, ops), invert(ops)), doc);
});

test("the same path twice is taken back in order", () => {
  const ops = [title, { ...title, from: "uno", to: "eins" }];
  assert.deepEqual(apply(apply(doc, ops), invert(ops)), doc);
});

test("diff leads from one document to the other, leaf by leaf", () => {
  const other = apply(doc, [title, removal]);
  const ops = diff(doc, other);
  assert.deepEqual(apply(doc, ops), other);
  assert.deepEqual(diff(doc, structuredClone(doc)), []);
  assert.deepEqual(ops[0], title);
});

test("diff treats an array as one value", () => {
  assert.deepEqual(diff({ m: ["a"] }, { m: ["a", "b"] }), [
    { path: ["m"], from: ["a"], to: ["a", "b"] },
  ]);
});

test("merge keeps my ops where they touched something else", () => {
  const theirs: Op[] = [{ path: ["widgets", "w1", "layout", "x"], from: 0, to: 4 }];
  assert.deepEqual(merge([title], theirs), { ops: [title], conflicts: [] });
});

test("merge drops what both did alike", () => {
  assert.deepEqual(merge([title], [title]), { ops: [], conflicts: [] });
});

test("merge shows a field that both changed differently", () => {
  const m = merge([title], [{ ...title, to: "eins" }]);
  assert.deepEqual(m.ops, []);
  assert.deepEqual(m.conflicts, [{ path: title.path, base: "one", mine: "uno", theirs: "eins" }]);
});

test("merge sees a removal above my field", () => {
  const m = merge([title], [{ path: ["widgets", "w1"], from: doc.widgets.w1, to: undefined }]);
  assert.equal(m.conflicts[0]?.theirs, undefined);
  assert.equal(m.conflicts[0]?.mine, "uno");
});

test("merge sees my removal above their field", () => {
  const mine: Op = { path: ["widgets", "w1"], from: doc.widgets.w1, to: undefined };
  const m = merge([mine], [title]);
  assert.deepEqual(valueAt(m.conflicts[0]?.theirs, ["title"]), "uno");
});
