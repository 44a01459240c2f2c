// The frame of a workspace: sidebar or bottom bar, workspace switcher, palette, live dot, person's menu.
import { signal } from "@preact/signals";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "./core/i18n";
import { addCommands, type Command } from "./core/keys";
import { inTenant, may, me, signOut, tenant } from "./core/session";
import { setScheme, shownScheme } from "./core/theme";
import { notifyError } from "./core/toast";
import type { Role } from "./core/types";
import { currentPath, navigate } from "./core/url";
import { LimitWatch } from "./events/limit";
import { Icon, type IconName } from "./ui/icon";
import { KeyCaps } from "./ui/keycaps";
import { LiveDot } from "./ui/livedot";
import { Menu, MenuItem } from "./ui/menu";
import { Avatar } from "./ui/parts";

interface Place {
  id: string;
  path: string;
  icon: IconName;
  keys: string;
  /** Whom it is for; everybody without. */
  role?: Role;
}

const PLACES: readonly Place[] = [
  { id: "overview", path: "", icon: "home", keys: "g o" },
  { id: "dashboards", path: "/dashboards", icon: "dashboard", keys: "g d" },
  { id: "datasets", path: "/datasets", icon: "dataset", keys: "g a" },
  { id: "explore", path: "/explore", icon: "explore", keys: "g e" },
  { id: "events", path: "/events", icon: "pulse", keys: "g v" },
  { id: "system", path: "/system", icon: "system", keys: "g y", role: "owner" },
  { id: "settings", path: "/settings", icon: "settings", keys: "g s" },
];

const isFor = (p: Place): boolean => !p.role || may(p.role);

type Overlay = "palette" | "keys";
const overlay = signal<Overlay | null>(null);

const overlays: Record<
  Overlay,
  () => Promise<{ default: ComponentType<{ onClose: () => void }> }>
> = {
  palette: () => import("./ui/palette"),
  keys: () => import("./ui/keysheet"),
};

function go(path: string): void {
  navigate(inTenant(path));
}

function leave(everywhere = false): void {
  signOut(everywhere).catch(notifyError);
}

function shellCommands(): Command[] {
  const places = PLACES.map((p) => ({
    id: `go-${p.id}`,
    label: () => t(`nav-${p.id}`),
    group: () => t("group-go"),
    keys: p.keys,
    when: () => isFor(p),
    run: () => go(p.path),
  }));
  const group = () => t("group-general");
  return [
    ...places,
    {
      id: "palette",
      label: () => t("palette"),
      group,
      keys: "mod+k",
      hidden: true,
      run: () => toggle("palette"),
    },
    { id: "keys", label: () => t("keys"), group, keys: "?", run: () => toggle("keys") },
    {
      id: "scheme",
      label: () => t(shownScheme.value === "dark" ? "scheme-to-light" : "scheme-to-dark"),
      group,
      words: "theme dark light",
      run: () => setScheme(shownScheme.value === "dark" ? "light" : "dark"),
    },
    {
      id: "api-docs",
      label: () => t("api-reference"),
      group,
      words: "openapi swagger rest documentation",
      run: () => location.assign("/api/docs"),
    },
    { id: "sign-out", label: () => t("signout"), group, run: () => leave() },
  ];
}

function toggle(which: Overlay): void {
  overlay.value = overlay.value === which ? null : which;
}

/** Every workspace the person belongs to is a place to go. */
function tenantCommands(): Command[] {
  return (me.value?.tenants ?? []).map((x) => ({
    id: `tenant-${x.id}`,
    label: () => x.name,
    group: () => t("workspace"),
    when: () => x.id !== tenant.value?.id,
    run: () => navigate(`/w/${encodeURIComponent(x.slug)}`),
  }));
}

function Switcher() {
  const now = tenant.value!;
  const button = {
    class: "nav-link switcher",
    title: t("workspace-switch"),
    children: (
      <>
        <Avatar name={now.name} square />
        <span>{now.name}</span>
        <Icon name="chevronDown" class="trail" />
      </>
    ),
  };
  return (
    <Menu button={button}>
      {me.value!.tenants.map((x) => (
        <MenuItem key={x.id} checked={x.id === now.id} href={`/w/${encodeURIComponent(x.slug)}`}>
          <Avatar name={x.name} square />
          <span class="cut">{x.name}</span>
        </MenuItem>
      ))}
      <hr />
      <MenuItem icon="plus" href="/welcome">
        {t("workspace-new")}
      </MenuItem>
    </Menu>
  );
}

function Person() {
  const user = me.value!.user;
  const button = {
    class: "nav-link",
    title: t("person-menu"),
    children: (
      <>
        <Avatar name={user.name} />
        <span>{user.name}</span>
      </>
    ),
  };
  return (
    <Menu button={button} placement="top-start">
      <div class="menu-head cut">{user.email}</div>
      <MenuItem icon="user" href={inTenant("/settings/profile")}>
        {t("settings-profile")}
      </MenuItem>
      <MenuItem icon="sun" href={inTenant("/settings/appearance")}>
        {t("settings-appearance")}
      </MenuItem>
      <MenuItem icon="keyboard" onSelect={() => toggle("keys")}>
        {t("keys")}
      </MenuItem>
      <hr />
      <MenuItem icon="signOut" onSelect={() => leave()}>
        {t("signout")}
      </MenuItem>
    </Menu>
  );
}

function isAt(place: Place): boolean {
  const path = currentPath.value.replace(/\/+$/, "");
  const base = inTenant(place.path);
  return place.path === "" ? path === base : path === base || path.startsWith(`${base}/`);
}

function Sidebar() {
  return (
    <aside class="sidebar" aria-label={t("sidebar")}>
      <Switcher />
      <button type="button" class="nav-link wide-only" onClick={() => toggle("palette")}>
        <Icon name="search" />
        <span>{t("search")}</span>
        <span class="trail">
          <KeyCaps keys="mod+k" />
        </span>
      </button>
      <nav aria-label={t("navigation")}>
        <ul>
          {PLACES.filter(isFor).map((p) => (
            <li key={p.id}>
              <a
                class="nav-link"
                href={inTenant(p.path)}
                title={t(`nav-${p.id}`)}
                aria-current={isAt(p) ? "page" : undefined}
              >
                <Icon name={p.icon} />
                <span>{t(`nav-${p.id}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="grow" />
      <div class="sidebar-live wide-only">
        <LiveDot />
      </div>
      <Person />
    </aside>
  );
}

function OverlayHost() {
  const which = overlay.value;
  const [loaded, setLoaded] = useState<{
    which: Overlay;
    View: ComponentType<{ onClose: () => void }>;
  } | null>(null);
  useEffect(() => {
    if (!which) return;
    overlays[which]()
      .then((m) => setLoaded({ which, View: m.default }))
      .catch(notifyError);
  }, [which]);
  if (!which || loaded?.which !== which) return null;
  return <loaded.View onClose={() => (overlay.value = null)} />;
}

export function Shell({ children }: { children: ComponentChildren }) {
  const tenants = me.value?.tenants;
  useEffect(() => addCommands(shellCommands()), []);
  useEffect(() => addCommands(tenantCommands()), [tenants]);
  return (
    <>
      <a class="skip" href="#main">
        {t("skip")}
      </a>
      <div class="frame">
        <Sidebar />
        <div class="main">
          <LimitWatch />
          <main class="content" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <div class="live-notice">
        <LiveDot />
      </div>
      <OverlayHost />
    </>
  );
}
