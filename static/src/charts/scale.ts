// Honest value axes: few round ticks, and zero where a filled shape stands on it.

const NICE = [1, 2, 2.5, 5, 10];

/** The smallest round step that keeps `span` within `most` intervals. */
export function niceStep(span: number, most: number): number {
  if (!(span > 0)) return 1;
  const raw = span / most;
  const mag = 10 ** Math.floor(Math.log10(raw));
  const factor = NICE.find((n) => n * mag >= raw * (1 - 1e-9)) ?? 10;
  return factor * mag;
}

/** Range of an axis whose ends are ticks. Filled shapes always include zero. */
export function niceRange(
  lo: number,
  hi: number,
  fromZero: boolean,
  most = 5,
): { min: number; max: number; step: number } {
  let a = fromZero ? Math.min(0, lo) : lo;
  let b = fromZero ? Math.max(0, hi) : hi;
  if (a === b) {
    const pad = a === 0 ? 1 : Math.abs(a) * 0.1;
    if (a !== 0 || !fromZero) a = fromZero && a > 0 ? 0 : a - pad;
    b += pad;
  }
  const step = niceStep(b - a, most);
  return { min: Math.floor(a / step + 1e-9) * step, max: Math.ceil(b / step - 1e-9) * step, step };
}

/** Tick positions from min to max, free of binary dust. */
export function ticks(min: number, max: number, step: number): number[] {
  const out: number[] = [];
  const digits = Math.max(0, Math.min(12, 1 - Math.floor(Math.log10(step))));
  const n = Math.round((max - min) / step);
  for (let i = 0; i <= n; i++) out.push(Number((min + i * step).toFixed(digits)));
  return out;
}

/** The ends of a logarithmic axis: whole decades, or the 1-2-5 steps around less than one. */
export function logRange(lo: number, hi: number): { min: number; max: number } {
  const steps = hi / lo < 10 ? [1, 2, 5, 10] : [1, 10];
  const mag = (v: number) => 10 ** Math.floor(Math.log10(v) + 1e-9);
  const least = (v: number) => v * (1 - 1e-9);
  const below = steps.findLast((n) => n * mag(lo) <= lo * (1 + 1e-9)) ?? 1;
  const above = steps.find((n) => n * mag(hi) >= least(hi)) ?? 10;
  const min = dustless(below * mag(lo));
  const max = dustless(above * mag(hi));
  return min < max ? { min, max } : { min: dustless(min / 10), max: dustless(max * 10) };
}

/** Ticks of a logarithmic axis: decades, thinned where there are many, with 2 and 5 where few. */
export function logTicks(min: number, max: number, most: number): number[] {
  const from = Math.floor(Math.log10(min) + 1e-9);
  const to = Math.ceil(Math.log10(max) - 1e-9);
  const factors = to - from <= Math.max(1, most / 3) ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil((to - from) / most));
  const out: number[] = [];
  for (let e = from; e <= to; e += every)
    for (const f of factors) {
      const v = dustless(f * 10 ** e);
      if (v >= min * (1 - 1e-9) && v <= max * (1 + 1e-9)) out.push(v);
    }
  return out;
}

const dustless = (v: number): number => Number(v.toPrecision(12));

/** Moves labels apart so that none overlaps, keeping their order, within [lo, hi]. */
export function spread(wanted: number[], height: number, lo: number, hi: number): number[] {
  const order = wanted
    .map((y, i) => ({ y: Math.min(Math.max(y, lo), hi), i }))
    .sort((a, b) => a.y - b.y);
  for (let k = 1; k < order.length; k++) {
    const prev = order[k - 1] as { y: number };
    const cur = order[k] as { y: number };
    if (cur.y < prev.y + height) cur.y = prev.y + height;
  }
  for (let k = order.length - 1, top = hi; k >= 0; k--) {
    const cur = order[k] as { y: number };
    if (cur.y > top) cur.y = top;
    top = cur.y - height;
  }
  const out: number[] = new Array(wanted.length);
  for (const o of order) out[o.i] = o.y;
  return out;
}
