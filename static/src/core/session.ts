// Who is signed in and in which workspace: the person, their workspaces and preferences.
import { batch, computed, signal } from "@preact/signals";
import { api, configureApi, hasSession, markSession } from "./api";
import { remember } from "./early";
import { timezone } from "./format";
import { locale, setLocale } from "./i18n";
import { startLive } from "./live";
import { matchPath } from "./match";
import { ApiError } from "./problem";
import { scheme, setScheme, setTheme, theme } from "./theme";
import type { Me, Preferences, Role, Tenant } from "./types";
import { currentPath, navigate } from "./url";

/** undefined until the server was asked, null for nobody. */
export const me = signal<Me | null | undefined>(undefined);

const slug = computed(() => {
  const [first, second] = currentPath.value.split("/").filter(Boolean);
  return first === "w" && second ? (matchPath("/:slug", `/${second}`)?.slug ?? null) : null;
});

/** The workspace of the address, where the person is a member of it. */
export const tenant = computed<Tenant | null>(
  () => me.value?.tenants.find((x) => x.slug === slug.value) ?? null,
);

/** Set while a person who was signed in must sign in again; the page beneath stays as it is. */
export const signInAgain = signal<{ done: () => void; giveUp: (e: Error) => void } | null>(null);

let again: Promise<void> | null = null;

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2, owner: 3 };

/** Whether the person may do what needs `role` in this workspace. */
export function may(role: Role): boolean {
  const mine = tenant.value?.role;
  return mine !== undefined && RANK[mine] >= RANK[role];
}

/** A path inside the current workspace: inTenant("/datasets"). */
export function inTenant(path: string): string {
  return `/w/${encodeURIComponent(tenant.value?.slug ?? slug.value ?? "")}${path}`;
}

/** Where a person lands: the workspace used last, or the form that makes the first. */
export function home(): string {
  const list = me.value?.tenants ?? [];
  const last = localStorage.getItem("bw.tenant");
  const t = list.find((x) => x.slug === last) ?? list[0];
  return t ? `/w/${encodeURIComponent(t.slug)}` : "/welcome";
}

async function applyPreferences(p: Preferences): Promise<void> {
  setTheme(p.theme);
  setScheme(p.scheme);
  timezone.value = p.timezone;
  if (p.locale !== locale.value) await setLocale(p.locale);
}

/** Asks the server who this is. */
export async function loadMe(): Promise<void> {
  if (!hasSession()) {
    me.value = null;
    return;
  }
  try {
    const fresh = await api.get<Me>("/api/me", { expired: "throw", keep: true });
    remember({
      user: fresh.user.id,
      timezone: fresh.preferences.timezone,
      tenants: Object.fromEntries(fresh.tenants.map((x) => [x.slug, x.id])),
    });
    await applyPreferences(fresh.preferences);
    me.value = fresh;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    markSession(false);
    me.value = null;
  }
}

/** After register or login: the cookies are set, the rest is asked anew. */
export async function signedIn(): Promise<void> {
  markSession(true);
  await loadMe();
}

/** After register: what the person chose at the door (language, theme) goes with them. */
export async function registered(): Promise<void> {
  markSession(true);
  const chosen = { locale: locale.value, theme: theme.value, scheme: scheme.value };
  await api.patch("/api/me/preferences", chosen);
  await loadMe();
}

/** Shows a preference at once and stores it. */
export async function savePreferences(change: Partial<Preferences>): Promise<void> {
  const now = me.value;
  if (!now) return;
  me.value = { ...now, preferences: { ...now.preferences, ...change } };
  await applyPreferences(me.value.preferences);
  await api.patch("/api/me/preferences", change);
}

function forget(): void {
  markSession(false);
  remember(null);
  batch(() => {
    startLive(null, null);
    me.value = null;
  });
}

export async function signOut(everywhere = false): Promise<void> {
  await api.post(everywhere ? "/api/auth/logout-all" : "/api/auth/logout");
  forget();
  navigate("/signin");
}

/** Called once when the page starts. */
export function initSession(): void {
  configureApi({
    tenantId: () => tenant.value?.id ?? null,
    signInAgain: () => {
      again ??= new Promise<void>((done, giveUp) => {
        signInAgain.value = { done, giveUp };
      }).finally(() => {
        signInAgain.value = null;
        again = null;
      });
      return again;
    },
  });
  // Another tab signed out or in as somebody else: what this one shows is no longer theirs.
  addEventListener("storage", (e) => {
    if (e.key === "bw.fresh" && e.newValue === null && me.value) {
      forget();
      navigate("/signin");
    }
  });
}
