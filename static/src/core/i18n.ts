// Words: Fluent messages in en, fr and ar; one bundle per language, loaded when it is wanted.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal } from "@preact/signals";
import type { LocaleName } from "./types";

export const LOCALES: readonly LocaleName[] = ["en", "fr", "ar"];
export const LOCALE_NAMES: Record<LocaleName, string> = {
  en: "English",
  fr: "Français",
  ar: "العربية",
};

const load: Record<LocaleName, () => Promise<{ default: string }>> = {
  en: () => import("../locales/en"),
  fr: () => import("../locales/fr"),
  ar: () => import("../locales/ar"),
};

const bundle = signal<FluentBundle | null>(null);
export const locale = signal<LocaleName>(document.documentElement.lang as LocaleName);

export async function setLocale(next: LocaleName): Promise<void> {
  const text = (await load[next]()).default;
  const fresh = new FluentBundle(next, { useIsolating: next === "ar" });
  fresh.addResource(new FluentResource(text));
  localStorage.setItem("bw.locale", next);
  document.documentElement.lang = next;
  document.documentElement.dir = next === "ar" ? "rtl" : "ltr";
  bundle.value = fresh;
  locale.value = next;
}

/** The message in the person's language; a missing one shows its name, which a test forbids. */
export function t(id: string, args?: Record<string, FluentVariable>): string {
  const b = bundle.value;
  const m = b?.getMessage(id);
  return b && m?.value ? b.formatPattern(m.value, args ?? null) : id;
}

export function hasMessage(id: string): boolean {
  return bundle.value?.hasMessage(id) ?? false;
}
