// Loads something for a view and keeps the old data on the screen while newer is fetched.
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type ApiError, asApiError, isAbort } from "./problem";

export interface Resource<T> {
  readonly data: Signal<T | undefined>;
  readonly error: Signal<ApiError | null>;
  readonly busy: Signal<boolean>;
  reload(): Promise<void>;
}

export function createResource<T>(
  load: (signal: AbortSignal) => Promise<T>,
): Resource<T> & { stop(): void } {
  const data = signal<T | undefined>(undefined);
  const error = signal<ApiError | null>(null);
  const busy = signal(false);
  let current: AbortController | null = null;

  async function reload(): Promise<void> {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    busy.value = true;
    try {
      const value = await load(mine.signal);
      if (current !== mine) return;
      data.value = value;
      error.value = null;
    } catch (e) {
      if (current === mine && !isAbort(e)) error.value = asApiError(e);
    } finally {
      if (current === mine) busy.value = false;
    }
  }

  return { data, error, busy, reload, stop: () => current?.abort() };
}

/** Loads when the view appears and whenever one of `deps` changes; without deps only when it is told to. */
export function useResource<T>(
  load: (signal: AbortSignal) => Promise<T>,
  deps?: unknown[],
): Resource<T> {
  const latest = useRef(load);
  latest.current = load;
  const resource = useMemo(() => createResource((s) => latest.current(s)), []);
  useEffect(() => {
    if (deps) void resource.reload();
  }, deps ?? []);
  useEffect(() => () => resource.stop(), [resource]);
  return resource;
}
