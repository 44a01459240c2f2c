// The words every chart speaks: what it is given, what it answers.

import type { Agg, Labels, WidgetType } from "../core/types";

export type { Agg, Labels };
export type ChartType = WidgetType;
export type Values = (number | null)[];

/** One series as the API answers it: arrays over `t` for time charts, plain numbers for summaries. */
export interface Series {
  metric: string;
  labels: Labels;
  t?: number[];
  [agg: string]: unknown;
}

/** What one widget is drawn from. `previous` is the same question asked of the period before. */
export interface ChartData {
  interval?: string;
  from?: string;
  to?: string;
  series: Series[];
  spark?: Series[];
  previous?: { from: string; to: string; series: Series[] };
  /** Percentiles of so many points that they are close, not exact. */
  approximate?: boolean;
}

export interface ChartSpec {
  type: ChartType;
  title: string;
  agg: Agg;
  unit?: string;
  /** Of the values; only lines follow a logarithmic one. */
  scale?: "linear" | "log";
  /** Metrics that are arithmetic: their names are not to be made readable. */
  expressions?: string[];
  /** Markdown of a text widget. */
  text?: string;
  /** Charts with one group share their crosshair. */
  group?: string;
}

/** How to write numbers, times and words; the same for every chart on a page. */
export interface Env {
  locale: string;
  tz: string;
  dir: "ltr" | "rtl";
  words: (id: string, args?: Record<string, string | number>) => string;
  /** A person dragged over a stretch of time, in seconds. */
  zoom?: (from: number, to: number) => void;
}

/** Colours read from the stylesheet's tokens. */
export interface ChartTheme {
  text: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  font: string;
  series: string[];
}

export interface Table {
  columns: { name: string; numeric: boolean }[];
  rows: (string | number | null)[][];
}

export interface Chart {
  update(data: ChartData, spec?: ChartSpec): void;
  setRange(from: number, to: number): void;
  setTheme(theme: ChartTheme): void;
  /** The numbers; `exact` writes times for machines. */
  table(exact?: boolean): Table;
  png(): Promise<Blob>;
  destroy(): void;
}

/** Every chart type is one file that exports this function. */
export type Mount = (
  el: HTMLElement,
  spec: ChartSpec,
  data: ChartData,
  theme: ChartTheme,
  env: Env,
) => Chart;
