// Events of web pages elsewhere: page views, and what a page tells by `bellwether.track()`.
//
//     <script src="https://HOST/bw.js" data-key="bw_…" defer></script>
//
// No cookie, nothing kept in the browser, no query strings. Who asks not to be tracked (Do Not Track,
// Global Privacy Control) is not: nothing is sent. Requests are "simple" ones, so no preflight precedes.
interface Told {
  type: string;
  source: string;
  userId?: string;
  value?: number;
  payload?: unknown;
  occurredAt: string;
  idempotencyKey: string;
}

const WAIT = 1000; // milliseconds from the first event to the sending
const MOST = 50; // events of one request, which may have 64 KB when it outlives the page
const KEPT = 500; // events that wait for a server that is away
const TRIES = 6;

const script = document.currentScript as HTMLScriptElement | null;
const wishes = navigator as { doNotTrack?: string; globalPrivacyControl?: boolean };
const silent =
  !script?.dataset.key || wishes.doNotTrack === "1" || wishes.globalPrivacyControl === true;
const url = script
  ? `${new URL(script.src).origin}/api/events/batch?key=${encodeURIComponent(script.dataset.key ?? "")}`
  : "";

let queue: Told[] = [];
let user: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let tries = 0;
let busy = false;
let shown: string | undefined;

// randomUUID() is there on secure pages only
const unique = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");

function plan(wait: number) {
  if (!timer && queue.length) timer = setTimeout(send, wait);
}

function track(type: string, payload?: unknown, value?: number) {
  if (silent) return;
  const source = location.host;
  const occurredAt = new Date().toISOString();
  queue.push({ type, source, userId: user, value, payload, occurredAt, idempotencyKey: unique() });
  queue = queue.slice(-KEPT);
  if (!busy) plan(WAIT);
}

const text = (events: Told[]) => JSON.stringify({ events });

async function send() {
  const now = queue.slice(0, MOST);
  timer = undefined;
  busy = true;
  let again = true;
  try {
    const options = { method: "POST", body: text(now), keepalive: true } as const;
    const { status } = await fetch(url, { ...options, credentials: "omit" });
    again = status === 429 || status > 499;
  } catch {
    // away: it is tried again
  }
  busy = false;
  tries = again ? tries + 1 : 0;
  if (!again || tries >= TRIES) queue = queue.filter((e) => !now.includes(e));
  plan(again ? WAIT * 2 ** tries : 0);
}

/** The page goes, perhaps for ever: what waits is handed to the browser. */
function leave() {
  while (queue.length && navigator.sendBeacon(url, text(queue.slice(0, MOST))))
    queue.splice(0, MOST);
}

function view() {
  const path = location.pathname + (/^#!?\//.test(location.hash) ? location.hash : "");
  if (path === shown) return;
  const referrer = shown === undefined ? document.referrer.split("?")[0] : location.origin + shown;
  shown = path;
  track("page_view", { path, referrer: referrer || undefined });
}

function follow(name: "pushState" | "replaceState") {
  const before = history[name];
  history[name] = function (...args) {
    before.apply(this, args);
    view();
  };
}

if (!silent) {
  follow("pushState");
  follow("replaceState");
  addEventListener("popstate", view);
  addEventListener("hashchange", view);
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  // shown again as it was left: that is another view
  addEventListener("pageshow", (e) => {
    if (!e.persisted) return;
    shown = undefined;
    view();
  });
  // loaded ahead, perhaps never to be seen
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener("prerenderingchange", view, { once: true });
  else view();
}

Object.assign(window, {
  bellwether: {
    /** Sends an event; `payload` is anything that JSON can hold. */
    track,
    /** Whose events these are from now on; undefined: nobody's again. */
    identify: (id?: string) => {
      user = id;
    },
  },
});
