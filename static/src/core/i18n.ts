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

/** One part of the words, in every language. */
export type Words = Record<LocaleName, () => Promise<{ default: string }>>;

const everywhere: Words = {
  en: () => import("../locales/en"),
  fr: () => import("../locales/fr"),
  ar: () => import("../locales/ar"),
};
const parts = new Set<Words>([everywhere]);

const bundle = signal<FluentBundle | null>(null);
export const locale = signal<LocaleName>(document.documentElement.lang as LocaleName);
let chosen: Promise<void> = Promise.resolve();

export function setLocale(next: LocaleName): Promise<void> {
  chosen = change(next);
  return chosen;
}

async function change(next: LocaleName): Promise<void> {
  const texts = await Promise.all([...parts].map((words) => words[next]()));
  const fresh = new FluentBundle(next, { useIsolating: next === "ar" });
  for (const text of texts) fresh.addResource(new FluentResource(text.default));
  localStorage.setItem("bw.locale", next);
  document.documentElement.lang = next;
  document.documentElement.dir = next === "ar" ? "rtl" : "ltr";
  bundle.value = fresh;
  locale.value = next;
}

/** Brings in the words of pages that not everybody visits; another language brings them along. */
export async function addWords(words: Words): Promise<void> {
  if (!parts.has(words)) {
    parts.add(words);
    chosen = chosen.then(() => addTo(bundle.value, words));
  }
  try {
    await chosen;
  } catch (error) {
    parts.delete(words);
    chosen = Promise.resolve();
    throw error;
  }
}

async function addTo(known: FluentBundle | null, words: Words): Promise<void> {
  const text = (await words[locale.value]()).default;
  known?.addResource(new FluentResource(text));
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
