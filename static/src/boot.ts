// Runs before the first paint: theme, scheme and language on the root element, and an early start for
// what the address will need, while the page's own code is still on its way.

/** Files beside the entry, by language and by address; put in by the build. */
declare const __AHEAD__: {
  locales: Record<string, string[]>;
  pages: [pattern: string, files: string[]][];
};

const root = document.documentElement;

function read(key: string, allowed: string[], fallback: string): string {
  const v = localStorage.getItem(key);
  return v && allowed.includes(v) ? v : fallback;
}

function dress(): string {
  const scheme = read("bw.scheme", ["light", "dark", "system"], "system");
  const night = matchMedia("(prefers-color-scheme: dark)").matches;
  const ofBrowser = navigator.language.slice(0, 2);
  const locales = Object.keys(__AHEAD__.locales);
  const locale = read("bw.locale", locales, locales.includes(ofBrowser) ? ofBrowser : "en");
  root.dataset.theme = read("bw.theme", ["mint", "warm", "neon", "ember"], "mint");
  root.dataset.scheme = scheme === "dark" || (scheme === "system" && night) ? "dark" : "light";
  root.lang = locale;
  root.dir = locale === "ar" ? "rtl" : "ltr";
  return locale;
}

function preload(files: string[] | undefined): void {
  for (const file of files ?? []) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = file;
    document.head.append(link);
  }
}

function hurry(locale: string): void {
  const age = Date.now() - Number(localStorage.getItem("bw.fresh") ?? 0);
  // A session that is about to end is renewed first, by the page itself.
  if (age >= 0 && age < 9 * 60_000) {
    const me = fetch("/api/me", { headers: { accept: "application/json" } });
    me.catch(() => {});
    Object.assign(window, { bwEarlyMe: me });
  }
  const page = __AHEAD__.pages.find(([pattern]) => new RegExp(pattern).test(location.pathname));
  preload(__AHEAD__.locales[locale]);
  if (localStorage.getItem("bw.fresh") !== null || /^\/sign/.test(location.pathname)) {
    preload(page?.[1]);
  }
}

hurry(dress());
