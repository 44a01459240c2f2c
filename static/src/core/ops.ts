// The one format of a change to a document: apply, invert, diff and merge; pure.
//
// A document is plain JSON. An op sets one path from one value to another, `undefined` meaning "not
// there"; so adding, changing and removing are the same thing, and the inverse swaps two words.
// Lists that people edit together are kept as objects by id, never as arrays.

export type Path = readonly string[];

export interface Op {
  path: Path;
  from: unknown;
  to: unknown;
}

type Tree = Record<string, unknown>;

function isTree(v: unknown): v is Tree {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}

export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((x, i) => equal(x, b[i]));
  }
  if (!isTree(a) || !isTree(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((k) => equal(a[k], b[k]));
}

export function valueAt(doc: unknown, path: Path): unknown {
  let v = doc;
  for (const key of path) {
    if (!isTree(v)) return undefined;
    v = v[key];
  }
  return v;
}

/** Sets one path; shares everything that did not change, so that views compare by identity. */
function set(doc: unknown, path: Path, to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (!isTree(doc) && to === undefined) return doc;
  const tree = isTree(doc) ? doc : {};
  const next = set(tree[key], rest, to);
  if (Object.is(next, tree[key])) return doc;
  const { [key]: _gone, ...others } = tree;
  return next === undefined ? others : { ...tree, [key]: next };
}

export function apply<T>(doc: T, ops: readonly Op[]): T {
  return ops.reduce<unknown>((d, op) => set(d, op.path, op.to), doc) as T;
}

/** Undoes `ops` when applied after them. */
export function invert(ops: readonly Op[]): Op[] {
  return ops.map((op) => ({ path: op.path, from: op.to, to: op.from })).reverse();
}

/** The ops that lead from a to b, one per leaf that differs; arrays count as leaves. */
export function diff(a: unknown, b: unknown, path: Path = []): Op[] {
  if (equal(a, b)) return [];
  if (!isTree(a) || !isTree(b)) return [{ path, from: a, to: b }];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((k) => diff(a[k], b[k], [...path, k]));
}

/** Whether one of the two paths lies within the other. */
export function overlaps(a: Path, b: Path): boolean {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return false;
  return true;
}

export interface Conflict {
  path: Path;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  /** My ops that still make sense on top of theirs. */
  ops: Op[];
  /** What both changed, differently: for a person to decide. */
  conflicts: Conflict[];
}

/** Puts my ops on top of theirs; both start from the same base. */
export function merge(mine: readonly Op[], theirs: readonly Op[]): Merge {
  const out: Merge = { ops: [], conflicts: [] };
  for (const op of mine) {
    const other = theirs.find((t) => overlaps(t.path, op.path));
    if (!other) {
      out.ops.push(op);
      continue;
    }
    const theirsHere = valueAt(apply(nest(op), [other]), op.path);
    if (equal(theirsHere, op.to)) continue;
    out.conflicts.push({ path: op.path, base: op.from, mine: op.to, theirs: theirsHere });
  }
  return out;
}

/** A document that holds nothing but what an op found. */
function nest(op: Op): unknown {
  return op.path.reduceRight<unknown>((value, key) => ({ [key]: value }), op.from);
}
