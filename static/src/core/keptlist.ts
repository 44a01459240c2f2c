// Short lists of names that a browser keeps: what was hidden, dismissed or seen.
import { type ReadonlySignal, signal } from "@preact/signals";

export interface KeptList {
  readonly names: ReadonlySignal<readonly string[]>;
  has(name: string): boolean;
  /** The oldest goes when there are too many. */
  add(name: string): void;
  drop(name: string): void;
}

const MOST = 200;

function read(key: string): string[] {
  try {
    const v: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(v) ? v.map(String) : [];
  } catch {
    return [];
  }
}

/** The list under `key` of localStorage; what is there and cannot be read counts as empty. */
export function keptList(key: string): KeptList {
  const names = signal<readonly string[]>(read(key));
  const put = (list: string[]) => {
    names.value = list;
    if (list.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(list));
  };
  const others = (name: string) => names.peek().filter((x) => x !== name);
  return {
    names,
    has: (name) => names.value.includes(name),
    add: (name) => put([...others(name), name].slice(-MOST)),
    drop: (name) => put(others(name)),
  };
}
