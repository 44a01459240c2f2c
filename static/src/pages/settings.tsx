// Settings: the person's own, and the workspace's.
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { addWords, t } from "../core/i18n";
import { inTenant, may, tenant } from "../core/session";
import { lateStyle } from "../core/style";
import { usageWords } from "../locales/usage";
import { Icon, type IconName } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Empty, PageHead } from "../ui/parts";
import type { PageProps } from "./routes";
import { Appearance } from "./settings/appearance";
import { Keys } from "./settings/keys";
import { Members } from "./settings/members";
import { Profile } from "./settings/profile";
import { Security } from "./settings/security";
import { Workspace } from "./settings/workspace";

/** Seldom looked at, and it draws a chart: it comes when it is asked for. */
const Usage = lazy(async () => {
  const [module] = await Promise.all([
    import("./settings/usage"),
    addWords(usageWords),
    lateStyle(),
  ]);
  return module.UsageSection;
});

interface Section {
  id: string;
  icon: IconName;
  View: ComponentType;
  group: "you" | "workspace";
  admin?: boolean;
}

const SECTIONS: readonly Section[] = [
  { id: "profile", icon: "user", View: Profile, group: "you" },
  { id: "appearance", icon: "sun", View: Appearance, group: "you" },
  { id: "security", icon: "history", View: Security, group: "you" },
  { id: "workspace", icon: "workspace", View: Workspace, group: "workspace" },
  { id: "members", icon: "users", View: Members, group: "workspace" },
  { id: "keys", icon: "key", View: Keys, group: "workspace", admin: true },
  { id: "usage", icon: "meter", View: Usage, group: "workspace" },
];

function Group({ group, now }: { group: Section["group"]; now: string }) {
  return (
    <>
      <li class="menu-head cut">{group === "you" ? t("settings-you") : tenant.value?.name}</li>
      {SECTIONS.filter((s) => s.group === group && (!s.admin || may("admin"))).map((s) => (
        <li key={s.id}>
          <a
            class="nav-link"
            href={inTenant(`/settings/${s.id}`)}
            aria-current={s.id === now ? "page" : undefined}
          >
            <Icon name={s.icon} />
            <span>{t(`settings-${s.id}`)}</span>
          </a>
        </li>
      ))}
    </>
  );
}

export default function Settings({ params }: PageProps) {
  const now = params.section ?? "profile";
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the list is one line that scrolls sideways.
  useEffect(() => {
    nav.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ inline: "center", block: "nearest" });
  }, []);
  const section = SECTIONS.find((s) => s.id === now && (!s.admin || may("admin")));
  return (
    <>
      <PageHead title={t("nav-settings")} />
      <div class="settings">
        <nav ref={nav} aria-label={t("nav-settings")}>
          <ul>
            <Group group="you" now={now} />
            <Group group="workspace" now={now} />
          </ul>
        </nav>
        <div class="sections">
          {section ? (
            <section.View />
          ) : (
            <Empty icon="search" title={t("missing-title")}>
              {t("missing-text")}
            </Empty>
          )}
        </div>
      </div>
    </>
  );
}
