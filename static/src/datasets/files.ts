// What a file is: its type, the name its dataset gets, and its beginning.

import type { FileType } from "../core/types";

const BY_EXTENSION: Record<string, FileType> = {
  csv: "csv",
  tsv: "csv",
  tab: "csv",
  txt: "csv",
  ndjson: "ndjson",
  jsonl: "ndjson",
};

const HEAD = 65_536;

/** The first 64 KB as they lie on the disk, and whether that is all. */
export interface Head {
  bytes: Uint8Array<ArrayBuffer>;
  whole: boolean;
}

export async function headOf(file: Blob): Promise<Head> {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  return { bytes, whole: file.size <= HEAD };
}

/** The beginning of a stored file; the rest is not fetched. */
export async function headOfAnswer(answer: Response): Promise<Head> {
  const all = new Uint8Array(HEAD);
  const reader = answer.body!.getReader();
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes: all.slice(0, filled), whole: true };
    all.set(value.subarray(0, HEAD - filled), filled);
    filled += value.length;
    if (filled > HEAD) {
      await reader.cancel();
      return { bytes: all, whole: false };
    }
  }
}

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096)
    text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}

/** As much of the text as can be seen in the beginning; a gzip that ends in the middle gives what it has. */
async function textOf({ bytes }: Head): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes.slice(0, 4096));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const first = await stream
    .getReader()
    .read()
    .catch(() => ({ value: undefined }));
  return new TextDecoder().decode(first.value?.slice(0, 4096));
}

/** By its name, else by its first character that says anything. */
export async function fileTypeOf(name: string, head: Head): Promise<FileType> {
  const ext = /\.([a-z]+)(\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = BY_EXTENSION[ext];
  if (known) return known;
  const text = (await textOf(head)).replace(/^\ufeff/, "").trimStart();
  if (text.startsWith("[")) return "json";
  return text.startsWith("{") ? "ndjson" : "csv";
}

/** `seattle-weather.csv` → `seattle-weather`. */
export function nameOf(fileName: string): string {
  const bare = fileName.replace(/\.gz$/i, "").replace(/\.[a-z0-9]{1,8}$/i, "");
  return bare.slice(0, 120) || fileName;
}
