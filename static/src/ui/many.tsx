// Choosing several of many: a field that shows what is chosen, and a list with a search that opens beside it.

import { useEffect, useId, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { Checkbox, type Option } from "./field";
import { useFloating } from "./menu";

/** Beyond so many a list is searched, not read. */
const SEARCH_FROM = 9;
/** The browser shows so many at once; the search finds the others. */
const SHOWN = 200;

interface Props {
  label: string;
  options: Option[];
  chosen: string[];
  /** What the field says while nothing is chosen. */
  none: string;
  onChange: (chosen: string[]) => void;
}

function found(options: Option[], wanted: string): Option[] {
  const words = wanted.trim().toLocaleLowerCase();
  return words ? options.filter((o) => o.label.toLocaleLowerCase().includes(words)) : options;
}

/** What is chosen but no choice any more stays to be seen, and to be taken away. */
function withChosen(options: Option[], chosen: string[]): Option[] {
  const known = new Set(options.map((o) => o.value));
  const lost = chosen.filter((v) => !known.has(v));
  return [...lost.map((v) => ({ value: v, label: v })), ...options];
}

export function ManyField({ label, options: offered, chosen, none, onChange }: Props) {
  const options = withChosen(offered, chosen);
  const [open, setOpen] = useState(false);
  const { anchor, floating } = useFloating(open, "bottom-start");
  const id = useId();
  const names = options.filter((o) => chosen.includes(o.value)).map((o) => o.label);

  useEffect(() => {
    if (!open) return;
    floating.current?.querySelector<HTMLElement>("input")?.focus();
    const away = (e: Event) => {
      const target = e.target as Node;
      if (!floating.current?.contains(target) && !anchor.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", away, true);
    document.addEventListener("focusin", away, true);
    return () => {
      document.removeEventListener("pointerdown", away, true);
      document.removeEventListener("focusin", away, true);
    };
  }, [open, anchor, floating]);

  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    setOpen(false);
    anchor.current?.focus();
  };
  return (
    <div class="field many">
      <span class="field-label" id={`${id}-l`}>
        {label}
      </span>
      <button
        ref={anchor}
        type="button"
        class={names.length > 0 ? "input" : "input unset"}
        id={`${id}-b`}
        aria-labelledby={`${id}-l ${id}-b`}
        aria-expanded={open ? "true" : "false"}
        aria-controls={open ? id : undefined}
        title={names.length > 1 ? names.join(", ") : undefined}
        onClick={() => setOpen(!open)}
      >
        <span class="cut">{names.length > 0 ? names.join(", ") : none}</span>
        {names.length > 1 && <span class="badge">{names.length}</span>}
      </button>
      {open && (
        <div
          ref={floating}
          id={id}
          class="menu many-list"
          role="group"
          aria-labelledby={`${id}-l`}
          onKeyDown={onKeyDown}
        >
          <List options={options} chosen={chosen} label={label} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

function List({ options, chosen, label, onChange }: Omit<Props, "none">) {
  const [wanted, setWanted] = useState("");
  const list = found(options, wanted);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((x) => x !== value) : [...chosen, value]);
  return (
    <>
      {options.length >= SEARCH_FROM && (
        <input
          class="input small"
          type="search"
          aria-label={t("many-search", { what: label })}
          placeholder={t("search")}
          autocomplete="off"
          value={wanted}
          onInput={(e) => setWanted(e.currentTarget.value)}
        />
      )}
      <div class="many-options">
        {list.slice(0, SHOWN).map((o) => (
          <Checkbox
            key={o.value}
            label={<bdi class="cut">{o.label}</bdi>}
            checked={chosen.includes(o.value)}
            onChange={() => toggle(o.value)}
          />
        ))}
      </div>
      {list.length === 0 && <p class="muted small">{t("palette-none", { wanted })}</p>}
      {list.length > SHOWN && (
        <p class="muted tiny">{t("many-more", { count: list.length - SHOWN })}</p>
      )}
    </>
  );
}
