// How a file is read, in words; pure but for the words themselves.

import type { FileType, Plan } from "../core/types";

export type Say = (id: string, args?: Record<string, string | number>) => string;

export interface Recognised {
  file: string;
  time: string;
  metrics: string;
  labels: string;
}

const NAMES: Record<string, string> = {
  "utf-8": "UTF-8",
  "utf-16": "UTF-16",
  "windows-1252": "Windows-1252",
};

const DELIMITERS: Record<string, string> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
  " ": "space",
};

function delimiterText(d: string, say: Say): string {
  const name = DELIMITERS[d];
  return name ? say(`delimiter-${name}`) : say("delimiter-other", { sign: d });
}

function fileText(plan: Plan, fileType: FileType, say: Say): string {
  const parts: string[] = [];
  if (fileType !== "csv") parts.push(say(`file-${fileType}`));
  else if (plan.delimiter) parts.push(delimiterText(plan.delimiter, say));
  if (plan.compression === "gzip") parts.push("gzip");
  parts.push(NAMES[plan.encoding] ?? plan.encoding);
  if (plan.delimiter && plan.decimal) {
    parts.push(say(plan.decimal === "," ? "decimal-comma" : "decimal-point"));
  }
  return parts.filter(Boolean).join(`${say("read-comma")} `);
}

const WORDS: Record<string, string> = {
  Y: "year",
  y: "year2",
  m: "month",
  b: "month-name",
  B: "month-name",
  h: "month-name",
  d: "day",
  e: "day",
  j: "day-of-year",
  H: "hour",
  k: "hour",
  I: "hour",
  M: "minute",
  S: "second",
  p: "am-pm",
  z: "zone",
  Z: "zone",
  a: "weekday",
  A: "weekday",
};

const SHORT: Record<string, string> = { T: "%H:%M:%S", R: "%H:%M", F: "%Y-%m-%d", D: "%m/%d/%y" };
const WHOLE: Record<string, string> = {
  rfc3339: "time-rfc3339",
  epoch_s: "time-epoch-s",
  epoch_ms: "time-epoch-ms",
  epoch_us: "time-epoch-us",
  epoch_ns: "time-epoch-ns",
};

const spelled = (format: string): string => format.replace(/%([TRFD])/g, (_, c) => SHORT[c] ?? "");

const THIN = "\u2009";
const TOKEN = /%[-_0^#]?([a-zA-Z%])/g;

/** What stands between the parts: the T of ISO is a gap, other letters are meant as they stand. */
function literal(text: string): string {
  if (text === "T") return " ";
  return text.replace(/\p{L}+/gu, (letters) => `“${letters}”`);
}

/** `%d.%m.%Y` → "day.month.year"; parts without a sign between them keep apart. */
export function formatText(format: string, say: Say): string {
  const whole = WHOLE[format];
  if (whole) return say(whole);
  const text = spelled(format);
  let out = "";
  let end = 0;
  for (const m of text.matchAll(TOKEN)) {
    const between = text.slice(end, m.index);
    const word = WORDS[m[1] as string];
    out += between ? literal(between) : out && word ? THIN : "";
    out += word ? say(`time-${word}`) : m[1] === "%" ? "%" : m[0];
    end = m.index + m[0].length;
  }
  return out + literal(text.slice(end));
}

const SAMPLE: Record<string, string> = {
  Y: "2024",
  y: "24",
  m: "12",
  b: "Dec",
  B: "December",
  h: "Dec",
  d: "31",
  e: "31",
  j: "366",
  H: "18",
  k: "18",
  I: "06",
  M: "30",
  S: "00",
  p: "PM",
  z: "+0100",
  Z: "CET",
  a: "Tue",
  A: "Tuesday",
};

const WHOLE_SAMPLE: Record<string, string> = {
  rfc3339: "2024-12-31T18:30:00Z",
  epoch_s: "1735669800",
  epoch_ms: "1735669800000",
  epoch_us: "1735669800000000",
  epoch_ns: "1735669800000000000",
};

/** `%d.%m.%Y` → "31.12.2024". */
export function sampleOf(format: string): string {
  return (
    WHOLE_SAMPLE[format] ??
    spelled(format).replace(TOKEN, (all, c: string) => (c === "%" ? "%" : (SAMPLE[c] ?? all)))
  );
}

/** Whether times of this format say themselves in which zone they are; ISO ones may or may not. */
export function tellsZone(format: string | null, example: string | null): boolean {
  if (format === "rfc3339") return /\dZ$|\d[+-]\d\d(:?\d\d)?$/i.test(clockOf(example ?? ""));
  return format !== null && (format in WHOLE || /%[zZ]/.test(format));
}

/** Without the date, whose dashes look like an offset. */
const clockOf = (time: string): string => time.trim().replace(/^\d{4}-\d\d(-\d\d)?/, "");

function timeText(plan: Plan, say: Say): string {
  const columns = plan.timestamp ?? [];
  if (columns.length === 0) return say("read-upload-time");
  const [column, zone] = [columns.join(" + "), plan.timeZone ?? "UTC"];
  if (!plan.timeFormat) return column;
  const format = formatText(plan.timeFormat, say);
  const { example = null } = plan.columns.find((c) => c.role === "time") ?? {};
  if (tellsZone(plan.timeFormat, example)) return say("read-at-zoned", { column, format });
  return say("read-at", { column, format, zone });
}

const SHOWN = 8;
const LETTERS = 120;

/** The first names, within reason, and how many more there are. */
export function someOf(names: readonly string[], say: Say): string {
  let letters = 0;
  const fits = names.findIndex((name, i) => {
    letters += name.length;
    return i === SHOWN || (i > 0 && letters > LETTERS);
  });
  if (fits < 0) return names.join(", ");
  return say("read-more", { first: names.slice(0, fits).join(", "), count: names.length - fits });
}

function metricsText(plan: Plan, say: Say): string {
  const name = plan.columns.find((c) => c.role === "name")?.name;
  const value = plan.columns.find((c) => c.role === "value")?.name;
  if (plan.format === "long" && name && value) return say("read-long", { name, value });
  return plan.metrics.length > 0 ? someOf(plan.metrics, say) : (value ?? say("read-none"));
}

/** What was recognised, line by line. */
export function recognised(plan: Plan, fileType: FileType, say: Say): Recognised {
  return {
    file: fileText(plan, fileType, say),
    time: timeText(plan, say),
    metrics: metricsText(plan, say),
    labels: plan.labels.length > 0 ? someOf(plan.labels, say) : say("read-none"),
  };
}
