// A widget as a picture: title, names, and the drawing, on the theme's surface.

import { colour } from "./palette";
import type { ChartTheme, Table } from "./types";

const PAD = 16;
const TITLE = 24;
const ROW = 24;

type Size = { width: number; height: number };

/** Lays title and names above what `draw` paints; sizes are device pixels. */
export async function paintFigure(
  title: string,
  names: string[],
  theme: ChartTheme,
  draw: (ctx: CanvasRenderingContext2D, x: number, y: number) => Size,
): Promise<Blob> {
  const r = devicePixelRatio;
  const canvas = document.createElement("canvas");
  const ctx = context(canvas);
  const head = (PAD + TITLE + (names.length > 1 ? ROW : 0)) * r;
  const size = draw(ctx, 0, 0);
  canvas.width = Math.max(size.width, 200 * r) + 2 * PAD * r;
  canvas.height = size.height + head + PAD * r;
  ctx.fillStyle = theme.surface;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.textBaseline = "middle";
  ctx.font = `600 ${14 * r}px ${theme.font}`;
  ctx.fillStyle = theme.text;
  ctx.fillText(title, PAD * r, (PAD + TITLE / 2 - 4) * r);
  if (names.length > 1) paintNames(ctx, names, theme, PAD * r, (PAD + TITLE + ROW / 2 - 4) * r, r);
  draw(ctx, PAD * r, head);
  return blobOf(canvas);
}

function paintNames(
  ctx: CanvasRenderingContext2D,
  names: string[],
  theme: ChartTheme,
  x0: number,
  y: number,
  r: number,
) {
  let x = x0;
  ctx.font = `${12 * r}px ${theme.font}`;
  names.forEach((name, i) => {
    ctx.fillStyle = colour(theme, i);
    ctx.fillRect(x, y - 4 * r, 10 * r, 8 * r);
    ctx.fillStyle = theme.text;
    ctx.fillText(name, x + 14 * r, y);
    x += 30 * r + ctx.measureText(name).width;
  });
}

/** A table as a picture; `text` writes a cell, numbers stand at the right. */
export function paintTable(
  title: string,
  table: Table,
  theme: ChartTheme,
  text: (v: string | number | null) => string,
): Promise<Blob> {
  const r = devicePixelRatio;
  const rows = [
    table.columns.map((c) => c.name),
    ...table.rows.slice(0, 40).map((row) => row.map(text)),
  ];
  const font = `${12 * r}px ${theme.font}`;
  return paintFigure(title, [], theme, (ctx, x, y) => {
    ctx.font = font;
    const widths = table.columns.map(
      (_, c) => Math.max(...rows.map((row) => ctx.measureText(row[c] ?? "").width)) + 24 * r,
    );
    for (const [n, row] of rows.entries())
      paintRow(ctx, row, table, widths, theme, x, y + n * ROW * r, n === 0, r);
    return { width: widths.reduce((a, b) => a + b, 0), height: rows.length * ROW * r };
  });
}

function paintRow(
  ctx: CanvasRenderingContext2D,
  row: string[],
  table: Table,
  widths: number[],
  theme: ChartTheme,
  x0: number,
  y: number,
  head: boolean,
  r: number,
) {
  let x = x0;
  ctx.font = `${head ? "500 " : ""}${12 * r}px ${theme.font}`;
  ctx.fillStyle = head ? theme.muted : theme.text;
  row.forEach((cell, c) => {
    const w = widths[c] as number;
    const numeric = table.columns[c]?.numeric;
    ctx.textAlign = numeric ? "right" : "left";
    ctx.fillText(cell, numeric ? x + w - 12 * r : x, y + (ROW / 2) * r);
    x += w;
  });
  ctx.textAlign = "left";
  ctx.fillStyle = theme.line;
  ctx.fillRect(x0, y + ROW * r - 1, x - x0, 1);
}

/** Words as a picture: lines broken to `width` CSS pixels. */
export function paintText(
  title: string,
  lines: { text: string; font: string; gap: number }[],
  width: number,
  theme: ChartTheme,
): Promise<Blob> {
  const r = devicePixelRatio;
  return paintFigure(title, [], theme, (ctx, x, y0) => {
    let y = y0;
    for (const line of lines) {
      ctx.font = line.font.replace(/(\d+)px/, (_, n) => `${Number(n) * r}px`);
      ctx.fillStyle = theme.text;
      for (const part of wrap(ctx, line.text, width * r)) {
        ctx.fillText(part, x, y + line.gap * r * 0.5);
        y += line.gap * r;
      }
    }
    return { width: width * r, height: Math.max(y - y0, ROW * r) };
  });
}

function wrap(ctx: CanvasRenderingContext2D, text: string, width: number): string[] {
  const out: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && ctx.measureText(longer).width > width) {
      out.push(line);
      line = word;
    } else line = longer;
  }
  out.push(line);
  return out;
}

function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("no 2d canvas");
  return ctx;
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) => {
    canvas.toBlob((b) => (b ? done(b) : fail(new Error("picture too large"))), "image/png");
  });
}
