// Change against the period before, told honestly: no percentage where a ratio would say nothing.

import { percent, valueText } from "./format";
import { identityOf } from "./series";
import type { Agg, Env, Series, Values } from "./types";

export interface Delta {
  kind: "up" | "down" | "same";
  /** Null where a ratio says nothing: on scales without a true zero, or across zero. */
  fraction: number | null;
  amount: number;
}

/** Change against the period before; null where there is nothing to compare with. */
export function delta(now: number | null, before: number | null, unit = ""): Delta | null {
  if (now === null || before === null) return null;
  const amount = now - before;
  const ratio = before > 0 && now >= 0 && !unit.startsWith("°");
  const fraction = ratio ? amount / before : null;
  const small = ratio ? Math.abs(amount / before) < 0.0005 : amount === 0;
  return { kind: small ? "same" : amount > 0 ? "up" : "down", fraction, amount };
}

/** "+12%", "−3.4 °C", "±0": the change alone, with its sign; empty where there is none to tell. */
export function changeText(
  now: number | null | undefined,
  before: number | null | undefined,
  unit: string | undefined,
  env: Env,
): string {
  const d = delta(now ?? null, before ?? null, unit);
  if (!d) return "";
  if (d.kind === "same") return "±0";
  const size = Math.abs(d.fraction ?? d.amount);
  const text = d.fraction === null ? valueText(size, unit, env.locale) : percent(size, env.locale);
  return `${d.kind === "up" ? "+" : "−"}${text}`;
}

const FOLDS: Partial<Record<Agg, (all: number[]) => number>> = {
  sum: (all) => all.reduce((a, b) => a + b, 0),
  count: (all) => all.reduce((a, b) => a + b, 0),
  min: (all) => Math.min(...all),
  max: (all) => Math.max(...all),
  first: (all) => all[0] as number,
  last: (all) => all[all.length - 1] as number,
};

const numbers = (v: unknown): number[] =>
  Array.isArray(v) ? (v as Values).filter((x): x is number => typeof x === "number") : [];

/** One number for the whole range, or null where the buckets cannot tell it exactly (percentiles). */
export function overall(s: Series | undefined, agg: Agg): number | null {
  if (!s) return null;
  if (agg === "avg") {
    const count = FOLDS.sum!(numbers(s.count));
    return count > 0 ? FOLDS.sum!(numbers(s.sum)) / count : null;
  }
  const all = numbers(s[agg]);
  return all.length > 0 ? (FOLDS[agg]?.(all) ?? null) : null;
}

/** The same series of another answer. */
export function twin(s: Series, list: Series[]): Series | undefined {
  const id = identityOf(s);
  return list.find((x) => identityOf(x) === id);
}
