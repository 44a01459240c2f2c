// Keys that move and resize a widget without a pointer.

import { type Direction, type Item, move, resize } from "./layout";

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const GROW: Record<Direction, [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The grid after a key, or null when the key is not ours. Arrows move, Shift with an arrow resizes. */
export function keyed(
  items: readonly Item[],
  id: string,
  e: { key: string; shiftKey: boolean },
  rtl = false,
): Item[] | null {
  let to = ARROWS[e.key];
  if (!to) return null;
  if (rtl && (to === "left" || to === "right")) to = to === "left" ? "right" : "left";
  return e.shiftKey ? resize(items, id, ...GROW[to]) : move(items, id, to);
}
