// The same numbers as a table: for "view as table", for CSV, and for the table widget.

import { delta } from "./change";
import { bucketTime } from "./format";
import type { Plan } from "./plan";
import { readable, seriesNames } from "./series";
import type { Agg, Env, Series, Table } from "./types";

/** Change in percent of the period before, to a tenth; null where that says nothing. */
function percentOf(now: number | null, before: number | null, unit?: string): number | null {
  const fraction = delta(now, before, unit)?.fraction ?? null;
  return fraction === null ? null : Math.round(fraction * 1000) / 10;
}

/** Where most buckets are empty, those say nothing: the others are the rows. */
function rowsOf(p: Plan): number[] {
  const all = p.t.map((_, i) => i);
  const full = all.filter((i) => [...p.raw, ...p.previous].some((v) => typeof v[i] === "number"));
  return full.length * 2 < all.length ? full : all;
}

/** A time chart's table: one row per bucket, one column per series and, when compared, two more.
 *  Without an interval: exact times. */
export function timeTable(
  p: Plan,
  unit: string | undefined,
  interval: string | null,
  env: Env,
): Table {
  const suffix = unit ? ` (${unit})` : "";
  const numeric = (name: string) => ({ name, numeric: true });
  const twins = p.previous.length === p.names.length;
  const was = env.words("chart-previous");
  const when = (t: number) =>
    interval === null ? new Date(t * 1000).toISOString() : bucketTime(t, interval, env);
  const columns = p.names.flatMap((name) => [
    numeric(name + suffix),
    ...(twins
      ? [
          numeric(env.words("chart-before-of", { name }) + suffix),
          numeric(env.words("chart-change-of", { name })),
        ]
      : []),
  ]);
  const cells = (i: number) =>
    p.raw.flatMap((v, k) => {
      const now = v[i] ?? null;
      const before = p.previous[k]?.[i] ?? null;
      return twins ? [now, before, percentOf(now, before, unit)] : [now];
    });
  const whole = !twins && p.previous.length > 0;
  return {
    columns: [
      { name: env.words("chart-time"), numeric: false },
      ...columns,
      ...(whole ? [numeric(was + suffix)] : []),
    ],
    rows: rowsOf(p).map((i) => [
      when(p.t[i] as number),
      ...cells(i),
      ...(whole ? [p.previous[0]?.[i] ?? null] : []),
    ]),
  };
}

const COLUMNS: Agg[] = ["avg", "min", "max", "sum", "count"];

/** A summary's table: one row per series, heaviest first; the asked aggregate leads. */
export function summaryTable(list: Series[], agg: Agg, env: Env): Table {
  const keys = [...new Set(list.flatMap((s) => Object.keys(s.labels ?? {})))];
  const names = seriesNames(list);
  const many = new Set(list.map((s) => s.metric)).size > 1;
  const aggs = [agg, ...COLUMNS.filter((a) => a !== agg)];
  const value = (s: Series, a: Agg) => (typeof s[a] === "number" ? (s[a] as number) : null);
  const lead = keys.length > 0 && !many ? keys : [];
  const rows = list.map((s, i) => [
    ...(lead.length > 0 ? lead.map((k) => s.labels[k] ?? null) : [names[i] ?? ""]),
    ...aggs.map((a) => value(s, a)),
  ]);
  const at = Math.max(1, lead.length);
  if (keys.length > 0)
    rows.sort((a, b) => ((b[at] as number) ?? -Infinity) - ((a[at] as number) ?? -Infinity));
  return {
    columns: [
      ...(lead.length > 0 ? lead.map(readable) : [env.words("chart-metric")]).map((name) => ({
        name,
        numeric: false,
      })),
      ...aggs.map((a) => ({ name: env.words(`agg-${a}`), numeric: true })),
    ],
    rows,
  };
}
