// Small parts that every page is made of: page head, empty state, skeleton, status, badge, avatar.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { tenant } from "../core/session";
import { Icon, type IconName } from "./icon";

/** Names the page in the window's title. */
export function useTitle(title: string): void {
  const where = tenant.value?.name;
  useEffect(() => {
    document.title = [title, where, "Bellwether"].filter(Boolean).join(" · ");
  }, [title, where]);
}

interface HeadProps {
  title: string;
  /** Beside or under the title. */
  note?: ComponentChildren;
  children?: ComponentChildren;
}

export function PageHead({ title, note, children }: HeadProps) {
  useTitle(title);
  return (
    <header class="page-head">
      <div class="titles">
        <h1 tabIndex={-1}>{title}</h1>
        {note}
      </div>
      {children && <div class="actions">{children}</div>}
    </header>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  /** The title is the page's own. */
  page?: boolean;
}

export function Empty({ icon, title, children, actions, page }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} size={28} />
      {page ? <h1>{title}</h1> : <p class="empty-title">{title}</p>}
      {children && <p>{children}</p>}
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}

/** A grey shape of the final height, for the first load only. */
export function Skeleton({ height, width = "100%" }: { height: number; width?: string }) {
  return <div class="skeleton" style={{ height: `${height}px`, width }} aria-hidden="true" />;
}

export type Tone = "plain" | "good" | "warn" | "bad" | "busy";

const TONE_ICON: Record<Tone, IconName> = {
  plain: "info",
  good: "check",
  warn: "alert",
  bad: "close",
  busy: "refresh",
};

/** A state by shape, word and colour. */
export function Status({
  tone,
  children,
  icon,
}: {
  tone: Tone;
  children: ComponentChildren;
  icon?: IconName;
}) {
  return (
    <span class={`status ${tone}`}>
      <Icon name={icon ?? TONE_ICON[tone]} size={14} />
      {children}
    </span>
  );
}

export function Badge({ children }: { children: ComponentChildren }) {
  return <span class="badge">{children}</span>;
}

export function Avatar({ name, square }: { name: string; square?: boolean }) {
  const letters = name
    .trim()
    .split(/\s+/)
    .slice(0, square ? 1 : 2)
    .map((w) => [...w][0] ?? "")
    .join("");
  return (
    <span class={square ? "avatar square" : "avatar"} aria-hidden="true">
      {letters.toUpperCase()}
    </span>
  );
}

export function ProgressBar({ ratio, label }: { ratio: number; label: string }) {
  const value = Math.round(Math.min(1, Math.max(0, ratio)) * 100);
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
    >
      <i style={{ width: `${value}%` }} />
    </div>
  );
}
