// Theme and scheme: kept in this browser for the next start, and on the server for the person.
import { signal } from "@preact/signals";
import type { SchemeName, ThemeName } from "./types";

export const THEMES: readonly ThemeName[] = ["mint", "warm", "neon", "ember"];
export const SCHEMES: readonly SchemeName[] = ["light", "dark", "system"];

const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function stored<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const v = localStorage.getItem(key) as T | null;
  return v && allowed.includes(v) ? v : fallback;
}

export const theme = signal<ThemeName>(stored("bw.theme", THEMES, "mint"));
export const scheme = signal<SchemeName>(stored("bw.scheme", SCHEMES, "system"));
/** What is on the screen; charts redraw when this or `theme` changes. */
export const shownScheme = signal<"light" | "dark">(
  root.dataset.scheme === "dark" ? "dark" : "light",
);

export function setTheme(next: ThemeName): void {
  localStorage.setItem("bw.theme", next);
  root.dataset.theme = next;
  theme.value = next;
}

export function setScheme(next: SchemeName): void {
  localStorage.setItem("bw.scheme", next);
  scheme.value = next;
  show();
}

function show(): void {
  const wanted = scheme.value === "system" ? (dark.matches ? "dark" : "light") : scheme.value;
  root.dataset.scheme = wanted;
  shownScheme.value = wanted;
}

/** The value of a CSS token on the page as it is now, for canvases. */
export function token(name: `--${string}`): string {
  return getComputedStyle(root).getPropertyValue(name).trim();
}

/** Called once when the page starts. */
export function initTheme(): void {
  dark.addEventListener("change", show);
  root.dataset.theme = theme.value;
  show();
}
