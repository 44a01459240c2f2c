// Draws the toasts, above dialogs too.
import { useEffect, useRef } from "preact/hooks";
import { t } from "../core/i18n";
import { dismiss, hold, release, type Toast, toasts } from "../core/toast";
import { Button, IconButton } from "./button";
import { Icon } from "./icon";
import { errorText, RequestId } from "./problem";

function One({ toast }: { toast: Toast }) {
  const act = toast.action;
  return (
    <div
      class={toast.tone === "error" ? "toast error" : "toast"}
      onMouseEnter={() => hold(toast.id)}
      onMouseLeave={() => release(toast.id)}
      onFocusIn={() => hold(toast.id)}
      onFocusOut={() => release(toast.id)}
    >
      {toast.tone === "error" && (
        <span class="lead">
          <Icon name="alert" />
        </span>
      )}
      <div class="text">
        <p>{toast.error ? errorText(toast.error) : toast.text}</p>
        {toast.error && <RequestId id={toast.error.requestId} />}
      </div>
      {act && (
        <Button
          onClick={() => {
            dismiss(toast.id);
            act.run();
          }}
        >
          {act.label}
        </Button>
      )}
      <IconButton icon="close" label={t("dismiss")} onClick={() => dismiss(toast.id)} />
    </div>
  );
}

export function Toasts() {
  const ref = useRef<HTMLDivElement>(null);
  const count = toasts.value.length;
  // As a popover the list lies in the top layer; shown anew, it lies above a dialog opened since.
  useEffect(() => {
    const el = ref.current;
    if (!el?.showPopover) return;
    if (el.matches(":popover-open")) el.hidePopover();
    if (count > 0) el.showPopover();
  }, [count]);
  return (
    <div ref={ref} class="toasts" popover="manual" role="region" aria-label={t("notices")}>
      <div role="status" aria-live="polite" class="stack">
        {toasts.value.map((x) => (
          <One key={x.id} toast={x} />
        ))}
      </div>
    </div>
  );
}
