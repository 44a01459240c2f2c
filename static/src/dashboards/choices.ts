// What a question may choose from, and how a filter is stored; pure.

import type { Agg, Dataset, Where } from "../core/types";

/** What is asked of a dataset at first: events are counted, measurements averaged. */
export const usualAgg = (d: Dataset | undefined): Agg => (d?.kind === "events" ? "count" : "avg");

/** The first of each is what goes without saying. */
export const COMPARES = ["", "previous", "year"] as const;
export const FILLS = ["", "zero", "previous"] as const;
export const SCALES = ["linear", "log"] as const;

/** A filter as lists, whichever way it is stored. */
export const listsOf = (where: Where | undefined): Record<string, string[]> =>
  Object.fromEntries(Object.entries(where ?? {}).map(([k, v]) => [k, [v].flat()]));

/** Several values of a label as a widget stores them: one bare, more as a list. */
export function stored(where: Record<string, string[]>): Where | undefined {
  const pairs = Object.entries(where).filter(([, values]) => values.length > 0);
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(pairs.map(([k, v]) => [k, v.length === 1 ? (v[0] as string) : v]));
}
