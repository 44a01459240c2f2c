// The page without a sidebar: sign-in, sign-up, invitations, the first workspace.
import type { ComponentChildren } from "preact";
import { LOCALE_NAMES, LOCALES, locale, setLocale, t } from "../core/i18n";
import { me } from "../core/session";
import { Mark } from "./icon";
import { Menu, MenuItem } from "./menu";

export function Brand() {
  return (
    <a class="brand" href="/">
      <Mark />
      Bellwether
    </a>
  );
}

function Language() {
  const button = {
    class: "button ghost",
    title: t("language"),
    children: LOCALE_NAMES[locale.value],
  };
  return (
    <Menu button={button} placement="top">
      {LOCALES.map((l) => (
        <MenuItem key={l} checked={l === locale.value} onSelect={() => void setLocale(l)}>
          <span lang={l}>{LOCALE_NAMES[l]}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}

export function Door({ children }: { children: ComponentChildren }) {
  return (
    <div class="outside">
      <header>
        <Brand />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer>{!me.value && <Language />}</footer>
    </div>
  );
}
