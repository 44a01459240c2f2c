// JSON as it is read best: indented, in pieces that can be told apart; pure.

export type PieceKind = "key" | "text" | "number" | "word" | "plain";
export interface Piece {
  kind: PieceKind;
  text: string;
}

const TOKEN =
  /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;
/** Beyond so many characters colours cost more than they tell. */
const COLOURED = 40_000;

export function pieces(payload: unknown): Piece[] {
  const json = JSON.stringify(payload, null, 2) ?? "";
  if (json.length > COLOURED) return [{ kind: "plain", text: json }];
  const out: Piece[] = [];
  let at = 0;
  for (const m of json.matchAll(TOKEN)) {
    if (m.index > at) out.push({ kind: "plain", text: json.slice(at, m.index) });
    const kind = m[2] ? "key" : m[1] ? "text" : m[3] ? "number" : "word";
    out.push({ kind, text: m[1] ?? m[0] });
    if (m[2]) out.push({ kind: "plain", text: m[2] });
    at = m.index + m[0].length;
  }
  if (at < json.length) out.push({ kind: "plain", text: json.slice(at) });
  return out;
}
