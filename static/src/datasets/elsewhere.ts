// What other tabs of this browser are sending: their uploads are not interrupted, and they can be stopped.

import { signal } from "@preact/signals";

/** An upload as other tabs are told of it. */
export interface Sending {
  datasetId: string;
  size: number;
  sent: number;
  rate: number;
  secondsLeft: number | null;
  waitsUntil: number | null;
}

type Word = { all: Sending[]; tab: string } | { ask: true } | { stop: string };

const TELL_MS = 1000;
/** A tab that is silent for so long is gone; browsers slow the timers of hidden ones. */
const SILENT_MS = 5000;
const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
const others = signal<ReadonlyMap<string, { all: Sending[]; at: number }>>(new Map());
const channel = new BroadcastChannel("bw.uploads");
let mine: () => Sending[] = () => [];
let stop: (datasetId: string) => void = () => {};

const say = (word: Word) => channel.postMessage(word);
const tell = () => say({ all: mine(), tab });

channel.onmessage = ({ data }: MessageEvent<Word>) => {
  if ("ask" in data) {
    if (mine().length > 0) tell();
  } else if ("stop" in data) stop(data.stop);
  else others.value = new Map(others.value).set(data.tab, { all: data.all, at: Date.now() });
};

/** What another tab sends to this dataset. */
export function sentElsewhere(datasetId: string): Sending | undefined {
  for (const { all } of others.value.values()) {
    const found = all.find((s) => s.datasetId === datasetId);
    if (found) return found;
  }
  return undefined;
}

export const stopElsewhere = (datasetId: string): void => say({ stop: datasetId });

/** Called once by what uploads: how to know and how to stop what this tab sends. */
export function shareUploads(list: () => Sending[], halt: (datasetId: string) => void): void {
  mine = list;
  stop = halt;
  say({ ask: true });
  let told = 0;
  setInterval(() => {
    const now = mine().length;
    if (now > 0 || told > 0) tell();
    told = now;
    const oldest = Date.now() - SILENT_MS;
    const alive = [...others.value].filter(([, o]) => o.at > oldest && o.all.length > 0);
    if (alive.length < others.value.size) others.value = new Map(alive);
  }, TELL_MS);
}
