// The pointer's half of editing a grid: gridstack, loaded only when somebody edits.

import type { GridItemHTMLElement, GridStack, GridStackNode } from "gridstack";
import { bounded, COLUMNS, changed, type Item, MIN_H, MIN_W } from "./layout";

export const CELL = 80;
export const GAP = 16;

export interface Dragging {
  /** Brings gridstack to where the document says widgets stand. */
  sync(items: readonly Item[]): void;
  destroy(): void;
}

const itemOf = (n: GridStackNode): Item =>
  bounded({ id: String(n.id), x: n.x ?? 0, y: n.y ?? 0, w: n.w ?? MIN_W, h: n.h ?? MIN_H });

/** Makes `el` draggable; `moved` hears of all that stand elsewhere once the pointer lets go. */
export async function startDragging(
  el: HTMLElement,
  items: readonly Item[],
  rtl: boolean,
  moved: (items: Item[]) => void,
): Promise<Dragging> {
  const { GridStack } = await import("gridstack");
  let known = [...items];
  const grid = GridStack.init(
    {
      column: COLUMNS,
      cellHeight: CELL,
      margin: GAP / 2,
      rtl,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      handle: ".widget-grip",
      resizable: { handles: rtl ? "sw" : "se" },
      auto: false,
    } as Parameters<typeof GridStack.init>[0],
    el as Parameters<typeof GridStack.init>[1],
  );
  if (!grid) throw new Error("no grid to drag in");
  adopt(grid, el, known);
  const settled = () => {
    const now = grid.engine.nodes.map(itemOf);
    const moves = changed(known, now);
    known = now;
    if (moves.length > 0) moved(moves);
  };
  grid.on("dragstop resizestop", settled);
  return {
    sync(next) {
      known = [...next];
      grid.batchUpdate();
      for (const node of [...grid.engine.nodes]) {
        if (!next.some((i) => i.id === String(node.id)) && node.el)
          grid.removeWidget(node.el, false, false);
      }
      adopt(grid, el, next);
      for (const i of next) {
        const node = grid.engine.nodes.find((n) => String(n.id) === i.id);
        if (node?.el) grid.update(node.el, { x: i.x, y: i.y, w: i.w, h: i.h });
      }
      grid.batchUpdate(false);
    },
    destroy() {
      grid.destroy(false);
      for (const cell of el.children) clean(cell as HTMLElement);
      clean(el);
    },
  };
}

/** Cells that gridstack does not know yet. */
function adopt(grid: GridStack, el: HTMLElement, items: readonly Item[]): void {
  for (const i of items) {
    const cell = el.querySelector<GridItemHTMLElement>(`[data-id="${i.id}"]`);
    if (cell && !cell.gridstackNode) {
      grid.makeWidget(cell, { id: i.id, x: i.x, y: i.y, w: i.w, h: i.h, minW: MIN_W, minH: MIN_H });
    }
  }
}

/** gridstack leaves its classes and inline positions behind. */
function clean(el: HTMLElement): void {
  for (const name of [...el.classList])
    if (/^(grid-stack|gs-|ui-)/.test(name)) el.classList.remove(name);
  for (const name of [...el.getAttributeNames()])
    if (name.startsWith("gs-")) el.removeAttribute(name);
  for (const name of ["top", "left", "right", "width", "height", "min-height", "position"])
    el.style.removeProperty(name);
  for (const name of [...el.style]) if (name.startsWith("--gs-")) el.style.removeProperty(name);
  for (const handle of el.querySelectorAll(":scope > .ui-resizable-handle")) handle.remove();
}
