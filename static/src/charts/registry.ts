// All chart types by name. A new type is one file with a `mount`, and one line here.

import { readTheme } from "./palette";
import type { Chart, ChartData, ChartSpec, ChartType, Env, Mount } from "./types";

const time = async () => (await import("./time")).mount;

const TYPES: Record<ChartType, () => Promise<Mount>> = {
  line: time,
  area: time,
  bar: time,
  stat: async () => (await import("./stat")).mount,
  table: async () => (await import("./table")).mount,
  text: async () => (await import("./text")).mount,
};

export const chartTypes = Object.keys(TYPES) as ChartType[];

/** Starts loading the drawing code; call it as soon as a page knows it will draw. */
export function warm(): void {
  void time();
}

type Job = () => void;
const jobs: Job[] = [];
let running = false;

/** One mount per frame, in a task of its own, keeps the page awake however many charts there are. */
function nextFrame(job: Job): void {
  jobs.push(job);
  if (running) return;
  running = true;
  const soon = () => requestAnimationFrame(() => setTimeout(step));
  const step = () => {
    jobs.shift()?.();
    if (jobs.length > 0) soon();
    else running = false;
  };
  soon();
}

/** Mounts a chart when its code is there and its frame has come. Rejects when `signal` says so. */
export async function mount(
  el: HTMLElement,
  spec: ChartSpec,
  data: ChartData,
  env: Env,
  signal: AbortSignal,
): Promise<Chart> {
  const make = await TYPES[spec.type]();
  return new Promise((done, fail) => {
    nextFrame(() => {
      if (signal.aborted) fail(signal.reason);
      else done(make(el, spec, data, readTheme(el), env));
    });
  });
}
