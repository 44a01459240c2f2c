// Waits for the first event of a workspace, and counts those that were refused meanwhile.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { api } from "../core/api";
import { zone } from "../core/format";
import { watch } from "../core/live";
import { asApiError, isAbort } from "../core/problem";
import { tenant } from "../core/session";
import { notifyError } from "../core/toast";

export interface Arrival {
  type: string;
  receivedAt: string;
}

/** What the overview and its live messages have in common. */
interface Counts {
  total: number;
  invalid: number;
  /** Newest first. */
  feed: Arrival[];
}

/** Calls `onArrive` once, with the first event; answers how many were refused. */
export function useArrival(onArrive: (first: Arrival) => void): Signal<number> {
  const refused = useSignal(0);
  const id = tenant.value?.id;
  const told = useRef<((first: Arrival) => void) | null>(onArrive);

  useEffect(() => {
    if (!id) return;
    const take = (now: Counts) => {
      // An answer may be older than a message that came before it; what is counted only grows.
      refused.value = Math.max(refused.peek(), now.invalid);
      const first = now.feed.at(-1);
      if (!first) return;
      told.current?.(first);
      told.current = null;
    };
    const ask = () => {
      const query = { tz: zone() };
      api.get<Counts>("/api/events/overview", { query }).then(take, (e: unknown) => {
        if (!isAbort(e)) notifyError(asApiError(e));
      });
    };
    return watch(`tenant:${id}`, {
      snapshot: ask,
      message: (m) => m.type === "events.delta" && take(m.data as Counts),
    });
  }, [id]);
  return refused;
}
