// Runs before the first paint: theme, scheme and language on the root element, and an early start for
// what the address will need, while the page's own code is still on its way.

import { dress } from "./core/dress";
import { remembered, type Who } from "./core/early";

/** Files beside the entry, by language and by address; put in by the build. */
declare const __AHEAD__: {
  locales: Record<string, string[]>;
  /** Files; and more of them where something is remembered under that name. */
  pages: [pattern: string, files: string[], name?: string, more?: string[]][];
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
    const style = file.endsWith(".css");
    link.rel = style ? "preload" : "modulepreload";
    if (style) link.as = "style";
    link.href = file;
    document.head.append(link);
  }
}

const asked = new Map<string, Promise<Response>>();

/** The page finds what waits for `first`, too: it would ask a second time for what is not there yet. */
function ask(address: string, tenant?: string, first?: Promise<unknown>): Promise<Response> {
  const headers = { accept: "application/json", ...(tenant && { "x-tenant-id": tenant }) };
  const go = () => fetch(address, { headers });
  const answer = first ? first.then(go) : go();
  answer.catch(() => {});
  asked.set(address, answer);
  return answer;
}

/** The numbers of the topics first, then what they are the numbers of: so nothing between is missed. */
function askForPage(who: Who): void {
  const [, slug = "", board] =
    /^\/w\/([^/]+)(?:\/dashboards\/([\w-]+))?/.exec(location.pathname) ?? [];
  const tenant = who.tenants[decodeURIComponent(slug)];
  if (!tenant) return;
  const seqs = (topics: string) => ask(`/api/live?${new URLSearchParams({ topics })}`, tenant);
  const mine = seqs(`user:${who.user},tenant:${tenant}`);
  if (!board) return;
  const first = Promise.all([mine, seqs(`dashboard:${board}`)]);
  const own = who.timezone === "auto";
  const tz = own ? Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC" : who.timezone;
  ask(`/api/dashboards/${board}`, tenant, first);
  if (!location.search)
    ask(`/api/dashboards/${board}/data?${new URLSearchParams({ tz })}`, tenant, first);
}

function hurry(locale: string): void {
  const known = localStorage.getItem("bw.fresh");
  const age = Date.now() - Number(known ?? 0);
  // A session that is about to end is renewed first, by the page itself.
  if (age >= 0 && age < 9 * 60_000) {
    Object.assign(window, { bwEarly: asked });
    ask("/api/me");
    const who = remembered();
    if (who) askForPage(who);
  }
  const page = __AHEAD__.pages.find(([pattern]) => new RegExp(pattern).test(location.pathname));
  preload(__AHEAD__.locales[locale]);
  if (known === null && !/^\/sign/.test(location.pathname)) return;
  preload(page?.[1]);
  if (page?.[2] && localStorage.getItem(page[2])) preload(page[3]);
}

hurry(begin());
