// How times and numbers of a draft are read: format, zone, decimal sign.

import { useId, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { Button } from "../ui/button";
import type { Draft } from "./draft";
import { isEmptyMapping } from "./mapping";
import { formatText, sampleOf, tellsZone } from "./recognised";

const FORMATS = [
  "%Y-%m-%d",
  "%Y-%m-%d %H:%M:%S",
  "%d.%m.%Y",
  "%d.%m.%Y %H:%M",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%m/%d/%Y %H:%M",
  "%Y/%m/%d",
  "%b %d %Y",
  "%Y-%m",
  "%Y",
  "rfc3339",
  "epoch_s",
  "epoch_ms",
];
const OTHER = "other";

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The zones this browser knows; those that are likely come first. */
function zones(now: string): string[] {
  const all = Intl.supportedValuesOf("timeZone");
  return [...new Set([now, "UTC", browserZone(), ...all])];
}

function Setting(props: {
  label: string;
  children: (id: string) => preact.ComponentChildren;
  hint?: preact.ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="setting">
      <label for={id}>{props.label}</label>
      {props.children(id)}
      {props.hint}
    </div>
  );
}

export function DraftSettings({ draft }: { draft: Draft }) {
  const plan = draft.preview.value?.plan ?? null;
  const columns = draft.columns.value;
  const time = columns.find((c) => c.role === "time");
  const timed = time !== undefined;
  const counted = columns.some((c) => c.role === "metric" || c.role === "value");
  const format = draft.mapping.value.timeFormat ?? plan?.timeFormat ?? null;
  const touched = !isEmptyMapping(draft.mapping.value);
  const csv = draft.fileType.value === "csv";
  if (!timed && !(csv && counted) && !touched) return null;
  return (
    <div class="draft-settings">
      {timed && <TimeFormat draft={draft} format={format} />}
      {time && !tellsZone(format, time.example) && (
        <Zone draft={draft} zone={plan?.timeZone ?? null} />
      )}
      {csv && counted && <Decimal draft={draft} sign={plan?.decimal ?? null} />}
      {touched && (
        <Button variant="ghost" icon="undo" onClick={draft.reset}>
          {t("draft-reset")}
        </Button>
      )}
    </div>
  );
}

function TimeFormat({ draft, format }: { draft: Draft; format: string | null }) {
  const [own, setOwn] = useState(false);
  const known = [...new Set([...(format ? [format] : []), ...FORMATS])];
  const pick = (value: string) => {
    setOwn(value === OTHER);
    if (value !== OTHER) draft.set({ timeFormat: value || undefined });
  };
  return (
    <>
      <Setting label={t("draft-time-format")}>
        {(id) => (
          <select
            id={id}
            class="input small"
            value={own ? OTHER : (format ?? "")}
            onChange={(e) => pick(e.currentTarget.value)}
          >
            {!format && <option value="">{t("draft-recognise")}</option>}
            {known.map((f) => (
              <option key={f} value={f} selected={!own && f === format}>
                {`${sampleOf(f)} · ${formatText(f, t)}`}
              </option>
            ))}
            <option value={OTHER} selected={own}>
              {t("draft-format-other")}
            </option>
          </select>
        )}
      </Setting>
      {own && (
        <Setting label={t("draft-format-own")}>
          {(id) => (
            <input
              id={id}
              class="input small"
              dir="ltr"
              spellcheck={false}
              placeholder="%d.%m.%Y %H:%M"
              defaultValue={format ?? ""}
              onChange={(e) => draft.set({ timeFormat: e.currentTarget.value || undefined })}
            />
          )}
        </Setting>
      )}
    </>
  );
}

function Zone({ draft, zone }: { draft: Draft; zone: string | null }) {
  const now = draft.mapping.value.timeZone ?? zone ?? "UTC";
  const mine = browserZone();
  const hint = now !== mine && now === "UTC" && (
    <Button variant="ghost" onClick={() => draft.set({ timeZone: mine })}>
      {t("draft-zone-mine", { zone: mine })}
    </Button>
  );
  return (
    <Setting label={t("draft-zone")} hint={hint}>
      {(id) => (
        <select
          id={id}
          class="input small"
          value={now}
          onChange={(e) => draft.set({ timeZone: e.currentTarget.value })}
        >
          {zones(now).map((z) => (
            <option key={z} value={z} selected={z === now}>
              {z.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      )}
    </Setting>
  );
}

function Decimal({ draft, sign }: { draft: Draft; sign: "." | "," | null }) {
  const now = draft.mapping.value.decimal ?? sign ?? ".";
  return (
    <Setting label={t("draft-decimal")}>
      {(id) => (
        <select
          id={id}
          class="input small"
          value={now}
          onChange={(e) => draft.set({ decimal: e.currentTarget.value as "." | "," })}
        >
          <option value="." selected={now === "."}>
            1,234.56
          </option>
          <option value="," selected={now === ","}>
            1.234,56
          </option>
        </select>
      )}
    </Setting>
  );
}
