// What a workspace used of its month, and what is left of its limits; the sums are pure.
import type { Tone } from "../ui/parts";

export interface Usage {
  /** "2026-11"; months are those of UTC. */
  month: string;
  used: number;
  rejected: number;
  soft: number | null;
  hard: number | null;
  /** What it will be at the end of the month if it goes on so. */
  projection: number | null;
  days: { date: string; events: number; rejected: number }[];
  keys: { keyId: string | null; name: string | null; events: number; rejected: number }[];
  storage: { bytes: number; retentionDays: number };
  notice: Notice | null;
}

export interface Notice {
  kind: "soft" | "hard";
  at: string;
}

export interface Plan {
  plan: string;
  soft: number | null;
  hard: number | null;
  retentionDays: number;
  status: string;
}

/** How it stands: without limits, within them, close to one, over the soft one, at the hard one. */
export type Standing = "free" | "within" | "near" | "soft" | "hard";

type Limits = Pick<Usage, "used" | "soft" | "hard">;

const NEAR = 0.8;

export function standing({ used, soft, hard }: Limits): Standing {
  if (hard !== null && used >= hard) return "hard";
  if (soft !== null && used >= soft) return "soft";
  const next = soft ?? hard;
  if (next === null) return "free";
  return used >= next * NEAR ? "near" : "within";
}

export const TONE: Record<Standing, Tone> = {
  free: "plain",
  within: "good",
  near: "warn",
  soft: "warn",
  hard: "bad",
};

export interface Mark {
  at: number;
  kind: "near" | "soft" | "hard";
}

export interface Gauge {
  /** The number at the end of the meter. */
  end: number;
  marks: Mark[];
}

/** The meter ends a little behind the last limit, so that it can be seen to be passed. */
export function gauge({ used, soft, hard }: Limits): Gauge | null {
  const last = hard ?? soft;
  if (last === null) return null;
  const marks: Mark[] = [];
  const first = soft ?? hard ?? 0;
  if (first > 0) marks.push({ at: first * NEAR, kind: "near" });
  if (soft !== null) marks.push({ at: soft, kind: "soft" });
  if (hard !== null) marks.push({ at: hard, kind: "hard" });
  return { end: Math.max(last, used, 1) * (hard === null ? 1.1 : 1), marks };
}

/** The month before or after, as "2026-11". */
export function monthBeside(month: string, step: 1 | -1): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}

/** The first instant behind a month, when its limits are new. */
export const monthEnd = (month: string): string => `${monthBeside(month, 1)}-01T00:00:00Z`;

export const thisMonth = (now = new Date()): string => now.toISOString().slice(0, 7);

/** Every day of the month up to `last`, those without events too, in seconds. */
export function daily(u: Pick<Usage, "month" | "days">, now = new Date()) {
  const known = new Map(u.days.map((d) => [d.date, d]));
  const t: number[] = [];
  const events: number[] = [];
  const rejected: number[] = [];
  const end = Math.min(Date.parse(monthEnd(u.month)), now.getTime() + 1);
  for (let at = Date.parse(`${u.month}-01T00:00:00Z`); at < end; at += 86_400_000) {
    const day = known.get(new Date(at).toISOString().slice(0, 10));
    t.push(at / 1000);
    events.push(day?.events ?? 0);
    rejected.push(day?.rejected ?? 0);
  }
  return { t, events, rejected };
}
