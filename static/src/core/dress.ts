// Theme, scheme and language on the root element, from what this browser remembers.

const LOCALES = ["en", "fr", "ar"];

function read(key: string, allowed: string[], fallback: string): string {
  const v = localStorage.getItem(key);
  return v && allowed.includes(v) ? v : fallback;
}

/** Answers the language of the words. */
export function dress(): string {
  const root = document.documentElement;
  const scheme = read("bw.scheme", ["light", "dark", "system"], "system");
  const night = matchMedia("(prefers-color-scheme: dark)").matches;
  const ofBrowser = navigator.language.slice(0, 2);
  root.dataset.theme = read("bw.theme", ["mint", "warm", "neon", "ember"], "mint");
  root.dataset.scheme = scheme === "dark" || (scheme === "system" && night) ? "dark" : "light";
  return read("bw.locale", LOCALES, LOCALES.includes(ofBrowser) ? ofBrowser : "en");
}
