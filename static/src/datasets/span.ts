// The days from which a dataset has something.
import { date } from "../core/format";
import type { Dataset } from "../core/types";

/** "May 1 – May 9", one day alone, or "" while there is nothing. */
export function spanOf(d: Pick<Dataset, "firstAt" | "lastAt">): string {
  if (!d.firstAt || !d.lastAt) return "";
  const [first, last] = [date(d.firstAt), date(d.lastAt)];
  return first === last ? first : `${first} – ${last}`;
}
