// How long something takes yet, in words: "about 3 minutes left".

import { number } from "../core/format";
import { t } from "../core/i18n";
import { roughly } from "./meter";

export function timeLeft(seconds: number): string {
  const { unit, count } = roughly(seconds);
  return t("step-left", { time: number(count, { style: "unit", unit, unitDisplay: "long" }) });
}
