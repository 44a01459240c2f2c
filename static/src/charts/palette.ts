// Colours and dashes of series: read once from the stylesheet's tokens, never written into charts.

import type { ChartTheme } from "./types";

/** Eight patterns, so that eight lines can be told apart in grey. The first is solid. */
export const DASHES: number[][] = [
  [],
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [4, 4],
  [12, 4],
  [6, 2, 2, 2, 2, 2],
  [1, 4],
];

export function dash(i: number): number[] {
  return DASHES[i % DASHES.length] as number[];
}

export function colour(theme: ChartTheme, i: number): string {
  return theme.series[i % theme.series.length] ?? theme.text;
}

/** The same colour, thinner: for areas and what steps back. */
export function fade(css: string, alpha: number): string {
  return `color-mix(in oklab, ${css} ${Math.round(alpha * 100)}%, transparent)`;
}

/** Reads the tokens that hold for this element. */
export function readTheme(el: Element): ChartTheme {
  const style = getComputedStyle(el);
  const token = (name: string, otherwise: string) =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    text: token("--text", "CanvasText"),
    muted: token("--muted", "GrayText"),
    line: token("--line", "ButtonBorder"),
    surface: token("--surface", "Canvas"),
    accent: token("--accent", "LinkText"),
    font: style.fontFamily || "sans-serif",
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => token(`--series-${n}`, "CanvasText")),
  };
}
