// The dashboards and datasets of the workspace as places that the palette can find by name.
import { useMemo } from "preact/hooks";
import { allOf } from "../core/all";
import { t } from "../core/i18n";
import type { Command } from "../core/keys";
import { useResource } from "../core/resource";
import { inTenant } from "../core/session";
import type { DashboardListItem, Dataset } from "../core/types";
import { navigate } from "../core/url";

function places(kind: "dashboards" | "datasets", list: { id: string; name: string }[]): Command[] {
  return list.map((x) => ({
    id: `${kind}-${x.id}`,
    label: () => x.name,
    group: () => t(`nav-${kind}`),
    run: () => navigate(inTenant(`/${kind}/${x.id}`)),
  }));
}

/** Comes in while the palette is open already; a part of the server that is away only leaves a gap. */
export function usePlaces(): Command[] {
  const dashboards = useResource((s) => allOf<DashboardListItem>("/api/dashboards", s), []);
  const datasets = useResource((s) => allOf<Dataset>("/api/datasets", s), []);
  const boards = dashboards.data.value;
  const files = datasets.data.value;
  return useMemo(
    () => [...places("dashboards", boards ?? []), ...places("datasets", files ?? [])],
    [boards, files],
  );
}
