// How long something takes yet, in words: "about 3 minutes left".

import { number } from "../core/format";
import { t } from "../core/i18n";

const UNITS = [
  { unit: "hour", seconds: 3600, from: 5400 },
  { unit: "minute", seconds: 60, from: 90 },
  { unit: "second", seconds: 1, from: 0 },
] as const;

/** Which unit says it, and how many of it: exact enough to wait by; pure. */
export function roughly(seconds: number): { unit: "hour" | "minute" | "second"; count: number } {
  const { unit, seconds: size } = UNITS.find((u) => seconds >= u.from) ?? UNITS[2];
  const count = Math.max(1, Math.round(seconds / size));
  // Seconds are told in steps, or they would flicker.
  const step = unit === "second" && count > 10 ? 5 : 1;
  return { unit, count: Math.ceil(count / step) * step };
}

export function timeLeft(seconds: number): string {
  const { unit, count } = roughly(seconds);
  return t("step-left", { time: number(count, { style: "unit", unit, unitDisplay: "long" }) });
}
