// A small, safe Markdown: parsed into a tree, never into HTML. What it does not know stays text.

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "em" | "code"; text: string }
  | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; inline: Inline[] }
  | { kind: "paragraph"; inline: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string }
  | { kind: "rule" };

const INLINE =
  /\*\*([^*]+)\*\*|__([^_]+)__|\*([^*]+)\*|(?<!\w)_([^_]+)_(?!\w)|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Only links that cannot run anything: http(s), mail, and places on this page's origin. */
export function safeHref(href: string): string | null {
  if (/^(https?:\/\/|mailto:)/i.test(href)) return href;
  if (/^[/#](?![/\\])/.test(href)) return href;
  return null;
}

export function parseInline(text: string): Inline[] {
  const out: Inline[] = [];
  let from = 0;
  const plain = (to: number) => {
    if (to > from) out.push({ kind: "text", text: text.slice(from, to) });
  };
  for (const m of text.matchAll(INLINE)) {
    plain(m.index);
    from = m.index + m[0].length;
    const [whole, b1, b2, e1, e2, code, label, href] = m;
    const link = href === undefined ? null : safeHref(href);
    if (b1 ?? b2) out.push({ kind: "strong", text: (b1 ?? b2) as string });
    else if (e1 ?? e2) out.push({ kind: "em", text: (e1 ?? e2) as string });
    else if (code) out.push({ kind: "code", text: code });
    else if (link) out.push({ kind: "link", text: label as string, href: link });
    else out.push({ kind: "text", text: whole });
  }
  plain(text.length);
  return out;
}

const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

export function parse(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] as string;
    const heading = /^(#{1,3})\s+(.*)$/.exec(line);
    if (line.trim() === "") i++;
    else if (heading) {
      blocks.push({
        kind: "heading",
        level: (heading[1] as string).length as 1 | 2 | 3,
        inline: parseInline(heading[2] as string),
      });
      i++;
    } else if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) {
      blocks.push({ kind: "rule" });
      i++;
    } else if (line.startsWith("```")) i = fence(lines, i, blocks);
    else if (ITEM.test(line)) i = items(lines, i, blocks);
    else i = paragraph(lines, i, blocks);
  }
  return blocks;
}

function fence(lines: string[], start: number, blocks: Block[]): number {
  let end = start + 1;
  while (end < lines.length && !(lines[end] as string).startsWith("```")) end++;
  blocks.push({ kind: "code", text: lines.slice(start + 1, end).join("\n") });
  return end + 1;
}

function items(lines: string[], start: number, blocks: Block[]): number {
  const ordered = ITEM.exec(lines[start] as string)?.[1] !== undefined;
  const list: Inline[][] = [];
  let i = start;
  for (
    let m = ITEM.exec(lines[i] ?? "");
    m && (m[1] !== undefined) === ordered;
    m = ITEM.exec(lines[++i] ?? "")
  ) {
    list.push(parseInline(m[2] as string));
  }
  blocks.push({ kind: "list", ordered, items: list });
  return i;
}

function paragraph(lines: string[], start: number, blocks: Block[]): number {
  let i = start + 1;
  while (
    i < lines.length &&
    !/^\s*$|^#{1,3}\s|^```/.test(lines[i] as string) &&
    !ITEM.test(lines[i] as string)
  )
    i++;
  blocks.push({ kind: "paragraph", inline: parseInline(lines.slice(start, i).join(" ")) });
  return i;
}
