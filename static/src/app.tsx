// Finds the page for the address, loads it, and puts it into its frame.
import { effect, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "./core/i18n";
import { expectTopics, startLive, watch } from "./core/live";
import { matchPath, type Params, safeNext } from "./core/match";
import { type ApiError, asApiError } from "./core/problem";
import { home, loadMe, me, signInAgain, tenant } from "./core/session";
import { notifyError } from "./core/toast";
import { currentPath, navigate, query } from "./core/url";
import { type PageProps, type Route, routes } from "./pages/routes";
import { Shell } from "./shell";
import { LinkButton } from "./ui/button";
import { Door } from "./ui/door";
import { Failed } from "./ui/failed";
import { Empty, useTitle } from "./ui/parts";
import { SignInAgain } from "./ui/signinagain";
import { Toasts } from "./ui/toasts";

interface Shown {
  path: string;
  route: Route | null;
  params: Params;
  Page: ComponentType<PageProps> | null;
  error: ApiError | null;
}

const shown = signal<Shown | null>(null);

function find(path: string): { route: Route; params: Params } | null {
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return null;
}

/** Where the person must go first; null when they may stay. */
function elsewhere(path: string, route: Route | null): string | null {
  const who = me.value;
  if (path === "/") return who ? home() : "/signin";
  if (!route) return null;
  const here = `${path}${location.search}`;
  if (!who) return route.frame === "door" ? null : `/signin?next=${encodeURIComponent(here)}`;
  if (path === "/signin" || path === "/signup") return safeNext(query.peek().get("next")) ?? home();
  return null;
}

async function show(path: string): Promise<void> {
  const match = find(path);
  const instead = elsewhere(path, match?.route ?? null);
  if (instead) {
    navigate(instead, { replace: true });
    return;
  }
  const next: Shown = {
    path,
    route: match?.route ?? null,
    params: match?.params ?? {},
    Page: null,
    error: null,
  };
  if (match) {
    expectTopics(match.route.topics?.(match.params) ?? []);
    try {
      next.Page = (await match.route.load()).default;
    } catch (error) {
      next.error = asApiError(error);
    }
  }
  if (currentPath.peek() === path) shown.value = next;
}

effect(() => {
  const t = tenant.value;
  if (t) localStorage.setItem("bw.tenant", t.slug);
  startLive(t?.id ?? null, me.value?.user.id ?? null);
});

effect(() => {
  if (me.value !== undefined) void show(currentPath.value);
});

// Somebody was removed, or their role changed: the page shows what they may do now.
effect(() => {
  const id = me.value?.user.id;
  const where = tenant.value?.id;
  if (!id || !where) return;
  return watch(`tenant:${where}`, {
    message: (m) => {
      const about = (m.data as { userId?: string } | null)?.userId;
      if (m.type.startsWith("member.") && about === id) void loadMe().catch(notifyError);
    },
  });
});

/** Puts the focus where the new page begins, except on the first one. */
function useFocusOnMove(path: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && !document.querySelector("dialog[open]")) {
      document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [path]);
}

function Missing({ title, text }: { title: string; text: string }) {
  useTitle(title);
  return (
    <Empty
      page
      icon="search"
      title={title}
      actions={<LinkButton href="/">{t("missing-home")}</LinkButton>}
    >
      {text}
    </Empty>
  );
}

function Content({ now }: { now: Shown }) {
  if (now.error) return <Failed error={now.error} />;
  if (!now.Page) return <Missing title={t("missing-title")} text={t("missing-text")} />;
  return <now.Page key={now.path} params={now.params} />;
}

function View({ now }: { now: Shown }) {
  useFocusOnMove(now.path);
  // Nobody is signed in any more, and the way to the door is under way.
  if (now.route && now.route.frame !== "door" && !me.value) return null;
  if (now.route?.frame !== "app") {
    return (
      <Door>
        <Content now={now} />
      </Door>
    );
  }
  if (!tenant.value) {
    return (
      <Door>
        <Missing title={t("no-tenant-title")} text={t("no-tenant-text")} />
      </Door>
    );
  }
  return (
    <Shell>
      <Content now={now} />
    </Shell>
  );
}

export function App() {
  return (
    <>
      {shown.value && <View now={shown.value} />}
      {signInAgain.value && <SignInAgain />}
      <Toasts />
    </>
  );
}
