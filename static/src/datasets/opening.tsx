// Opens the upload dialog for files that were dropped or chosen; its code is fetched with the first.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Dataset } from "../core/types";
import { lazy } from "../ui/lazy";

const UploadDialog = lazy(async () => (await import("./dialog")).UploadDialog);

/** `choose` takes files, also while the dialog is open; `dialog` belongs somewhere on the page. */
export function useUploadDialog(into: Dataset | null = null): {
  choose: (files: File[]) => void;
  dialog: ComponentChildren;
} {
  const [files, setFiles] = useState<File[]>([]);
  const choose = (more: File[]) => {
    // A version is one file.
    setFiles((before) => (into ? more.slice(0, 1) : [...before, ...more]));
  };
  const dialog = files.length > 0 && (
    <UploadDialog files={files} into={into} close={() => setFiles([])} />
  );
  return { choose, dialog };
}
