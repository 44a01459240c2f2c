// The dashboards of a workspace, kept true by the tenant's live topic.

import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { allOf } from "../core/all";
import { watch } from "../core/live";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import { tenant } from "../core/session";
import type { DashboardListItem, LiveMessage } from "../core/types";

function createList() {
  const items = signal<DashboardListItem[] | null>(null);
  const error = signal<ApiError | null>(null);

  async function load(): Promise<void> {
    try {
      items.value = await allOf<DashboardListItem>("/api/dashboards");
      error.value = null;
    } catch (e) {
      if (!isAbort(e)) error.value = asApiError(e);
    }
  }

  const put = (d: DashboardListItem) => {
    items.value = (items.value ?? []).map((x) => (x.id === d.id ? d : x));
  };
  const drop = (id: string) => {
    items.value = (items.value ?? []).filter((d) => d.id !== id);
  };
  const hear = (m: LiveMessage) => {
    if (m.type.startsWith("dashboard:")) void load();
  };
  return { items, error, load, put, drop, hear };
}

export type DashboardList = ReturnType<typeof createList>;

export function useDashboards(): DashboardList {
  const list = useMemo(createList, []);
  const id = tenant.value?.id;
  useEffect(() => {
    if (!id) return;
    return watch(`tenant:${id}`, { snapshot: () => void list.load(), message: list.hear });
  }, [id, list]);
  return list;
}
