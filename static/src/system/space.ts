// Where the disk's space goes, as parts of one bar; pure.

import type { SystemState } from "./types";

export const PARTS = ["files", "points", "database", "other", "free", "reserved"] as const;
export type Part = (typeof PARTS)[number];

/** Bytes of each part. Points lie in the database; what is reserved is free, but not for uploads. */
export function partsOf(s: SystemState): Record<Part, number> {
  const { total, free, reserved } = s.disk;
  const files = s.files.bytes;
  const points = Math.min(s.points.bytes, s.database.bytes);
  const database = s.database.bytes - points;
  const usable = Math.max(0, free - reserved);
  return {
    files,
    points,
    database,
    other: Math.max(0, total - free - files - points - database),
    free: usable,
    reserved: free - usable,
  };
}

/** How the space stands: room, little room, or none for new files. */
export function spaceTone(s: SystemState): "good" | "warn" | "bad" {
  const { total, free, reserved } = s.disk;
  if (free <= reserved) return "bad";
  return free - reserved < total * 0.1 ? "warn" : "good";
}
