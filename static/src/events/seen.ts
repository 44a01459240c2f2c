// Which workspaces are known to have events, and the room that these need on the page before they are there.
import { signal } from "@preact/signals";

const KEY = "bw.events";
const MOST = 200;
const known = signal<string[]>(read());

function read(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

/** How high the live overview will be: side by side, one below the other, on a small screen. */
export function roomHeight(): number {
  if (innerWidth >= 1024) return 809;
  return innerWidth >= 768 ? 1257 : 1366;
}

export const hasEvents = (tenantId: string): boolean => known.value.includes(tenantId);

export function rememberEvents(tenantId: string, some: boolean): void {
  if (hasEvents(tenantId) === some) return;
  const others = known.peek().filter((id) => id !== tenantId);
  known.value = some ? [...others, tenantId].slice(-MOST) : others;
  if (known.value.length === 0) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(known.value));
}
