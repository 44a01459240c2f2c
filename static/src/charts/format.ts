// Numbers, units and times as people read them, in the reader's locale and time zone.

import type { Env } from "./types";

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow, using it is not: each is made once. */
function made<T>(cache: Map<string, T>, locale: string, opts: object, make: () => T): T {
  const key = locale + JSON.stringify(opts);
  const known = cache.get(key);
  if (known) return known;
  const fresh = make();
  cache.set(key, fresh);
  return fresh;
}

function numberFormat(locale: string, opts: Intl.NumberFormatOptions): Intl.NumberFormat {
  return made(numbers, locale, opts, () => new Intl.NumberFormat(locale, opts));
}

function dateFormat(locale: string, opts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return made(dates, locale, opts, () => new Intl.DateTimeFormat(locale, opts));
}

/** Digits that matter: four significant ones, never more than three behind the point. */
function digitsFor(v: number): Intl.NumberFormatOptions {
  const a = Math.abs(v);
  if (a >= 1e6) return { notation: "compact", maximumFractionDigits: 2 };
  if (a >= 1000 || Number.isInteger(v)) return { maximumFractionDigits: 0 };
  if (a >= 100) return { maximumFractionDigits: 1 };
  if (a >= 1) return { maximumFractionDigits: 2 };
  // What is left of sums that should be nothing: not a screen full of zeros.
  const notation = a < 1e-6 ? "scientific" : "standard";
  return { maximumSignificantDigits: 3, notation };
}

/** A value without its unit: `12.4`, `1,318`, `1.24M`. */
export function number(v: number | null | undefined, locale: string): string {
  if (v === null || v === undefined || !Number.isFinite(v)) return "–";
  return minus(numberFormat(locale, digitsFor(v)).format(v));
}

/** A true minus sign, as wide as the digits, where the locale writes a hyphen. */
function minus(text: string): string {
  return text.replace(/^(\u200e?)-/, "$1−");
}

/** All digits, for tables and speech. */
export function exact(v: number | null | undefined, locale: string): string {
  if (v === null || v === undefined || !Number.isFinite(v)) return "–";
  const a = Math.abs(v);
  const small = a < 1e-6 ? digitsFor(v) : { maximumSignificantDigits: 4 };
  const opts = a >= 1 || v === 0 ? { maximumFractionDigits: 3 } : small;
  return minus(numberFormat(locale, opts).format(v));
}

const BYTES = ["B", "kB", "MB", "GB", "TB", "PB"];

/** A value and its unit apart, so that the unit can be set smaller. */
export function withUnit(
  v: number | null | undefined,
  unit: string | undefined,
  locale: string,
): { value: string; unit: string } {
  if (v === null || v === undefined || !Number.isFinite(v)) return { value: "–", unit: "" };
  if (unit === "bytes") {
    const step = v === 0 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(Math.abs(v)) / 3));
    const at = Math.max(0, step);
    return { value: number(v / 1000 ** at, locale), unit: BYTES[at] as string };
  }
  return { value: number(v, locale), unit: unit ?? "" };
}

/** One string, the way a sentence or a tooltip wants it. */
export function valueText(
  v: number | null | undefined,
  unit: string | undefined,
  locale: string,
): string {
  const p = withUnit(v, unit, locale);
  if (!p.unit) return p.value;
  return p.unit === "%" || p.unit.startsWith("°") ? p.value + p.unit : `${p.value}\u00a0${p.unit}`;
}

/** Labels of an axis: as many decimals as the step needs, the same for all of them. */
export function axisNumbers(splits: number[], step: number, locale: string): string[] {
  const top = Math.max(...splits.map(Math.abs));
  const compact = top >= 1e5;
  const scale = top >= 1e9 ? 1e9 : top >= 1e6 ? 1e6 : 1e3;
  const unitStep = compact ? step / scale : step;
  const digits = decimals(unitStep);
  const f = numberFormat(
    locale,
    compact
      ? { notation: "compact", maximumFractionDigits: digits }
      : { maximumFractionDigits: digits },
  );
  return splits.map((v) => minus(f.format(v === 0 ? 0 : v)));
}

/** How many digits behind the point it takes to write a round step exactly. */
function decimals(step: number): number {
  for (let n = 0; n < 6; n++) {
    const scaled = step * 10 ** n;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return n;
  }
  return 6;
}

/** A fraction as a percentage: `12%`, `3.4%`. */
export function percent(fraction: number, locale: string): string {
  const a = Math.abs(fraction);
  return numberFormat(locale, {
    style: "percent",
    maximumFractionDigits: a >= 0.1 ? 0 : 1,
  }).format(fraction);
}

const HOUR = 3600;
const DAY = 86400;
const UNITS: Record<string, number> = { s: 1, m: 60, h: HOUR, d: DAY, w: 7 * DAY };
const NAMED: Record<string, number> = {
  second: 1,
  minute: 60,
  quarter: 900,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

/** Length of an interval name in seconds: `hour`, `15m`, `1d`; a day where nothing is known. */
export function intervalSeconds(name: string | undefined): number {
  if (!name) return DAY;
  const named = NAMED[name];
  if (named) return named;
  const m = /^(\d+)(mo|[smhdwy])[a-z]*$/.exec(name);
  if (!m) return DAY;
  const n = Number(m[1]);
  if (m[2] === "mo") return n * 30 * DAY;
  if (m[2] === "y") return n * 365 * DAY;
  return n * (UNITS[m[2] as string] ?? DAY);
}

/** The moment a bucket stands for, as precise as the bucket is wide. */
export function bucketTime(t: number, interval: string | undefined, env: Env): string {
  const s = intervalSeconds(interval);
  const opts: Intl.DateTimeFormatOptions = { timeZone: env.tz, year: "numeric", month: "short" };
  if (s < 28 * DAY) opts.day = "numeric";
  if (s <= DAY) opts.weekday = "short";
  if (s < DAY) Object.assign(opts, { weekday: undefined, hour: "2-digit", minute: "2-digit" });
  if (s < 60) opts.second = "2-digit";
  if (s >= 360 * DAY) delete opts.month;
  return dateFormat(env.locale, opts).format(t * 1000);
}

function clockOf(step: number): Intl.DateTimeFormatOptions {
  if (step >= HOUR) return { hour: "numeric" };
  const minutes = { hour: "numeric", minute: "2-digit" } as const;
  return step < 60 ? { ...minutes, second: "2-digit" } : minutes;
}

/** What a step is written as, and the larger unit above it. */
function axisParts(step: number): [Intl.DateTimeFormatOptions, Intl.DateTimeFormatOptions | null] {
  const year = { year: "numeric" } as const;
  const day = { day: "numeric", month: "short" } as const;
  if (step >= 360 * DAY) return [year, null];
  if (step >= 28 * DAY) return [{ month: "short" }, year];
  return step >= DAY ? [day, year] : [clockOf(step), day];
}

/** Labels under a time axis; a second line names the larger unit where it changes. */
export function axisTimes(splits: number[], step: number, env: Env): string[] {
  const [fine, coarse] = axisParts(step);
  const part = (opts: Intl.DateTimeFormatOptions) =>
    dateFormat(env.locale, { ...opts, timeZone: env.tz });
  const small = part(fine);
  const large = coarse && part(coarse);
  let last = "";
  return splits.map((t) => {
    const text = small.format(t * 1000);
    const above = large ? large.format(t * 1000) : "";
    const changed = above !== last;
    last = above;
    return changed && above ? `${text}\n${above}` : text;
  });
}
