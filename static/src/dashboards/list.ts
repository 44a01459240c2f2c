// The dashboards of a workspace, kept true by the tenant's live topic.

import { type Listing, useListing } from "../core/listing";
import type { DashboardListItem, LiveMessage } from "../core/types";

export type DashboardList = Listing<DashboardListItem>;

function hear(list: DashboardList, m: LiveMessage): void {
  if (m.type.startsWith("dashboard:")) void list.load();
}

export const useDashboards = (): DashboardList => useListing("/api/dashboards", hear);
