// Runs before the first paint: theme, scheme and language on the root element, and an early start for
// what the address will need, while the page's own code is still on its way.

import { dress } from "./core/dress";

/** Files beside the entry, by language and by address; put in by the build. */
declare const __AHEAD__: {
  locales: Record<string, string[]>;
  pages: [pattern: string, files: string[]][];
};

function begin(): string {
  const locale = dress();
  const root = document.documentElement;
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

hurry(begin());
