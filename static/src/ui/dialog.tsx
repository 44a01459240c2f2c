// A modal dialog on the platform's own <dialog>: focus stays inside, Escape closes, focus goes back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../core/i18n";
import { IconButton } from "./button";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  wide?: boolean;
  /** Neither Escape nor a press outside closes it. */
  stays?: boolean;
}

/** Opens `ref` as a modal for as long as the component lives. */
export function useModal(onClose: () => void, stays = false) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const dialog = ref.current!;
    const before = document.activeElement as HTMLElement | null;
    const cancel = (e: Event) => {
      if (e.target !== dialog) return;
      e.preventDefault();
      if (!stays) close.current();
    };
    const press = (e: PointerEvent) => {
      if (e.target === dialog && !stays && outside(dialog, e)) close.current();
    };
    dialog.showModal();
    dialog.addEventListener("cancel", cancel);
    dialog.addEventListener("pointerdown", press);
    return () => {
      dialog.close();
      if (before?.isConnected) before.focus();
    };
  }, [stays]);
  return ref;
}

function outside(el: Element, e: PointerEvent): boolean {
  const r = el.getBoundingClientRect();
  return e.clientX < r.left || e.clientX > r.right || e.clientY < r.top || e.clientY > r.bottom;
}

export function Dialog({ title, onClose, children, footer, wide, stays }: Props) {
  const ref = useModal(onClose, stays);
  const id = useId();
  return (
    <dialog ref={ref} class={wide ? "dialog wide" : "dialog"} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {!stays && <IconButton icon="close" label={t("close")} onClick={onClose} />}
      </header>
      <div class="body">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
