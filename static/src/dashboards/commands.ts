// Keys of an open dashboard; the same table feeds the palette and the sheet of keys.

import { useEffect, useRef } from "preact/hooks";
import { t } from "../core/i18n";
import { addCommands } from "../core/keys";
import { may } from "../core/session";
import type { Store } from "../core/store";
import { setQuery } from "../core/url";
import type { Doc } from "./doc";

export interface Tools {
  editing: boolean;
  store: Store<Doc>;
  add: () => void;
}

export const toggleEdit = (on: boolean): void => setQuery({ edit: on ? "1" : null });

export function useBoardCommands(tools: Tools): void {
  const now = useRef(tools);
  now.current = tools;
  useEffect(() => {
    const group = () => t("dashboard");
    const editing = () => now.current.editing;
    return addCommands([
      {
        id: "board-edit",
        label: () => t("edit"),
        group,
        keys: "e",
        when: () => may("editor"),
        run: () => toggleEdit(!now.current.editing),
      },
      {
        id: "board-add",
        label: () => t("widget-add"),
        group,
        keys: "a",
        when: editing,
        run: () => now.current.add(),
      },
      {
        id: "board-undo",
        label: () => t("undo"),
        group,
        keys: "mod+z",
        when: editing,
        run: () => now.current.store.undo(),
      },
      {
        id: "board-redo",
        label: () => t("redo"),
        group,
        keys: "mod+y",
        when: editing,
        run: () => now.current.store.redo(),
      },
      {
        id: "board-redo-too",
        label: () => t("redo"),
        group,
        keys: "mod+shift+z",
        when: editing,
        hidden: true,
        run: () => now.current.store.redo(),
      },
    ]);
  }, []);
}
