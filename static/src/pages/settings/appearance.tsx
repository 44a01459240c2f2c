// Settings: theme, scheme, language, time zone; each takes effect at once.
import { dateTime, zone } from "../../core/format";
import { LOCALE_NAMES, LOCALES, locale, t } from "../../core/i18n";
import { me, savePreferences } from "../../core/session";
import { SCHEMES, scheme, THEMES, theme } from "../../core/theme";
import { notifyError } from "../../core/toast";
import type { LocaleName, Preferences, ThemeName } from "../../core/types";
import { Segmented, SelectField } from "../../ui/field";

function save(change: Partial<Preferences>): void {
  savePreferences(change).catch(notifyError);
}

/** A small picture of the page in a theme; its colours are the theme's own. */
function Preview({ of }: { of: ThemeName }) {
  return (
    <svg viewBox="0 0 120 72" data-preview={of} aria-hidden="true">
      <rect class="p-ground" width="120" height="72" />
      <rect class="p-line" x="27" width="1" height="72" />
      <rect class="p-muted" x="6" y="8" width="15" height="3" rx="1.5" />
      <rect class="p-accent" x="6" y="16" width="15" height="4" rx="2" />
      <rect class="p-muted" x="6" y="25" width="12" height="3" rx="1.5" />
      <rect class="p-surface" x="35" y="8" width="78" height="56" rx="3" />
      <rect class="p-accent" x="41" y="14" width="22" height="7" rx="2" />
      <path class="p-stroke" d="M41 54l14-9 13 5 14-16 13 6 12-11" />
    </svg>
  );
}

function Themes() {
  return (
    <fieldset>
      <legend class="field-label">{t("theme")}</legend>
      <div class="theme-choice">
        {THEMES.map((x) => (
          <label key={x}>
            <input
              type="radio"
              name="theme"
              value={x}
              checked={x === theme.value}
              onChange={() => save({ theme: x })}
            />
            <Preview of={x} />
            {t(`theme-${x}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function zones(): { value: string; label: string }[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const auto = { value: "auto", label: t("timezone-auto", { zone: own }) };
  const names = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((z) => z !== "UTC")];
  return [auto, ...names.map((z) => ({ value: z, label: z.replaceAll("_", " ") }))];
}

export function Appearance() {
  const timezone = me.value!.preferences.timezone;
  return (
    <section class="card" aria-labelledby="s-appearance">
      <header>
        <h2 id="s-appearance">{t("settings-appearance")}</h2>
      </header>
      <div class="body form">
        <Themes />
        <div class="field">
          <span class="field-label">{t("scheme")}</span>
          <div>
            <Segmented
              label={t("scheme")}
              name="scheme"
              value={scheme.value}
              options={SCHEMES.map((x) => ({ value: x, label: t(`scheme-${x}`) }))}
              onChange={(x) => save({ scheme: x })}
            />
          </div>
        </div>
        <div class="narrow form">
          <SelectField
            label={t("language")}
            name="locale"
            value={locale.value}
            options={LOCALES.map((l) => ({ value: l, label: LOCALE_NAMES[l] }))}
            onChange={(e) => save({ locale: e.currentTarget.value as LocaleName })}
          />
          <SelectField
            label={t("timezone")}
            name="timezone"
            value={timezone}
            options={zones()}
            hint={t("timezone-now", {
              now: dateTime(Date.now()),
              zone: zone().replaceAll("_", " "),
            })}
            onChange={(e) => save({ timezone: e.currentTarget.value })}
          />
        </div>
      </div>
    </section>
  );
}
