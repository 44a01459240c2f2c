// Where files are dropped: a zone with a button, and the whole window while something is dragged over it.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

export const ACCEPT = ".csv,.tsv,.tab,.txt,.json,.ndjson,.jsonl,.gz,text/csv,application/json";

const holdsFiles = (e: DragEvent) => e.dataTransfer?.types.includes("Files") ?? false;

/** Calls back with dropped files, and says while they hover above the window. */
export function useFileDrop(drop: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(drop);
  latest.current = drop;
  useEffect(() => {
    let depth = 0;
    const set = (n: number) => {
      depth = Math.max(0, n);
      setOver(depth > 0);
    };
    const on = {
      dragenter: (e: DragEvent) => holdsFiles(e) && set(depth + 1),
      dragleave: (e: DragEvent) => holdsFiles(e) && set(depth - 1),
      dragover: (e: DragEvent) => holdsFiles(e) && e.preventDefault(),
      drop: (e: DragEvent) => {
        if (!holdsFiles(e)) return;
        e.preventDefault();
        set(0);
        latest.current([...(e.dataTransfer?.files ?? [])]);
      },
    };
    for (const [name, fn] of Object.entries(on))
      document.addEventListener(name, fn as EventListener);
    return () => {
      for (const [name, fn] of Object.entries(on))
        document.removeEventListener(name, fn as EventListener);
    };
  }, []);
  return over;
}

interface FileButtonProps {
  children: ComponentChildren;
  multiple?: boolean;
  primary?: boolean;
  onFiles: (files: File[]) => void;
}

/** A button that opens the browser's file dialog. */
export function FileButton({ children, multiple, primary, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        icon="upload"
        variant={primary ? "primary" : "default"}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple={multiple}
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(e) => {
          const el = e.currentTarget;
          const files = [...(el.files ?? [])];
          el.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

export function DropZone({ large, onFiles }: { large: boolean; onFiles: (files: File[]) => void }) {
  const over = useFileDrop(onFiles);
  const cls = ["drop-zone", large && "large", over && "over"].filter(Boolean).join(" ");
  return (
    <section class={cls} aria-label={t("drop-label")}>
      <Icon name="upload" size={large ? 28 : 16} />
      <div class="text">
        <p>{over ? t("drop-now") : t("drop-here")}</p>
        <p class="muted tiny">{t("drop-formats")}</p>
      </div>
      <FileButton multiple primary={large} onFiles={onFiles}>
        {t("choose-files")}
      </FileButton>
    </section>
  );
}
