// Moving and resizing on the grid: nothing overlaps, nothing floats, nothing leaves the columns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyed } from "../src/grid/keys";
import {
  bounded,
  changed,
  domOrder,
  firstFree,
  type Item,
  move,
  overlap,
  pack,
  place,
  resize,
  swap,
} from "../src/grid/layout";

const item = (id: string, x: number, y: number, w: number, h: number): Item => ({ id, x, y, w, h });
const BOARD = [
  item("a", 0, 0, 6, 2),
  item("b", 6, 0, 6, 2),
  item("c", 0, 2, 12, 4),
  item("d", 0, 6, 4, 3),
];

function at(items: readonly Item[], id: string): Item {
  const found = items.find((i) => i.id === id);
  assert.ok(found);
  return found;
}

function sound(items: readonly Item[]): void {
  for (const a of items) {
    assert.ok(a.x >= 0 && a.x + a.w <= 12, `${a.id} inside the columns`);
    for (const b of items) assert.ok(a.id === b.id || !overlap(a, b), `${a.id} over ${b.id}`);
    const held = a.y === 0 || items.some((b) => b.id !== a.id && overlap({ ...a, y: a.y - 1 }, b));
    assert.ok(held, `${a.id} floats`);
  }
}

test("down goes past the neighbour below, up brings it back", () => {
  const down = move(BOARD, "a", "down");
  sound(down);
  assert.equal(at(down, "c").y, 2);
  assert.equal(at(down, "a").y, 6);
  const up = move(down, "a", "up");
  sound(up);
  assert.deepEqual(changed(BOARD, up), []);
});

test("at the edges nothing moves", () => {
  assert.deepEqual(changed(BOARD, move(BOARD, "a", "up")), []);
  assert.deepEqual(changed(BOARD, move(BOARD, "a", "left")), []);
  assert.deepEqual(changed(BOARD, move(BOARD, "b", "right")), []);
  assert.deepEqual(changed(BOARD, move(BOARD, "d", "down")), []);
});

test("what is moved keeps its place, the others make room", () => {
  const right = move(BOARD, "a", "right");
  sound(right);
  assert.deepEqual([at(right, "a").x, at(right, "a").y], [1, 0]);
  assert.equal(at(right, "b").y, 2);
});

test("growing pushes down, shrinking lets rise, limits hold", () => {
  const taller = resize(BOARD, "a", 0, 2);
  sound(taller);
  assert.equal(at(taller, "c").y, 4);
  sound(resize(taller, "a", 0, -2));
  assert.equal(at(resize(BOARD, "b", 5, 0), "b").w, 6);
  assert.equal(at(resize(BOARD, "d", -9, -9), "d").w, 2);
  assert.equal(at(resize(BOARD, "d", 0, -9), "d").h, 1);
});

test("any walk of keys leaves a sound grid with the same widgets", () => {
  const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  let items: Item[] = BOARD;
  let seed = 7;
  const next = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % n;
  };
  for (let i = 0; i < 400; i++) {
    const id = ["a", "b", "c", "d"][next(4)] as string;
    const after = keyed(items, id, { key: keys[next(4)] as string, shiftKey: next(2) === 1 });
    assert.ok(after);
    items = after;
    sound(items);
  }
  assert.deepEqual(items.map((i) => i.id).sort(), ["a", "b", "c", "d"]);
});

test("right to left turns the arrows round; other keys are not ours", () => {
  const items = [item("a", 4, 0, 4, 2)];
  assert.equal(keyed(items, "a", { key: "ArrowLeft", shiftKey: false }, true)?.[0]?.x, 5);
  assert.equal(keyed(items, "a", { key: "Enter", shiftKey: false }), null);
});

test("a new widget takes the first gap that has room", () => {
  assert.deepEqual(firstFree(BOARD, 6, 4), { x: 4, y: 6, w: 6, h: 4 });
  assert.deepEqual(firstFree(BOARD, 12, 4), { x: 0, y: 9, w: 12, h: 4 });
  assert.deepEqual(firstFree([], 6, 4), { x: 0, y: 0, w: 6, h: 4 });
});

test("wishes beyond the grid are cut to it; packing removes holes", () => {
  assert.deepEqual(bounded(item("a", 11, -3, 20, 0)), item("a", 0, 0, 12, 1));
  assert.deepEqual(pack([item("a", 0, 5, 4, 2)]), [item("a", 0, 0, 4, 2)]);
  sound(place(BOARD, "d", { x: 8, y: 0 }));
});

test("while somebody edits, widgets keep their place in the document", () => {
  assert.deepEqual(domOrder(BOARD, []), ["a", "b", "c", "d"]);
  const moved = move(BOARD, "a", "down");
  assert.deepEqual(domOrder(moved, ["a", "b", "c", "d"]), ["a", "b", "c", "d"]);
  assert.deepEqual(domOrder([...moved, item("e", 0, 20, 2, 2)], ["a", "gone", "b"]), [
    "a",
    "b",
    "c",
    "d",
    "e",
  ]);
});

test("one place earlier or later changes places in reading order", () => {
  const later = swap(BOARD, "a", 1);
  sound(later);
  assert.deepEqual([at(later, "a").x, at(later, "b").x], [6, 0]);
  const up = swap(BOARD, "d", -1);
  sound(up);
  assert.ok(at(up, "d").y < at(up, "c").y);
  assert.deepEqual(changed(BOARD, swap(BOARD, "a", -1)), []);
});
