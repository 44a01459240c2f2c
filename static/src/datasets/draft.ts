// A file before it is sent (or read again): what was recognised of its beginning, and what a person changed.

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Series } from "../charts/types";
import { api } from "../core/api";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { ColumnRole, FileType, Mapping, Plan, PlanColumn, Reject } from "../core/types";
import { base64, type Head } from "./files";
import { columnsOf, edited, type Inferred, isEmptyMapping, needed, withRole } from "./mapping";

export interface Preview {
  plan: Plan | null;
  problem: { code: string; detail: string } | null;
  header: string[];
  rows: (string | null)[][];
  rowCount: number;
  rejectCount: number;
  rejects: Reject[];
  series: (Pick<Series, "metric" | "labels"> & { t: number[]; v: (number | null)[] })[];
}

export interface Draft {
  readonly key: string;
  readonly size: number;
  readonly name: Signal<string>;
  readonly fileType: ReadonlySignal<FileType>;
  /** The newest answer; null until there is one. */
  readonly preview: ReadonlySignal<Preview | null>;
  /** Why nobody could look at the file; it can be sent all the same. */
  readonly failure: ReadonlySignal<ApiError | null>;
  readonly busy: ReadonlySignal<boolean>;
  readonly columns: ReadonlySignal<PlanColumn[]>;
  /** What the person changed, and nothing else. */
  readonly mapping: ReadonlySignal<Mapping>;
  setRole(column: string, role: ColumnRole): void;
  set(change: Pick<Mapping, "timeFormat" | "timeZone" | "decimal" | "timestamp">): void;
  /** Back to what was recognised. */
  reset(): void;
  look(): Promise<void>;
  /** Reads the beginning, if that has not been done: what the type is. */
  prepare(): Promise<FileType>;
  stop(): void;
}

export interface Source {
  key: string;
  name: string;
  size: number;
  /** What was said before, when a file is read again. */
  mapping?: Mapping;
  read(): Promise<{ head: Head; fileType: FileType }>;
}

/** Walking through a list with the arrow keys is one question, not ten. */
const SETTLE_MS = 150;

export function createDraft(source: Source): Draft {
  const name = signal(source.name);
  const fileType = signal<FileType>("csv");
  const preview = signal<Preview | null>(null);
  const failure = signal<ApiError | null>(null);
  const busy = signal(true);
  const columns = signal<PlanColumn[]>([]);
  const mapping = signal<Mapping>({});
  let head: Promise<Head> | null = null;
  let base: Inferred | null = null;
  let asking: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function beginning(): Promise<Head> {
    head ??= source.read().then((got) => {
      fileType.value = got.fileType;
      return got.head;
    });
    head.catch(() => {
      head = null;
    });
    return head;
  }

  async function ask(said: Mapping, stop: AbortSignal): Promise<Preview> {
    const { bytes, whole } = await beginning();
    const body = {
      fileType: fileType.value,
      content: base64(bytes),
      whole,
      mapping: isEmptyMapping(said) ? undefined : said,
    };
    return api.post<Preview>("/api/datasets/preview", body, { signal: stop });
  }

  async function look(): Promise<void> {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    busy.value = true;
    try {
      const got = await answer(mine.signal);
      if (asking !== mine) return;
      preview.value = got;
      failure.value = null;
      // Without a plan the person's own choice is all there is.
      if (got.plan || columns.value.length === 0) columns.value = columnsOf(got.plan, got.header);
    } catch (e) {
      if (asking === mine && !isAbort(e)) failure.value = asApiError(e);
    } finally {
      if (asking === mine) busy.value = false;
    }
  }

  /** At first what is recognised without a word of the person's, to which theirs are compared. */
  async function answer(stop: AbortSignal): Promise<Preview> {
    if (!preview.value) {
      const first = await ask({}, stop);
      base = first.plan && (first.problem ? { ...first.plan, timestamp: undefined } : first.plan);
      const before = needed(source.mapping ?? {}, base);
      if (isEmptyMapping(before)) return first;
      const second = await ask(before, stop);
      // What was said of another file may not fit this one.
      if (second.problem && !first.problem) return first;
      mapping.value = before;
      return second;
    }
    return ask(mapping.value, stop);
  }

  function change(next: Mapping): void {
    mapping.value = next;
    busy.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), SETTLE_MS);
  }

  return {
    key: source.key,
    size: source.size,
    name,
    fileType,
    preview,
    failure,
    busy,
    columns,
    mapping,
    setRole(column, role) {
      const before = columns.value;
      const after = withRole(before, column, role);
      columns.value = after;
      change(edited(mapping.value, before, after, base));
    },
    set: (said) => change(needed({ ...mapping.value, ...said }, base)),
    reset: () => change({}),
    look,
    async prepare() {
      await beginning();
      return fileType.value;
    },
    stop() {
      clearTimeout(timer);
      asking?.abort();
    },
  };
}
