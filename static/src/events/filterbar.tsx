// What narrows the list of events: words, type, source, user, and conditions on the payload.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { Button, IconButton } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { type Filters, isNarrowed } from "./filters";

const TYPING_MS = 350;

interface Props {
  filters: Filters;
  types: string[];
  set: (change: Partial<Filters>) => void;
  /** What stands beside the conditions. */
  children?: ComponentChildren;
}

export function FilterBar({ filters: f, types, set, children }: Props) {
  const known = f.type && !types.includes(f.type) ? [f.type, ...types] : types;
  const options = [{ value: "", label: t("live-all-types") }].concat(
    known.map((x) => ({ value: x, label: x })),
  );
  return (
    <div class="event-filters" role="search" aria-label={t("events-filters")}>
      <Words
        label={t("search")}
        name="q"
        value={f.q}
        hint={t("events-search-hint")}
        onDone={(q) => set({ q })}
      />
      <SelectField
        label={t("event-type")}
        name="type"
        value={f.type}
        options={options}
        onChange={(e) => set({ type: e.currentTarget.value })}
      />
      <Words
        label={t("event-source")}
        name="source"
        value={f.source}
        onDone={(source) => set({ source })}
      />
      <Words
        label={t("event-user")}
        name="userId"
        value={f.userId}
        onDone={(userId) => set({ userId })}
      />
      <Conditions filters={f} set={set}>
        {children}
      </Conditions>
    </div>
  );
}

/** A field that speaks when the typing rests, or at once by Enter. */
function Words(props: {
  label: string;
  name: string;
  value: string;
  hint?: string;
  onDone: (value: string) => void;
}) {
  const [typed, setTyped] = useState(props.value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const done = useRef(props.onDone);
  done.current = props.onDone;
  useEffect(() => setTyped(props.value), [props.value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (text: string) => {
    clearTimeout(timer.current);
    if (text.trim() !== props.value) done.current(text.trim());
  };
  const sayLater = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => say(text), TYPING_MS);
  };
  return (
    <TextField
      label={props.label}
      name={props.name}
      type="search"
      value={typed}
      placeholder={props.hint}
      autocomplete="off"
      spellcheck={false}
      onInput={(e) => {
        setTyped(e.currentTarget.value);
        sayLater(e.currentTarget.value);
      }}
      onChange={(e) => say(e.currentTarget.value)}
    />
  );
}

function Conditions({ filters: f, set, children }: Pick<Props, "filters" | "set" | "children">) {
  const [adding, setAdding] = useState(false);
  const drop = (i: number) => set({ where: f.where.filter((_, k) => k !== i) });
  const none = { type: "", source: "", userId: "", q: "", where: [] };
  return (
    <div class="event-conditions">
      {f.where.map(([key, value], i) => (
        <span class="chip" key={`${key}=${value}`}>
          <bdi class="cut">
            <span class="muted">{key}</span> {value}
          </bdi>
          <IconButton icon="close" label={t("events-drop", { key })} onClick={() => drop(i)} />
        </span>
      ))}
      {adding ? (
        <NewCondition
          onDone={(pair) => {
            if (pair) set({ where: [...f.where, pair] });
            setAdding(false);
          }}
        />
      ) : (
        <Button variant="ghost" icon="plus" onClick={() => setAdding(true)}>
          {t("events-add")}
        </Button>
      )}
      {isNarrowed(f) && (
        <Button variant="ghost" icon="close" onClick={() => set(none)}>
          {t("events-clear")}
        </Button>
      )}
      {children}
    </div>
  );
}

function NewCondition({ onDone }: { onDone: (pair: [string, string] | null) => void }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const add = (e: Event) => {
    e.preventDefault();
    const values = new FormData(e.currentTarget as HTMLFormElement);
    const key = String(values.get("key")).trim();
    onDone(key ? [key, String(values.get("value"))] : null);
  };
  return (
    <form
      ref={form}
      class="chip new"
      onSubmit={add}
      onKeyDown={(e) => e.key === "Escape" && onDone(null)}
    >
      <input
        class="input"
        name="key"
        aria-label={t("events-key")}
        placeholder={t("events-key-hint")}
        autocomplete="off"
        spellcheck={false}
      />
      <span class="muted">=</span>
      <input
        class="input"
        name="value"
        aria-label={t("events-value")}
        placeholder={t("events-value-hint")}
        autocomplete="off"
        spellcheck={false}
      />
      <button
        type="submit"
        class="button ghost icon-only"
        aria-label={t("events-use")}
        title={t("events-use")}
      >
        <Icon name="check" />
      </button>
      <IconButton icon="close" label={t("cancel")} onClick={() => onDone(null)} />
    </form>
  );
}
