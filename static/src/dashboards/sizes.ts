// How large a new widget is.

import type { WidgetType } from "../core/types";

const SIZES: Record<WidgetType, [number, number]> = {
  line: [6, 4],
  area: [6, 4],
  bar: [6, 4],
  stat: [3, 2],
  table: [6, 4],
  text: [4, 3],
};

/** Columns and rows that a new widget of a type takes. */
export const sizeOf = (type: WidgetType): [number, number] => SIZES[type];
