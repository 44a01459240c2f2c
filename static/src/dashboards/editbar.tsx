// The handles of a widget while it is edited: a grip that pointer and arrow keys move, change, delete.

import { useState } from "preact/hooks";
import { t } from "../core/i18n";
import type { Widget } from "../core/types";
import { IconButton } from "../ui/button";
import { Icon } from "../ui/icon";

export interface EditActions {
  change: () => void;
  remove: () => void;
  /** True when the key moved or resized the widget. */
  key: (e: KeyboardEvent) => boolean;
  /** One place earlier or later; offered where there is no room to drag. */
  step: (by: -1 | 1) => void;
}

export function EditBar({ widget: w, actions }: { widget: Widget; actions: EditActions }) {
  const [said, say] = useState(false);
  const { x, y, w: wide, h } = w.layout;
  const onKey = (e: KeyboardEvent) => {
    if (e.altKey || e.ctrlKey || e.metaKey || !actions.key(e)) return;
    e.preventDefault();
    e.stopPropagation();
    say(true);
  };
  return (
    <>
      <button
        type="button"
        class="button ghost icon-only widget-grip"
        aria-label={t("widget-grip", { title: w.title })}
        title={t("widget-grip-hint")}
        onKeyDown={onKey}
      >
        <Icon name="grip" />
      </button>
      <span class="visually-hidden" aria-live="polite">
        {said && t("widget-place", { column: x + 1, row: y + 1, width: wide, height: h })}
      </span>
      <div class="widget-edit">
        <span class="widget-steps">
          <IconButton
            icon="arrowUp"
            label={t("widget-earlier", { title: w.title })}
            onClick={() => actions.step(-1)}
          />
          <IconButton
            icon="arrowDown"
            label={t("widget-later", { title: w.title })}
            onClick={() => actions.step(1)}
          />
        </span>
        <IconButton
          icon="edit"
          label={t("widget-change", { title: w.title })}
          onClick={actions.change}
        />
        <IconButton
          icon="trash"
          label={t("widget-delete", { title: w.title })}
          onClick={actions.remove}
        />
      </div>
    </>
  );
}
