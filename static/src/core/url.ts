// The address bar is the view's state: path and query as signals, links handled without a reload.
import { computed, signal } from "@preact/signals";
import { newRouteScope } from "./api";

const path = signal(location.pathname);
const search = signal(location.search);
/** What must agree before the person leaves (unsaved words); false keeps the page. */
const guards = new Set<() => boolean>();
const scrolls = new Map<string, number>();
let key = 0;

export const currentPath = computed(() => path.value);
export const query = computed(() => new URLSearchParams(search.value));

function show(): void {
  if (path.peek() !== location.pathname) newRouteScope();
  path.value = location.pathname;
  search.value = location.search;
}

function remember(): void {
  scrolls.set(String(history.state?.key ?? 0), scrollY);
}

export function navigate(href: string, o: { replace?: boolean } = {}): void {
  const moved = new URL(href, location.href).pathname !== location.pathname;
  if (moved) for (const ok of guards) if (!ok()) return;
  remember();
  const state = { key: o.replace ? (history.state?.key ?? 0) : ++key };
  if (o.replace) history.replaceState(state, "", href);
  else history.pushState(state, "", href);
  show();
  if (moved) scrollTo(0, 0);
}

/** Sets or (null) removes query parameters; replaces by default, so that Back leaves the page. */
export function setQuery(change: Record<string, string | null>, o = { replace: true }): void {
  const q = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === "") q.delete(name);
    else q.set(name, value);
  }
  const s = q.toString();
  navigate(`${location.pathname}${s ? `?${s}` : ""}${location.hash}`, o);
}

/** While the returned function has not been called, leaving asks `ok` first. */
export function guardLeaving(ok: () => boolean): () => void {
  guards.add(ok);
  const stay = (e: BeforeUnloadEvent) => {
    if (!ok()) e.preventDefault();
  };
  addEventListener("beforeunload", stay);
  return () => {
    guards.delete(ok);
    removeEventListener("beforeunload", stay);
  };
}

function ours(a: HTMLAnchorElement): boolean {
  if (a.origin !== location.origin || a.target || a.hasAttribute("download")) return false;
  return !/^\/(api|objects|p)\//.test(a.pathname);
}

function onClick(e: MouseEvent): void {
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
    return;
  const a = (e.target as Element | null)?.closest?.("a[href]") as HTMLAnchorElement | null;
  if (!a || !ours(a)) return;
  if (a.pathname === location.pathname && a.search === location.search && a.hash) return;
  e.preventDefault();
  navigate(a.href);
}

/** Called once when the page starts. */
export function initUrl(): void {
  history.scrollRestoration = "manual";
  key = Number(history.state?.key ?? 0);
  document.addEventListener("click", onClick);
  addEventListener("popstate", () => {
    show();
    const y = scrolls.get(String(history.state?.key ?? 0)) ?? 0;
    requestAnimationFrame(() => scrollTo(0, y));
  });
}
