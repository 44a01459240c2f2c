// A menu beside the button that opens it: arrow keys, first letters, Escape, and a place on the screen.
import type { Placement } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon";

/** Fetched when something opens for the first time; until then it is invisible, not misplaced. */
const library = () => import("@floating-ui/dom");

async function keepBeside(a: HTMLElement, f: HTMLElement, placement: Placement) {
  const { autoUpdate, computePosition, flip, offset, shift } = await library();
  const middleware = [offset(4), flip({ padding: 8 }), shift({ padding: 8 })];
  if (!f.isConnected) return () => {};
  return autoUpdate(a, f, async () => {
    const p = await computePosition(a, f, { placement, middleware, strategy: "fixed" });
    f.style.transform = `translate(${Math.round(p.x)}px, ${Math.round(p.y)}px)`;
    f.dataset.placed = "";
  });
}

/** Keeps `floating` beside `anchor` while open; usable for pop-overs of any kind. */
export function useFloating(open: boolean, placement: Placement) {
  const anchor = useRef<HTMLButtonElement>(null);
  const floating = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const a = anchor.current;
    const f = floating.current;
    if (!open || !a || !f) return;
    const kept = keepBeside(a, f, placement).catch(() => {
      f.dataset.placed = "";
      return () => {};
    });
    return () => void kept.then((stop) => stop());
  }, [open, placement]);
  return { anchor, floating };
}

export interface MenuProps {
  /** Attributes and content of the button. */
  button: { class: string; label?: string; title?: string; children: ComponentChildren };
  placement?: Placement;
  children: ComponentChildren;
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

function move(menu: HTMLElement | null, e: KeyboardEvent): boolean {
  const all = items(menu);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: (at - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  };
  let next = to[e.key];
  if (next === undefined && e.key.length === 1 && !e.ctrlKey && !e.metaKey) {
    const starts = (i: number) =>
      all[i % all.length]?.textContent?.trim().toLowerCase().startsWith(e.key.toLowerCase());
    next = all.map((_, i) => at + 1 + i).find(starts);
    if (next !== undefined) next %= all.length;
  }
  if (next === undefined || all.length === 0) return false;
  all[next]?.focus();
  return true;
}

export function Menu({ button, placement = "bottom-start", children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const { anchor, floating } = useFloating(open, placement);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    items(floating.current)[0]?.focus();
    const away = (e: Event) => {
      const target = e.target as Node;
      if (!floating.current?.contains(target) && !anchor.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", away, true);
    return () => document.removeEventListener("pointerdown", away, true);
  }, [open, anchor, floating]);

  const close = () => {
    setOpen(false);
    anchor.current?.focus();
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === "Tab") setOpen(false);
    else if (e.key === "Escape") close();
    else if (!move(floating.current, e)) return;
    if (e.key === "Tab") return;
    e.preventDefault();
    e.stopPropagation();
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={button.class}
        aria-label={button.label}
        title={button.title ?? button.label}
        aria-haspopup="menu"
        aria-expanded={open ? "true" : "false"}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(e) => {
          if (!open && e.key === "ArrowDown") {
            e.preventDefault();
            setOpen(true);
          }
        }}
      >
        {button.children}
      </button>
      {open && (
        <div
          ref={floating}
          id={id}
          class="menu"
          role="menu"
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onClick={close}
        >
          {children}
        </div>
      )}
    </>
  );
}

interface ItemProps {
  children: ComponentChildren;
  icon?: IconName;
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  /** For one of several: whether it is the one. */
  checked?: boolean;
}

export function MenuItem({ children, icon, href, onSelect, danger, checked }: ItemProps) {
  const cls = danger ? "menu-item danger" : "menu-item";
  const body = (
    <>
      {icon && <Icon name={icon} />}
      {children}
      {checked && <Icon name="check" class="trail" />}
    </>
  );
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  const state = checked === undefined ? undefined : checked ? "true" : "false";
  if (href) {
    return (
      <a class={cls} role={role} aria-checked={state} tabIndex={-1} href={href}>
        {body}
      </a>
    );
  }
  return (
    <button
      type="button"
      class={cls}
      role={role}
      aria-checked={state}
      tabIndex={-1}
      onClick={onSelect}
    >
      {body}
    </button>
  );
}
