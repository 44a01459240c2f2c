// Direct labels: each line's name at its right end, moved apart where ends meet.

import type uPlot from "uplot";
import { colour } from "./palette";
import { spread } from "./scale";
import type { ChartTheme, Values } from "./types";

const LINE_HEIGHT = 14;
const SIZE = 12;
const MOST = 5;

let measuring: CanvasRenderingContext2D | null = null;

export function textWidth(text: string, font: string): number {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return text.length * 7;
  measuring.font = font;
  return measuring.measureText(text).width;
}

/** Pixels to keep free at the right for direct labels; 0 when they do not fit. */
export function labelRoom(names: string[], width: number, height: number, font: string): number {
  if (
    names.length < 2 ||
    names.length > MOST ||
    width < 420 ||
    height < names.length * LINE_HEIGHT + 60
  )
    return 0;
  const need = Math.max(...names.map((n) => textWidth(n, `500 ${SIZE}px ${font}`))) + 14;
  return need <= Math.min(150, width * 0.25) ? Math.ceil(need) : 0;
}

/** Index of the last value within the drawn window, or -1. */
export function lastIndex(v: Values, i1: number): number {
  for (let i = Math.min(i1, v.length - 1); i >= 0; i--)
    if (v[i] !== null && v[i] !== undefined) return i;
  return -1;
}

/** Draws the names right of the plot. `middle` puts them into the middle of stacked bands. */
export function drawLabels(
  u: uPlot,
  names: string[],
  drawn: Values[],
  theme: ChartTheme,
  middle: boolean,
): void {
  const ratio = devicePixelRatio;
  const { left, top, width, height } = u.bbox;
  const i1 = (u.series[0]?.idxs?.[1] as number | undefined) ?? u.data[0].length - 1;
  const ends = drawn.map((v, k) => {
    const i = lastIndex(v, i1);
    if (i < 0) return null;
    const y = v[i] as number;
    const below = middle ? ((k > 0 ? drawn[k - 1]?.[i] : 0) ?? 0) : y;
    return u.valToPos((y + below) / 2, "y", true);
  });
  const present = ends
    .map((y, k) => ({ y, k }))
    .filter((e): e is { y: number; k: number } => e.y !== null);
  const at = spread(
    present.map((e) => e.y),
    LINE_HEIGHT * ratio,
    top + 6 * ratio,
    top + height - 6 * ratio,
  );
  const ctx = u.ctx;
  ctx.save();
  ctx.font = `500 ${SIZE * ratio}px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  present.forEach((e, n) => {
    ctx.fillStyle = colour(theme, e.k);
    ctx.fillText(names[e.k] as string, left + width + 8 * ratio, at[n] as number);
  });
  ctx.restore();
}
