// The store: optimistic, serial, undoable, and no edit is lost to somebody else's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, diff, type Op } from "../src/core/ops";
import { ApiError } from "../src/core/problem";
import { type Change, createStore, type Send, Stale } from "../src/core/store";

interface Doc {
  title: string;
  unit: string;
  revision: number;
}

const start: Doc = { title: "one", unit: "C", revision: 1 };
const set = (key: keyof Doc, from: unknown, to: unknown): Op[] => [{ path: [key], from, to }];

/** A server that keeps one document and refuses stale changes. */
interface Server {
  doc: Doc;
  seen: Change[];
  hold: Promise<void> | null;
  send: Send<Doc>;
  other(ops: Op[]): void;
}

function server(): Server {
  const self: Server = {
    doc: { ...start },
    seen: [],
    hold: null,
    send: async (change, base) => {
      self.seen.push(change);
      await self.hold;
      if (base.revision !== self.doc.revision) throw new Stale(diff(base, self.doc));
      self.doc = apply(self.doc, [...change.ops]);
      self.doc.revision = base.revision + 1;
      return [{ path: ["revision"], from: base.revision, to: self.doc.revision }];
    },
    other(ops: Op[]) {
      self.doc = { ...apply(self.doc, ops), revision: self.doc.revision + 1 };
    },
  };
  return self;
}

const newer = (doc: Doc) => (base: Doc) => (doc.revision > base.revision ? diff(base, doc) : []);

test("an edit shows at once and is sent", async () => {
  const s = server();
  const store = createStore(start, s.send);
  store.edit("rename", set("title", "one", "two"));
  assert.equal(store.view.value.title, "two");
  assert.equal(store.saving.value, true);
  await store.settled();
  assert.deepEqual(store.view.value, { title: "two", unit: "C", revision: 2 });
  assert.equal(s.doc.title, "two");
});

test("changes are sent one after the other", async () => {
  const s = server();
  const store = createStore(start, s.send);
  store.edit("a", set("title", "one", "two"));
  store.edit("b", set("unit", "C", "F"));
  assert.equal(s.seen.length, 1);
  await store.settled();
  assert.deepEqual(s.doc, { title: "two", unit: "F", revision: 3 });
});

test("undo and redo are changes of their own", async () => {
  const s = server();
  const store = createStore(start, s.send);
  store.edit("rename", set("title", "one", "two"));
  await store.settled();
  assert.equal(store.canUndo.value, "rename");
  store.undo();
  await store.settled();
  assert.equal(s.doc.title, "one");
  assert.equal(store.canRedo.value, "rename");
  store.redo();
  await store.settled();
  assert.equal(s.doc.title, "two");
  assert.equal(store.canRedo.value, null);
});

test("a stale change is put on top of the newer document when they touch different fields", async () => {
  const s = server();
  const store = createStore(start, s.send);
  s.other(set("unit", "C", "K"));
  store.edit("rename", set("title", "one", "two"));
  await store.settled();
  assert.deepEqual(s.doc, { title: "two", unit: "K", revision: 3 });
  assert.deepEqual(store.view.value, s.doc);
});

test("the same field asks the person; mine wins when they say so", async () => {
  const s = server();
  const store = createStore(start, s.send);
  s.other(set("title", "one", "theirs"));
  store.edit("rename", set("title", "one", "mine"));
  await new Promise((ok) => setTimeout(ok, 5));
  assert.equal(store.conflict.value?.clash[0]?.theirs, "theirs");
  assert.equal(store.view.value.title, "mine");
  store.resolve("mine");
  await store.settled();
  assert.equal(s.doc.title, "mine");
  assert.equal(store.conflict.value, null);
});

test("theirs wins when they say so, and nothing is sent", async () => {
  const s = server();
  const store = createStore(start, s.send);
  s.other(set("title", "one", "theirs"));
  store.edit("rename", set("title", "one", "mine"));
  await new Promise((ok) => setTimeout(ok, 5));
  const sent = s.seen.length;
  store.resolve("theirs");
  await store.settled();
  assert.equal(store.view.value.title, "theirs");
  assert.equal(s.seen.length, sent);
});

test("a remote edit during a flight waits for its fate and is not overwritten", async () => {
  const s = server();
  const store = createStore(start, s.send);
  let land = () => {};
  s.hold = new Promise<void>((ok) => {
    land = ok;
  });
  store.edit("rename", set("title", "one", "two"));
  const later: Doc = { title: "three", unit: "C", revision: 3 };
  store.remote(newer(later));
  assert.equal(store.view.value.title, "two");
  land();
  await store.settled();
  assert.deepEqual(store.view.value, later);
});

test("a remote edit of a field that waits to be sent asks the person", async () => {
  const failing: Send<Doc> = () => Promise.reject(new ApiError({ status: 0, code: "network" }));
  const store = createStore(start, failing);
  store.edit("rename", set("title", "one", "mine"));
  await new Promise((ok) => setTimeout(ok, 5));
  assert.equal(store.failed.value?.code, "network");
  store.remote(newer({ ...start, title: "theirs", revision: 2 }));
  assert.equal(store.conflict.value?.clash[0]?.theirs, "theirs");
  assert.equal(store.view.value.title, "mine");
});

test("what failed is kept and sent again", async () => {
  const s = server();
  let down = true;
  const store = createStore<Doc>(start, (change, base) =>
    down ? Promise.reject(new ApiError({ status: 503, code: "away" })) : s.send(change, base),
  );
  store.edit("rename", set("title", "one", "two"));
  await new Promise((ok) => setTimeout(ok, 5));
  assert.equal(store.view.value.title, "two");
  down = false;
  store.retry();
  await store.settled();
  assert.equal(s.doc.title, "two");
});

test("an undo that would overwrite somebody else's work is forgotten", async () => {
  const s = server();
  const store = createStore(start, s.send);
  store.edit("rename", set("title", "one", "two"));
  await store.settled();
  store.remote(newer({ ...start, title: "theirs", revision: 9 }));
  assert.equal(store.canUndo.value, null);
});

test("an older message changes nothing", async () => {
  const store = createStore({ ...start, revision: 5 }, server().send);
  store.remote(newer({ ...start, title: "old", revision: 4 }));
  assert.equal(store.view.value.title, "one");
});

test("what was stored stays said, also when a conflict was decided and nothing can be undone", async () => {
  const server = { a: 1 };
  let first = true;
  const store = createStore(server, async () => {
    if (!first) return [];
    first = false;
    throw new Stale([{ path: ["a"], from: 1, to: 5 }]);
  });
  assert.equal(store.stored.value, false);
  store.edit("mine", [{ path: ["a"], from: 1, to: 2 }]);
  await new Promise((done) => setTimeout(done));
  assert.ok(store.conflict.value);
  store.resolve("theirs");
  await store.settled();
  assert.deepEqual([store.canUndo.value, store.canRedo.value], [null, null]);
  assert.equal(store.stored.value, true);
});
