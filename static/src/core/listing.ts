// A whole list of things of the workspace on a page, kept true by the tenant's live topic.
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { allOf } from "./all";
import { watch } from "./live";
import { type ApiError, asApiError, isAbort } from "./problem";
import { tenant } from "./session";
import type { LiveMessage } from "./types";

export interface Listing<T> {
  readonly items: Signal<T[] | null>;
  readonly error: Signal<ApiError | null>;
  load(): Promise<void>;
  /** Takes the place of the one with its id, or comes first. */
  put(item: T): void;
  drop(id: string): void;
  find(id: string): T | undefined;
}

export function createListing<T extends { id: string }>(path: string): Listing<T> {
  const items = signal<T[] | null>(null);
  const error = signal<ApiError | null>(null);
  const find = (id: string) => items.value?.find((x) => x.id === id);

  async function load(): Promise<void> {
    try {
      items.value = await allOf<T>(path);
      error.value = null;
    } catch (e) {
      if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  function put(item: T): void {
    const all = items.value ?? [];
    items.value = find(item.id) ? all.map((x) => (x.id === item.id ? item : x)) : [item, ...all];
  }

  function drop(id: string): void {
    items.value = (items.value ?? []).filter((x) => x.id !== id);
  }

  return { items, error, load, put, drop, find };
}

/** Calls `load` at first and after a gap, and `hear` with each message about the workspace. */
export function useTenantTopic(load: () => void, hear: (m: LiveMessage) => void): void {
  const id = tenant.value?.id;
  useEffect(() => {
    if (id) return watch(`tenant:${id}`, { snapshot: load, message: hear });
  }, [id, load, hear]);
}

/** A listing that lives with its page; `hear` is told what happens in the workspace. */
export function useListing<T extends { id: string }>(
  path: string,
  hear: (list: Listing<T>, m: LiveMessage) => void,
): Listing<T> {
  const list = useMemo(() => createListing<T>(path), [path]);
  const told = useMemo(() => (m: LiveMessage) => hear(list, m), [list, hear]);
  useTenantTopic(list.load, told);
  return list;
}
