// Derived metrics and transforms as people write them, and where a mistake stands; pure.

import type { ApiError } from "../core/problem";

/** How many buckets a moving average may look back. */
export const WINDOW_MAX = 1000;
const WINDOW = /^movingAverage\((\d{1,4})\)$/;

/** The window of a moving average; null when it is another transform. */
export function windowOf(transform: string): number | null {
  const n = Number(WINDOW.exec(transform)?.[1] ?? 0);
  return n >= 1 && n <= WINDOW_MAX ? n : null;
}

const FUNCTIONS = ["abs", "min", "max", "round"];

/** A metric's name inside an expression: bare where it reads as a word, else in quotes. */
export function metricText(name: string): string {
  const word = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !FUNCTIONS.includes(name);
  return word ? name : `"${name.replaceAll('"', '""')}"`;
}

export interface Mistake {
  /** Which expression it is about; null when the server does not say. */
  index: number | null;
  /** The character it stands at, from 1; null when it is about the whole. */
  column: number | null;
  message: string;
}

const PATH = /^(?:expr|expressions)(?:\[(\d+)\])?$/;
const COLUMN = /^column (\d+): /;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The mistakes of a refusal that are about expressions. */
export function mistakesOf(error: ApiError | null): Mistake[] {
  return (error?.fields ?? []).flatMap((f) => {
    const m = PATH.exec(f.path);
    if (!m) return [];
    const column = COLUMN.exec(f.message)?.[1];
    return [
      {
        index: m[1] === undefined ? null : Number(m[1]),
        column: column === undefined ? null : Number(column),
        message: sentence(f.message.replace(COLUMN, "")),
      },
    ];
  });
}

const TOKEN = /"((?:[^"]|"")*)"|[\p{L}_][\p{L}\p{N}_.]*(\s*\()?|\d[\d.]*(?:[eE][+-]?\d+)?/gu;

/** The first name in an expression that is no metric, and where it stands; null when all are known. */
export function strange(
  text: string,
  metrics: readonly string[],
): { name: string; column: number } | null {
  for (const m of text.matchAll(TOKEN)) {
    const isNumber = /^\d/.test(m[0]);
    const isFunction = m[2] !== undefined;
    if (isNumber || isFunction) continue;
    const name = m[1] === undefined ? m[0] : m[1].replaceAll('""', '"');
    if (!metrics.includes(name)) return { name, column: [...text.slice(0, m.index)].length + 1 };
  }
  return null;
}
