// Which time is looked at: presets, or two days; the answer is in the address.

import { useState } from "preact/hooks";
import { date, zone } from "../core/format";
import { t } from "../core/i18n";
import { PRESETS, parseRange, rangeQuery } from "../core/range";
import type { Range } from "../core/types";
import { query, setQuery } from "../core/url";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { Menu, MenuItem } from "../ui/menu";
import { dayStart, localDay } from "./days";

export function rangeText(range: Range | null): string {
  if (!range) return t("range-all");
  if ("last" in range)
    return (PRESETS as readonly string[]).includes(range.last)
      ? t(`range-${range.last}`)
      : range.last;
  return `${date(range.from)} – ${date(Date.parse(range.to) - 1)}`;
}

/** Presets replace each other in the history, so that Back leaves the page; unless it is a step of its own. */
export const setRange = (r: Range | null, step = false): void =>
  setQuery(rangeQuery(r), { replace: !step });

/** `step`: each choice is one that Back takes back. */
export function RangePicker({ step }: { step?: boolean }) {
  const [custom, setCustom] = useState(false);
  const range = parseRange(query.value);
  const last = range && "last" in range ? range.last : null;
  return (
    <>
      <Menu
        placement="bottom-end"
        button={{
          class: "button",
          children: (
            <>
              <Icon name="calendar" />
              {rangeText(range)}
              <Icon name="chevronDown" size={12} />
            </>
          ),
        }}
      >
        <MenuItem checked={!range} onSelect={() => setRange(null, step)}>
          {t("range-all")}
        </MenuItem>
        {PRESETS.map((p) => (
          <MenuItem key={p} checked={p === last} onSelect={() => setRange({ last: p }, step)}>
            {t(`range-${p}`)}
          </MenuItem>
        ))}
        <MenuItem checked={range !== null && !last} onSelect={() => setCustom(true)}>
          {t("range-custom")}
        </MenuItem>
      </Menu>
      {custom && <Custom range={range} step={step} close={() => setCustom(false)} />}
    </>
  );
}

function Custom({
  range,
  step,
  close,
}: {
  range: Range | null;
  step?: boolean;
  close: () => void;
}) {
  const fixed = range && !("last" in range) ? range : null;
  const [from, setFrom] = useState(fixed ? localDay(Date.parse(fixed.from), zone()) : "");
  const [to, setTo] = useState(fixed ? localDay(Date.parse(fixed.to) - 1, zone()) : "");
  const start = dayStart(from, zone());
  const end = dayStart(to, zone(), 1);
  const wrong = start !== null && end !== null && start >= end ? t("range-order") : undefined;
  const use = (e: Event) => {
    e.preventDefault();
    if (start === null || end === null || wrong) return;
    setRange({ from: new Date(start).toISOString(), to: new Date(end).toISOString() }, step);
    close();
  };
  return (
    <Dialog title={t("range-custom")} onClose={close}>
      <form class="form" onSubmit={use}>
        <TextField
          label={t("range-from")}
          name="from"
          type="date"
          value={from}
          onInput={(e) => setFrom(e.currentTarget.value)}
        />
        <TextField
          label={t("range-to")}
          name="to"
          type="date"
          value={to}
          error={wrong}
          onInput={(e) => setTo(e.currentTarget.value)}
        />
        <div class="form-actions">
          <Button
            type="submit"
            variant="primary"
            disabled={start === null || end === null || wrong !== undefined}
          >
            {t("range-show")}
          </Button>
          <Button onClick={close}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
