// Finds the cell in its raw line that could not be read, so that it can be marked; pure.

export interface Marked {
  before: string;
  cell: string;
  after: string;
}

/** Where the fields of a CSV line begin and end; quotes may hold the delimiter. */
function fields(line: string, delimiter: string): [from: number, to: number][] {
  const out: [number, number][] = [];
  let from = 0;
  let quoted = false;
  for (let i = 0; i <= line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    if (i < line.length && (quoted || !line.startsWith(delimiter, i))) continue;
    out.push([from, i]);
    from = i + delimiter.length;
  }
  return out;
}

const cut = (line: string, from: number, to: number): Marked => ({
  before: line.slice(0, from),
  cell: line.slice(from, to),
  after: line.slice(to),
});

/** By the column's place in CSV, else where the value stands for the only time. Null: nothing to mark. */
export function markCell(
  raw: string,
  value: string,
  column: number,
  delimiter: string | null,
): Marked | null {
  if (delimiter && column >= 0) {
    const at = fields(raw, delimiter)[column];
    const text = at && raw.slice(at[0], at[1]).replaceAll('""', '"');
    if (at && at[1] > at[0] && value && text?.includes(value)) return cut(raw, at[0], at[1]);
  }
  if (!value) return null;
  const at = raw.indexOf(value);
  return at >= 0 && raw.indexOf(value, at + 1) < 0 ? cut(raw, at, at + value.length) : null;
}
