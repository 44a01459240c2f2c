// How events are written: their time, their payload in one line, and where they lead.
import { dateTime, number, percent } from "../core/format";
import { t } from "../core/i18n";
import { inTenant } from "../core/session";
import { type Filters, writeFilters } from "./filters";
import type { Trend } from "./trend";
import type { EventItem, Span } from "./types";

const NOTHING: Filters = { type: "", source: "", userId: "", q: "", where: [], range: null };
const RANGES: Record<Span, string> = { hour: "1h", day: "24h", week: "7d" };

/** The explorer's address with these filters. */
export function eventsPath(filters: Partial<Filters> = {}, span?: Span): string {
  const range = span ? { last: RANGES[span] } : null;
  const query = writeFilters({ ...NOTHING, range, ...filters });
  return inTenant(`/events${query ? `?${query}` : ""}`);
}

/** The time of day; with its day where that is not today. */
export function eventTime(at: string, now = Date.now()): string {
  const day = { dateStyle: "short" } as const;
  const more =
    dateTime(at, day) === dateTime(now, day) ? {} : ({ month: "short", day: "numeric" } as const);
  return dateTime(at, { ...more, hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

const LINE = 240;

/** What an event carries, in one line: its value and the beginning of its payload. */
export function gist(e: EventItem): string {
  const { payload } = e;
  if (payload === null || payload === undefined) return "";
  if (typeof payload !== "object") return String(payload).slice(0, LINE);
  const parts = Array.isArray(payload)
    ? [JSON.stringify(payload)]
    : Object.entries(payload).map(
        ([k, v]) => `${k}: ${typeof v === "string" ? v : JSON.stringify(v)}`,
      );
  return parts.join(" · ").slice(0, LINE);
}

export interface SaidTrend {
  text: string;
  /** The whole sentence, for those who do not see an arrow. */
  long: string;
  way: "up" | "down" | "none";
}

/** A comparison in a few words; null where there is nothing to say. */
export function trendText(tr: Trend, span: Span): SaidTrend | null {
  if (tr.kind === "none") return null;
  const period = t(`live-before-${span}`);
  if (tr.kind === "new")
    return { text: t("trend-new"), long: t("trend-new-long", { period }), way: "none" };
  if (tr.kind === "same")
    return { text: t("trend-same"), long: t("trend-same-long", { period }), way: "none" };
  if (tr.kind === "times") {
    const shown = number(Math.round(tr.by));
    return { text: `×${shown}`, long: t("trend-times", { shown, period }), way: "up" };
  }
  const size = Math.abs(tr.by);
  const shown =
    tr.kind === "few" ? number(size) : percent(size < 1 ? size : Math.round(size * 100) / 100);
  const more = tr.by > 0;
  return {
    text: `${more ? "+" : "−"}${shown}`,
    long: t(more ? "trend-more" : "trend-less", { shown, period }),
    way: more ? "up" : "down",
  };
}
