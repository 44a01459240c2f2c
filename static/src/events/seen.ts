// Which workspaces are known to have events, and the room that these need on the page before they are there.
import { keptList } from "../core/keptlist";

const known = keptList("bw.events");

/** How high the live overview will be: side by side, one below the other, on a small screen. */
export function roomHeight(): number {
  if (innerWidth >= 1024) return 809;
  return innerWidth >= 768 ? 1257 : 1366;
}

export const hasEvents = (tenantId: string): boolean => known.has(tenantId);

export function rememberEvents(tenantId: string, some: boolean): void {
  if (hasEvents(tenantId) === some) return;
  if (some) known.add(tenantId);
  else known.drop(tenantId);
}
