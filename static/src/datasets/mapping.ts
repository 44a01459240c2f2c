// Which column is what: from the plan that was inferred and from what a person changed; pure.

import type { ColumnRole, Mapping, Plan, PlanColumn } from "../core/types";

/** The roles that a person gives; a table in long form keeps its names and values where they are. */
export type GivenRole = "time" | "metric" | "label" | "unused";
export const ROLES: readonly GivenRole[] = ["time", "metric", "label", "unused"];

export const named = (columns: readonly PlanColumn[], role: ColumnRole): string[] =>
  columns.filter((c) => c.role === role).map((c) => c.name);

/** The columns of a file of which nothing but the header is known. */
export function columnsOf(plan: Plan | null, header: readonly string[]): PlanColumn[] {
  if (plan) return plan.columns;
  return header.map((name) => ({ name, kind: "text", role: "unused", example: null }));
}

const CLOCK = /^\s*\d{1,2}:\d{2}/;
const YEAR = /^\s*\d{4}\s*$/;

/** Whether two time columns tell one time together: a date and a clock, a year and a month. */
export function joins(a: PlanColumn, b: PlanColumn): boolean {
  const one = a.example ?? "";
  const other = b.example ?? "";
  if (CLOCK.test(one) !== CLOCK.test(other)) return true;
  const short = (text: string) => /^\s*([a-z]{3,}|\d{1,2})\s*$/i.test(text);
  return (YEAR.test(one) && short(other)) || (YEAR.test(other) && short(one));
}

/** In long form any other use of the name's or the value's column ends the form. */
function widened(columns: PlanColumn[], changed: PlanColumn): PlanColumn[] {
  if (changed.role !== "name" && changed.role !== "value") return columns;
  const as: Partial<Record<ColumnRole, ColumnRole>> = { name: "label", value: "metric" };
  return columns.map((c) => ({ ...c, role: as[c.role] ?? c.role }));
}

/** The columns after one of them was given another role. */
export function withRole(
  columns: readonly PlanColumn[],
  name: string,
  role: ColumnRole,
): PlanColumn[] {
  const changed = columns.find((c) => c.name === name);
  if (!changed || changed.role === role) return [...columns];
  return widened([...columns], changed).map((c) => {
    if (c.name === name) return { ...c, role };
    const giveUp = role === "time" && c.role === "time" && !joins(c, changed);
    return giveUp ? { ...c, role: c.kind === "text" ? "label" : "unused" } : c;
  });
}

function timestampOf(columns: readonly PlanColumn[]): Mapping["timestamp"] {
  const names = named(columns, "time");
  return names.length > 1 ? names : (names[0] ?? null);
}

const asList = (t: Mapping["timestamp"]): string[] =>
  t === null || t === undefined ? [] : Array.isArray(t) ? t : [t];

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x));

/** What was inferred without a word of the person's; without `timestamp` no time was found. */
export type Inferred = Omit<Plan, "timestamp"> & { timestamp?: string[] | null };

/** Leaves out what would be inferred anyhow. */
export function needed(edits: Mapping, base: Inferred | null): Mapping {
  const out: Mapping = { ...edits };
  if (!base) return out;
  const { timestamp } = base;
  if (out.timestamp !== undefined && timestamp !== undefined)
    if (same(asList(out.timestamp), timestamp ?? [])) delete out.timestamp;
  if (out.metrics && base.format === "wide" && same(out.metrics, base.metrics)) delete out.metrics;
  if (out.labels && same(out.labels, base.labels)) delete out.labels;
  if (out.timeFormat === base.timeFormat || !out.timeFormat) delete out.timeFormat;
  if (out.timeZone === base.timeZone || !out.timeZone) delete out.timeZone;
  if (out.decimal === base.decimal) delete out.decimal;
  return out;
}

/** What the person said so far and one column's new role: which lists must be sent. */
export function edited(
  edits: Mapping,
  before: readonly PlanColumn[],
  after: readonly PlanColumn[],
  base: Inferred | null,
): Mapping {
  const old = new Map(before.map((c) => [c.name, c.role]));
  const moved = after.filter((c) => old.get(c.name) !== c.role);
  const came = new Set(moved.map((c) => c.role));
  const left = new Set(moved.map((c) => old.get(c.name)));
  const out: Mapping = { ...edits };
  const time = came.has("time") || left.has("time");
  if (time) {
    out.timestamp = timestampOf(after);
    // The former column's format says nothing about this one.
    delete out.timeFormat;
  }
  // A column that became the time is taken from its list by that alone.
  const lists = (role: "metric" | "label") =>
    came.has(role) || (left.has(role) && !came.has("time")) || left.has("name");
  if (out.metrics || lists("metric")) out.metrics = named(after, "metric");
  if (out.labels || lists("label")) out.labels = named(after, "label");
  return needed(out, base);
}

export const isEmptyMapping = (m: Mapping): boolean => Object.keys(m).length === 0;

/** 31.12.2024 read as the other order of day and month; null where there is no other. */
export function swapped(format: string | null | undefined): string | null {
  if (!format || !/%[de]/.test(format) || !format.includes("%m")) return null;
  return format.replace(/%[dem]/g, (x) => (x === "%m" ? "%d" : "%m"));
}

/** Whether a file with this problem may be sent: what was not looked at may, too. */
export const uploadable = (problem: { code: string } | null | undefined): boolean => !problem;
