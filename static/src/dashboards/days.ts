// Calendar days in a time zone, as instants; pure.

/** `2015-12-31` as the wall calendar of `tz` has it at `ms`. */
export function localDay(ms: number, tz: string): string {
  const f = new Intl.DateTimeFormat("en-US", {
    timeZone: tz,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  // by parts: how a locale writes a date differs between versions of its data
  const p = Object.fromEntries(f.formatToParts(ms).map((x) => [x.type, x.value]));
  return `${p.year}-${p.month}-${p.day}`;
}

/** How far `tz` is ahead of UTC at `ms`, in milliseconds. */
function offset(ms: number, tz: string): number {
  const f = new Intl.DateTimeFormat("en-US", {
    timeZone: tz,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const p = Object.fromEntries(f.formatToParts(ms).map((x) => [x.type, Number(x.value)])) as Record<
    string,
    number
  >;
  const wall = Date.UTC(p.year!, p.month! - 1, p.day!, p.hour!, p.minute!, p.second!);
  return wall - Math.floor(ms / 1000) * 1000;
}

/** The instant at which a day (`YYYY-MM-DD`, plus `days`) begins in `tz`; null when it is not a day. */
export function dayStart(day: string, tz: string, days = 0): number | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!m) return null;
  const utc = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]) + days);
  if (Number.isNaN(utc)) return null;
  const guess = utc - offset(utc, tz);
  return utc - offset(guess, tz);
}
