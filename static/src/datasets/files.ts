// What a dropped file is: its type and the name its dataset gets; pure.

import type { FileType } from "../core/types";

/** By its name, else by its first character that says anything. */
export async function fileTypeOf(file: File): Promise<FileType> {
  const ext = /\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (ext === "csv" || ext === "tsv" || ext === "txt") return "csv";
  if (ext === "ndjson" || ext === "jsonl") return "ndjson";
  const head = (await file.slice(0, 4096).text()).replace(/^\ufeff/, "").trimStart();
  if (head.startsWith("[")) return "json";
  return head.startsWith("{") ? "ndjson" : "csv";
}

/** `seattle-weather.csv` → `seattle-weather`. */
export function nameOf(fileName: string): string {
  return fileName.replace(/\.[a-z0-9]{1,8}$/i, "").slice(0, 120) || fileName;
}
