// Numbers, sizes and times in the person's language and time zone.
import { signal } from "@preact/signals";
import { locale } from "./i18n";

/** IANA name, or "auto" for the browser's. */
export const timezone = signal("auto");

export function zone(): string {
  const tz = timezone.value;
  return tz === "auto" ? Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC" : tz;
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  kind: string,
  options: object,
  make: (l: string) => T,
): T {
  // Latin digits everywhere: tables of numbers must line up with the files they come from.
  const l = locale.value === "ar" ? "ar-u-nu-latn" : locale.value;
  const key = `${l} ${kind} ${JSON.stringify(options)}`;
  let f = cache.get(key);
  if (!f) {
    f = make(l);
    cache.set(key, f);
  }
  return f as T;
}

export function number(n: number | null | undefined, o: Intl.NumberFormatOptions = {}): string {
  if (n === null || n === undefined || !Number.isFinite(n)) return "–";
  return cached("n", o, (l) => new Intl.NumberFormat(l, o)).format(n);
}

/** 1.2M, 34K: for where space is short. */
export function compact(n: number | null | undefined): string {
  return number(n, { notation: "compact", maximumFractionDigits: 1 });
}

export function percent(ratio: number | null | undefined): string {
  return number(ratio, { style: "percent", maximumFractionDigits: 1 });
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function bytes(n: number | null | undefined): string {
  if (n === null || n === undefined) return "–";
  const step = n < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(n) / 3));
  const value = n / 1000 ** step;
  const maximumFractionDigits = step > 0 && value < 100 ? 1 : 0;
  return number(value, {
    style: "unit",
    unit: UNITS[step],
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits,
  });
}

export type DateLike = string | number | Date | null | undefined;

export function dateTime(at: DateLike, o: Intl.DateTimeFormatOptions = {}): string {
  if (at === null || at === undefined) return "–";
  const d = new Date(at);
  if (Number.isNaN(d.getTime())) return "–";
  const style =
    Object.keys(o).length > 0 ? o : { dateStyle: "medium" as const, timeStyle: "short" as const };
  const full = { timeZone: zone(), ...style };
  return cached("d", full, (l) => new Intl.DateTimeFormat(l, full)).format(d);
}

export function date(at: DateLike): string {
  return dateTime(at, { dateStyle: "medium" });
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86400],
  ["month", 30 * 86400],
  ["week", 7 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** "3 days ago", "in 2 hours". */
export function relative(at: DateLike, now = Date.now()): string {
  if (at === null || at === undefined) return "–";
  const seconds = Math.round((new Date(at).getTime() - now) / 1000);
  const [unit, size] = STEPS.find(([, s]) => Math.abs(seconds) >= s) ?? ["second", 1];
  const o = { numeric: "auto" } as const;
  const f = cached("r", o, (l) => new Intl.RelativeTimeFormat(l, o));
  return f.format(Math.trunc(seconds / size), unit);
}

/** 1:05, 2:03:10: how long something takes. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  const s = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  const m = Math.floor((s % 3600) / 60);
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}
