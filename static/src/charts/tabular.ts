// The same numbers as a table: for "view as table", for CSV, and for the table widget.

import { bucketTime } from "./format";
import type { Plan } from "./plan";
import { readable, seriesNames } from "./series";
import type { Agg, Env, Series, Table } from "./types";

/** A time chart's table: one row per bucket, one column per series. Without an interval: exact times. */
export function timeTable(
  p: Plan,
  unit: string | undefined,
  interval: string | null,
  env: Env,
): Table {
  const suffix = unit ? ` (${unit})` : "";
  const when = (t: number) =>
    interval === null ? new Date(t * 1000).toISOString() : bucketTime(t, interval, env);
  return {
    columns: [
      { name: env.words("chart-time"), numeric: false },
      ...p.names.map((name) => ({ name: name + suffix, numeric: true })),
    ],
    rows: p.t.map((t, i) => [when(t), ...p.raw.map((v) => v[i] ?? null)]),
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
