// Bars of a time chart: side by side for several series, or on top of each other for a stack.

import type uPlot from "uplot";

export interface BarPlace {
  /** Which of `count` bars beside each other. */
  slot: number;
  count: number;
  /** Lower edge per bucket for a stack; zero otherwise. */
  base?: (number | null)[];
  /** Width of a bucket in seconds. */
  bucket: number;
}

/** Left edge and width of a bar, in pixels, inside a bucket of `from`…`to`. */
export function barBox(
  from: number,
  to: number,
  slot: number,
  count: number,
): { x: number; w: number } {
  const whole = to - from;
  const gap = whole > 6 ? Math.min(whole * 0.2, 12) : whole > 2.5 ? 1 : 0;
  const each = (whole - gap) / count;
  return {
    x: from + gap / 2 + slot * each,
    w: Math.max(each - (count > 1 && each > 4 ? 1 : 0), 0.5),
  };
}

/** A path builder for uPlot; filled, never stroked, from `base` to the value. */
export function barPaths(place: BarPlace): uPlot.Series.PathBuilder {
  return (u, si, i0, i1) => {
    const fill = new Path2D();
    const xs = u.data[0];
    const ys = u.data[si] as (number | null)[];
    for (let i = i0; i <= i1; i++) {
      const y = ys[i];
      if (y === null || y === undefined) continue;
      const t = xs[i] as number;
      const from = u.valToPos(t, "x", true);
      const to = u.valToPos(t + place.bucket, "x", true);
      const { x, w } = barBox(from, to, place.slot, place.count);
      const top = u.valToPos(y, "y", true);
      const bottom = u.valToPos(place.base?.[i] ?? 0, "y", true);
      const wide = w > 3;
      fill.rect(
        wide ? Math.round(x) : x,
        Math.min(top, bottom),
        wide ? Math.round(w) : w,
        Math.abs(bottom - top),
      );
    }
    return {
      stroke: null,
      fill,
      clip: null,
      band: null,
      gaps: null,
      flags: 0,
    } as unknown as uPlot.Series.Paths;
  };
}

/** The period before, over bars: a mark at its height instead of a second bar. */
export function markPaths(place: BarPlace): uPlot.Series.PathBuilder {
  return (u, si, i0, i1) => {
    const stroke = new Path2D();
    const ys = u.data[si] as (number | null)[];
    for (let i = i0; i <= i1; i++) {
      const y = ys[i];
      if (y === null || y === undefined) continue;
      const t = u.data[0][i] as number;
      const { x, w } = barBox(
        u.valToPos(t, "x", true),
        u.valToPos(t + place.bucket, "x", true),
        place.slot,
        place.count,
      );
      const top = Math.round(u.valToPos(y, "y", true));
      stroke.moveTo(x, top);
      stroke.lineTo(x + w, top);
    }
    return {
      stroke,
      fill: null,
      clip: null,
      band: null,
      gaps: null,
      flags: 0,
    } as unknown as uPlot.Series.Paths;
  };
}
