// Answers that boot.js asked for while the page's code was on its way: each is used once.

type Early = { bwEarly?: Map<string, Promise<Response>> };

/** What nobody has used until then is too old to be shown. */
const FRESH_MS = 10_000;

/** The early answer of an address; null where there is none, or none worth having. */
export async function early(address: string): Promise<Response | null> {
  const asked = (window as Early).bwEarly;
  if (performance.now() > FRESH_MS) asked?.clear();
  const answer = asked?.get(address);
  asked?.delete(address);
  const got = await answer?.catch(() => null);
  return got?.ok ? got : null;
}

/** What boot.js has to know of the person to ask for them: kept in this browser until they sign out. */
export interface Who {
  user: string;
  timezone: string;
  /** Ids by slug. */
  tenants: Record<string, string>;
}

const KEY = "bw.who";

export function remember(who: Who | null): void {
  if (who) localStorage.setItem(KEY, JSON.stringify(who));
  else localStorage.removeItem(KEY);
}

export function remembered(): Who | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") as Who | null;
  } catch {
    return null;
  }
}
