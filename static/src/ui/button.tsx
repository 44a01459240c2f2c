// Buttons: one look for actions, links that are actions, and icons that are actions.
import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { copyText } from "../core/clipboard";
import { t } from "../core/i18n";
import { Icon, type IconName } from "./icon";

type Variant = "default" | "primary" | "ghost" | "danger";

interface Look {
  variant?: Variant;
  icon?: IconName;
  block?: boolean;
}

function classes(look: Look, extra?: string): string {
  const v = look.variant && look.variant !== "default" ? ` ${look.variant}` : "";
  return `button${v}${look.block ? " block" : ""}${extra ? ` ${extra}` : ""}`;
}

export interface ButtonProps extends Look {
  children: ComponentChildren;
  type?: "button" | "submit";
  /** Shows a spinner and ignores further presses; the button keeps its focus. */
  busy?: boolean;
  disabled?: boolean;
  onClick?: (e: MouseEvent) => void;
  autofocus?: boolean;
  id?: string;
  /** The form that it submits from outside. */
  form?: string;
  "aria-describedby"?: string;
}

export function Button({
  children,
  busy,
  disabled,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const { variant, icon, block, ...more } = rest;
  const off = Boolean(busy || disabled);
  return (
    <button
      {...more}
      type={type}
      class={classes({ variant, block })}
      aria-disabled={off ? "true" : undefined}
      aria-busy={busy ? "true" : undefined}
      onClick={(e) => (off ? e.preventDefault() : onClick?.(e))}
    >
      {busy ? <i class="spinner" /> : icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes, "icon" | "label" | "type"> {
  icon: IconName;
  /** What it does; read aloud and shown as a tooltip. */
  label: string;
  variant?: Variant;
}

export function IconButton({ icon, label, variant = "ghost", ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      class={classes({ variant }, "icon-only")}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  );
}

interface LinkProps extends Look {
  href: string;
  children: ComponentChildren;
  download?: boolean | string;
}

export function LinkButton({ href, children, download, ...look }: LinkProps) {
  return (
    <a class={classes(look)} href={href} download={download}>
      {look.icon && <Icon name={look.icon} />}
      {children}
    </a>
  );
}

/** Copies `text`; says so for two seconds in the place of its own words. */
export function CopyButton({
  text,
  label,
  variant = "default",
}: {
  text: string;
  label?: string;
  variant?: Variant;
}) {
  const [done, setDone] = useState<boolean | null>(null);
  const copy = async () => {
    setDone(await copyText(text));
    setTimeout(() => setDone(null), 2000);
  };
  const words = done === null ? (label ?? t("copy")) : done ? t("copied") : t("copy-failed");
  return (
    <Button variant={variant} icon={done ? "check" : "copy"} onClick={copy}>
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
