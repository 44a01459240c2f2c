// Tables as CSV that a spreadsheet opens without running anything in it.

import type { Table } from "./types";

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function safeCell(v: string | number | null): string {
  if (v === null) return "";
  if (typeof v === "number") return String(v);
  const text = /^[=+\-@\t\r]/.test(v) ? `'${v}` : v;
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** RFC 4180, with a byte order mark so that accents survive spreadsheets. */
export function toCsv(table: Table): string {
  const head = table.columns.map((c) => safeCell(c.name)).join(",");
  const rows = table.rows.map((r) => r.map(safeCell).join(","));
  return `\ufeff${[head, ...rows].join("\r\n")}\r\n`;
}

/** A file name people can find again. */
export function fileName(title: string, ext: string): string {
  const base = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
  return `${base || "widget"}.${ext}`;
}

/** Hands a blob to the browser as a download. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
