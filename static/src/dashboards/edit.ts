// What editing a dashboard does to its document: every change is a label and ops.

import { uuid } from "../core/id";
import { diff, type Op } from "../core/ops";
import type { Layout, Widget } from "../core/types";
import { keyed } from "../grid/keys";
import { firstFree, type Item, swap } from "../grid/layout";
import { type Doc, layoutOps } from "./doc";
import { sizeOf } from "./sizes";

export type Draft = Pick<Widget, "type" | "title" | "config">;

export function itemsOf(doc: Doc): Item[] {
  return Object.values(doc.widgets).map((w) => ({ id: w.id, ...w.layout }));
}

const layouts = (doc: Doc): Layout[] => Object.values(doc.widgets).map((w) => w.layout);

export function addOps(doc: Doc, draft: Draft): Op[] {
  const [w, h] = sizeOf(draft.type);
  const now = new Date().toISOString();
  const id = uuid();
  const made: Widget = {
    ...draft,
    id,
    dashboardId: doc.id,
    layout: firstFree(layouts(doc), w, h),
    revision: 0,
    createdAt: now,
    updatedAt: now,
  };
  return [{ path: ["widgets", id], from: undefined, to: made }];
}

export function removeOps(doc: Doc, id: string): Op[] {
  return [{ path: ["widgets", id], from: doc.widgets[id], to: undefined }];
}

/** From what the form was opened with to what it says now. */
export function changeOps(opened: Widget, draft: Draft): Op[] {
  const before: Draft = { type: opened.type, title: opened.title, config: opened.config };
  return diff(before, draft, ["widgets", opened.id]);
}

/** Ops of an arrow key on a widget; null when the key is not for moving. */
export function keyOps(doc: Doc, id: string, e: KeyboardEvent, rtl: boolean): Op[] | null {
  const after = keyed(itemsOf(doc), id, e, rtl);
  return after ? layoutOps(doc, after) : null;
}

/** Ops of one step earlier or later in reading order. */
export function stepOps(doc: Doc, id: string, step: -1 | 1): Op[] {
  return layoutOps(doc, swap(itemsOf(doc), id, step));
}
