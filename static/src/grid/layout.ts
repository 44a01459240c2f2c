// Where widgets stand: moving, resizing and packing on twelve columns, as pure functions.
//
// The same rules as the pointer's: what is moved stays where it was put, others make room downwards,
// then everything rises as far as it can.

import type { Layout } from "../core/types";

export const COLUMNS = 12;
export const MIN_W = 2;
export const MIN_H = 1;
export const MAX_H = 24;

export interface Item extends Layout {
  id: string;
}

export type Direction = "left" | "right" | "up" | "down";

export function overlap(a: Layout, b: Layout): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

const sameColumns = (a: Layout, b: Layout) => a.x < b.x + b.w && b.x < a.x + a.w;

/** Order in which people read: rows first, then columns. */
export function readingOrder<T extends Layout>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Reading order; while somebody edits what stands stays, for a node that moves loses the focus. */
export function domOrder(items: readonly Item[], before: readonly string[]): string[] {
  const there = new Set(items.map((i) => i.id));
  const kept = before.filter((id) => there.has(id));
  const known = new Set(kept);
  return [...kept, ...readingOrder(items).flatMap((i) => (known.has(i.id) ? [] : [i.id]))];
}

export function bottom(items: readonly Layout[]): number {
  return items.reduce((y, i) => Math.max(y, i.y + i.h), 0);
}

/** Inside the columns, and never smaller or larger than allowed. */
export function bounded<T extends Layout>(item: T): T {
  const w = Math.min(COLUMNS, Math.max(MIN_W, item.w));
  const h = Math.min(MAX_H, Math.max(MIN_H, item.h));
  return { ...item, w, h, x: Math.min(COLUMNS - w, Math.max(0, item.x)), y: Math.max(0, item.y) };
}

function fall(item: Item, placed: readonly Item[]): Item {
  let at = item;
  for (
    let hit = placed.find((p) => overlap(at, p));
    hit;
    hit = placed.find((p) => overlap(at, p))
  ) {
    at = { ...at, y: hit.y + hit.h };
  }
  return at;
}

function rise(item: Item, placed: readonly Item[]): Item {
  const floor = placed.filter((p) => sameColumns(p, item) && p.y + p.h <= item.y);
  return { ...item, y: bottom(floor) };
}

/** Lets everything rise; `first` wins where two want the same place. */
export function pack(items: readonly Item[], first?: string): Item[] {
  const order = [...items].sort(
    (a, b) => a.y - b.y || Number(b.id === first) - Number(a.id === first) || a.x - b.x,
  );
  const placed: Item[] = [];
  for (const item of order) placed.push(rise(fall(item, placed), placed));
  return placed;
}

/** Puts one item somewhere; the others make room, then all rise. */
export function place(items: readonly Item[], id: string, to: Partial<Layout>): Item[] {
  const mine = items.find((i) => i.id === id);
  if (!mine) return [...items];
  const moved = bounded({ ...mine, ...to });
  const placed: Item[] = [moved];
  for (const item of readingOrder(items.filter((i) => i.id !== id)))
    placed.push(fall(item, placed));
  return restore(items, pack(placed, id));
}

/** One step with an arrow key. Up and down go past the neighbour that stands there. */
export function move(items: readonly Item[], id: string, to: Direction): Item[] {
  const me = items.find((i) => i.id === id);
  if (!me) return [...items];
  if (to === "left") return place(items, id, { x: me.x - 1 });
  if (to === "right") return place(items, id, { x: me.x + 1 });
  const near = items.filter((i) => i.id !== id && sameColumns(i, me));
  if (to === "up") {
    const above = near.filter((i) => i.y < me.y).sort((a, b) => b.y - a.y)[0];
    return above ? place(items, id, { y: above.y }) : [...items];
  }
  const below = near.filter((i) => i.y > me.y).sort((a, b) => a.y - b.y)[0];
  if (!below) return [...items];
  return place(items, id, { y: below.y + below.h });
}

/** Changes places with the one before (-1) or after (1) in reading order: for narrow screens. */
export function swap(items: readonly Item[], id: string, step: -1 | 1): Item[] {
  const order = readingOrder(items);
  const at = order.findIndex((i) => i.id === id);
  const me = order[at];
  const other = order[at + step];
  if (!me || !other) return [...items];
  const swapped = items.map((i) => {
    if (i.id === id) return bounded({ ...i, x: other.x, y: other.y });
    return i.id === other.id ? bounded({ ...i, x: me.x, y: me.y }) : i;
  });
  return restore(items, pack(swapped, step < 0 ? id : other.id));
}

export function resize(items: readonly Item[], id: string, dw: number, dh: number): Item[] {
  const me = items.find((i) => i.id === id);
  if (!me) return [...items];
  const w = Math.min(COLUMNS - me.x, Math.max(MIN_W, me.w + dw));
  return place(items, id, { w, h: Math.min(MAX_H, Math.max(MIN_H, me.h + dh)) });
}

/** The first gap, in reading order, that has room for a new widget. */
export function firstFree(items: readonly Layout[], w: number, h: number): Layout {
  const end = bottom(items);
  for (let y = 0; y <= end; y++) {
    for (let x = 0; x + w <= COLUMNS; x++) {
      const spot = { x, y, w, h };
      if (!items.some((i) => overlap(i, spot))) return spot;
    }
  }
  return { x: 0, y: end, w, h };
}

/** Those of `after` that stand elsewhere than before. */
export function changed(before: readonly Item[], after: readonly Item[]): Item[] {
  const was = new Map(before.map((i) => [i.id, i]));
  return after.filter((a) => {
    const b = was.get(a.id);
    return !b || a.x !== b.x || a.y !== b.y || a.w !== b.w || a.h !== b.h;
  });
}

function restore(order: readonly Item[], items: readonly Item[]): Item[] {
  const by = new Map(items.map((i) => [i.id, i]));
  return order.map((o) => by.get(o.id) as Item);
}
