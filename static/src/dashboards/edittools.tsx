// The tools of the edit mode: undo, redo, add, rename, done; and whether all is saved.

import { t } from "../core/i18n";
import { Button, IconButton } from "../ui/button";
import { type Tools, toggleEdit } from "./commands";

export function EditTools({ store, add, rename }: Tools & { rename: () => void }) {
  const undo = store.canUndo.value;
  const redo = store.canRedo.value;
  return (
    <>
      <span class="muted tiny" role="status">
        {store.saving.value ? t("saving") : store.stored.value ? t("saved") : ""}
      </span>
      <IconButton
        icon="undo"
        label={undo ? t("undo-what", { what: undo }) : t("undo")}
        aria-disabled={undo ? undefined : "true"}
        onClick={() => store.undo()}
      />
      <IconButton
        icon="redo"
        label={redo ? t("redo-what", { what: redo }) : t("redo")}
        aria-disabled={redo ? undefined : "true"}
        onClick={() => store.redo()}
      />
      <Button onClick={rename}>{t("rename")}</Button>
      <Button icon="plus" onClick={add}>
        {t("widget-add")}
      </Button>
      <Button icon="check" variant="primary" onClick={() => toggleEdit(false)}>
        {t("done")}
      </Button>
    </>
  );
}
