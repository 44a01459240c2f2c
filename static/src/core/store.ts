// A document that people edit together: optimistic edits, remote edits, undo, and conflicts per field.
//
// `view` is what the server has (`base`) with every edit under way on top. One change is in flight at a
// time; what others did meanwhile waits until its fate is known, so that order and revisions stay plain.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { apply, type Conflict, diff, invert, merge, type Op, overlaps } from "./ops";
import { type ApiError, asApiError } from "./problem";

export interface Change {
  id: number;
  /** Shown in "Undo …". */
  label: string;
  ops: Op[];
  /** Fields that somebody else changed to something different meanwhile. */
  clash: Conflict[];
}

/** Thrown by `send` when the server has something newer: the ops that lead from our base to it. */
export class Stale extends Error {
  override readonly name = "Stale";
  readonly theirs: Op[];

  constructor(theirs: Op[]) {
    super("stale");
    this.theirs = theirs;
  }
}

export interface Store<T> {
  readonly view: ReadonlySignal<T>;
  readonly saving: ReadonlySignal<boolean>;
  /** Whether something of this person's was stored, or decided, since the document was opened. */
  readonly stored: ReadonlySignal<boolean>;
  /** Why the first change under way could not be sent; it and the ones after it are kept. */
  readonly failed: ReadonlySignal<ApiError | null>;
  /** The change that needs a person's decision, with what is at odds. */
  readonly conflict: ReadonlySignal<Change | null>;
  /** The label of what undo (redo) would take back. */
  readonly canUndo: ReadonlySignal<string | null>;
  readonly canRedo: ReadonlySignal<string | null>;
  edit(label: string, ops: Op[]): void;
  undo(): void;
  redo(): void;
  /** What somebody else did, told as ops on the base of that moment (skip what is old by revision). */
  remote(ops: (base: T) => Op[]): void;
  /** A fresh snapshot; edits under way stay on top. */
  reset(snapshot: T): void;
  /** Answers what `conflict` asks. */
  resolve(choice: "mine" | "theirs"): void;
  /** Sends again what failed. */
  retry(): void;
  /** Gives up the change that failed, and goes on with those after it. */
  discard(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** Sends one change; answers the ops that the server's answer adds (revisions, times). */
export type Send<T> = (change: Change, base: T) => Promise<Op[]>;

const HISTORY = 100;
let nextId = 1;

class DocumentStore<T> implements Store<T> {
  private readonly base: Signal<T>;
  private readonly pending = signal<Change[]>([]);
  private readonly done = signal<Change[]>([]);
  private readonly undone = signal<Change[]>([]);
  private inFlight = false;
  private waiting: ((base: T) => Op[])[] = [];
  private waiters: (() => void)[] = [];

  readonly failed = signal<ApiError | null>(null);
  readonly stored = signal(false);
  readonly view: ReadonlySignal<T>;
  readonly saving = computed(() => this.pending.value.length > 0);
  readonly conflict = computed(() => this.pending.value.find((c) => c.clash.length > 0) ?? null);
  readonly canUndo = computed(() => this.done.value.at(-1)?.label ?? null);
  readonly canRedo = computed(() => this.undone.value.at(-1)?.label ?? null);

  constructor(
    initial: T,
    private readonly send: Send<T>,
  ) {
    this.base = signal(initial);
    this.view = computed(() =>
      this.pending.value.reduce((d, c) => apply(d, c.ops), this.base.value),
    );
  }

  edit(label: string, ops: Op[]): void {
    if (ops.length === 0) return;
    const change = { id: nextId++, label, ops, clash: [] };
    this.done.value = [...this.done.value, change].slice(-HISTORY);
    this.undone.value = [];
    this.push(change);
  }

  undo(): void {
    this.step(this.done, this.undone);
  }

  redo(): void {
    this.step(this.undone, this.done);
  }

  remote(ops: (base: T) => Op[]): void {
    this.waiting.push(ops);
    if (!this.inFlight) this.absorb();
  }

  reset(snapshot: T): void {
    this.remote((base) => diff(base, snapshot));
  }

  resolve(choice: "mine" | "theirs"): void {
    this.pending.value = this.pending.value
      .map((c) => ({ ...c, ops: c.ops.flatMap((op) => decide(op, c.clash, choice)), clash: [] }))
      .filter((c) => c.ops.length > 0);
    this.stored.value = true;
    void this.pump();
  }

  retry(): void {
    this.failed.value = null;
    void this.pump();
  }

  discard(): void {
    const lost = this.pending.value[0];
    if (!this.failed.value || !lost) return;
    this.pending.value = this.pending.value.slice(1);
    this.done.value = this.done.value.filter((c) => c.id !== lost.id);
    this.retry();
  }

  settled(): Promise<void> {
    if (this.pending.value.length === 0) return Promise.resolve();
    return new Promise((ok) => this.waiters.push(ok));
  }

  /** Both lists hold a change in the direction in which it was made last. */
  private step(from: Signal<Change[]>, to: Signal<Change[]>): void {
    const last = from.value.at(-1);
    if (!last) return;
    const back = { ...last, id: nextId++, ops: invert(last.ops), clash: [] };
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, back];
    this.push(back);
  }

  private push(change: Change): void {
    this.pending.value = [...this.pending.value, change];
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.inFlight) return;
    for (let head = this.ready(); head; head = this.ready()) {
      this.inFlight = true;
      await this.sendOne(head);
      this.inFlight = false;
      this.absorb();
    }
    if (this.pending.value.length > 0) return;
    for (const w of this.waiters.splice(0)) w();
  }

  private ready(): Change | undefined {
    return this.failed.value || this.conflict.value ? undefined : this.pending.value[0];
  }

  private async sendOne(change: Change): Promise<void> {
    const base = this.base.value;
    try {
      const extra = await this.send(change, base);
      this.base.value = apply(apply(base, change.ops), extra);
      this.pending.value = this.pending.value.filter((c) => c.id !== change.id);
      this.stored.value = true;
    } catch (error) {
      if (error instanceof Stale) this.rebase(error.theirs);
      else this.failed.value = asApiError(error);
    }
  }

  private absorb(): void {
    for (const ops of this.waiting.splice(0)) this.rebase(ops(this.base.value));
  }

  /** Moves the base, and puts what is under way on top of it or marks what is at odds. */
  private rebase(theirs: Op[]): void {
    if (theirs.length === 0) return;
    this.base.value = apply(this.base.value, theirs);
    this.pending.value = this.pending.value
      .map((c) => rebased(c, theirs))
      .filter((c) => c.ops.length > 0);
    this.forget(theirs);
  }

  /** An undo of a field that somebody else changed since would overwrite their work. */
  private forget(theirs: Op[]): void {
    const free = (c: Change) => !c.ops.some((o) => theirs.some((t) => overlaps(o.path, t.path)));
    this.done.value = this.done.value.filter(free);
    this.undone.value = this.undone.value.filter(free);
  }
}

function rebased(change: Change, theirs: Op[]): Change {
  const { ops, conflicts } = merge(change.ops, theirs);
  const open = change.ops.filter((o) => conflicts.some((c) => c.path === o.path));
  const before = change.clash.filter((c) => !conflicts.some((n) => n.path === c.path));
  return { ...change, ops: [...ops, ...open], clash: [...before, ...conflicts] };
}

function decide(op: Op, clash: Conflict[], choice: "mine" | "theirs"): Op[] {
  const at = clash.find((c) => c.path === op.path);
  if (!at) return [op];
  return choice === "mine" ? [{ ...op, from: at.theirs }] : [];
}

export function createStore<T>(initial: T, send: Send<T>): Store<T> {
  return new DocumentStore(initial, send);
}
