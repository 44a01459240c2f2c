// What a chart says to those who do not see it: one sentence for the figure, one for each cursor step.

import { changeText } from "./change";
import { bucketTime, valueText } from "./format";
import type { Env, Values } from "./types";

/** "Temperature: line chart of temp max and temp min, 1 Jan 2012 to 31 Dec 2015, from −5 to 35.6 °C." */
export function figureSentence(
  title: string,
  kind: string,
  names: string[],
  t: number[],
  interval: string | undefined,
  range: [number, number] | null,
  unit: string | undefined,
  env: Env,
  compared = "",
): string {
  if (t.length === 0 || !range) return env.words("chart-empty-figure", { title });
  const words = env.words("chart-figure", {
    title,
    kind: env.words(`chart-kind-${kind}`),
    names: list(names, env),
    from: bucketTime(t[0] as number, interval, env),
    to: bucketTime(t[t.length - 1] as number, interval, env),
    low: valueText(range[0], unit, env.locale),
    high: valueText(range[1], unit, env.locale),
  });
  return compared ? `${words} ${compared}` : words;
}

/** "Mon, 4 Mar 2013: temp max 12.4, temp min 5.1" */
export function cursorSentence(
  names: string[],
  values: Values[],
  t: number[],
  i: number,
  interval: string | undefined,
  unit: string | undefined,
  env: Env,
  before: Values[] = [],
): string {
  const parts = names.map((name, k) => {
    const v = values[k]?.[i];
    const text =
      v === null || v === undefined ? env.words("chart-no-value") : valueText(v, unit, env.locale);
    const was = before.length === names.length ? wasText(v, before[k]?.[i], unit, env) : "";
    return was ? `${name} ${text}, ${was}` : `${name} ${text}`;
  });
  return `${bucketTime(t[i] as number, interval, env)}: ${parts.join(", ")}`;
}

/** "was 11.9 (+4%)": the same bucket of the period before. */
export function wasText(
  now: number | null | undefined,
  before: number | null | undefined,
  unit: string | undefined,
  env: Env,
): string {
  if (before === null || before === undefined) return env.words("chart-was-nothing");
  const value = valueText(before, unit, env.locale);
  const change = changeText(now, before, unit, env);
  return change
    ? env.words("chart-was-change", { value, change })
    : env.words("chart-was", { value });
}

function list(names: string[], env: Env): string {
  return new Intl.ListFormat(env.locale, { type: "conjunction" }).format(names.slice(0, 4));
}
