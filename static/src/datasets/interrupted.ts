// Which file an upload was sending, kept in the browser: after a reload the same file goes on.

export interface Kept {
  name: string;
  size: number;
  lastModified: number;
  at: number;
}

type FileLike = Pick<File, "name" | "size" | "lastModified">;

const PLACE = "bw.uploads";
/** The server forgets parts that nobody completes; so does the browser. */
const FORGET_MS = 7 * 86_400_000;

function all(): Record<string, Kept> {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Record<string, Kept>;
  } catch {
    return {};
  }
}

export function rememberFile(datasetId: string, file: FileLike | null): void {
  const now = Date.now();
  const others = Object.entries(all()).filter(
    ([id, k]) => id !== datasetId && now - (k.at ?? 0) < FORGET_MS,
  );
  const { name = "", size = 0, lastModified = 0 } = file ?? {};
  const mine = file ? [[datasetId, { name, size, lastModified, at: now }]] : [];
  localStorage.setItem(PLACE, JSON.stringify(Object.fromEntries([...others, ...mine])));
}

export function keptFile(datasetId: string): Kept | null {
  const kept = all()[datasetId];
  // A former release kept something else here.
  return typeof kept?.name === "string" ? kept : null;
}

/**
 * Whether a chosen file is the one that was being sent: then what has arrived is kept. One that was
 * changed since must be sent from its beginning; any other is not it.
 */
export function matchOf(kept: Kept, file: FileLike): "same" | "changed" | "other" {
  if (kept.name !== file.name || kept.size !== file.size) return "other";
  return kept.lastModified === file.lastModified ? "same" : "changed";
}
