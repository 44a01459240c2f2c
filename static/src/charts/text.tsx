// The text widget: a few words of Markdown between the charts.

import { render } from "preact";
import { type Block, type Inline, parse } from "./markdown";
import type { Chart, Mount } from "./types";

function Span({ node }: { node: Inline }) {
  switch (node.kind) {
    case "strong":
      return <strong>{node.text}</strong>;
    case "em":
      return <em>{node.text}</em>;
    case "code":
      return <code>{node.text}</code>;
    case "link":
      return (
        <a
          href={node.href}
          rel="noopener noreferrer"
          target={node.href.startsWith("http") ? "_blank" : undefined}
        >
          {node.text}
        </a>
      );
    default:
      return <>{node.text}</>;
  }
}

const spans = (inline: Inline[]) => inline.map((n, i) => <Span key={`${n.kind}${i}`} node={n} />);

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      // The page has its own headings; a widget's begin below them.
      return block.level === 1 ? (
        <h3>{spans(block.inline)}</h3>
      ) : block.level === 2 ? (
        <h4>{spans(block.inline)}</h4>
      ) : (
        <h5>{spans(block.inline)}</h5>
      );
    case "list": {
      const items = block.items.map((it, i) => <li key={`${i}`}>{spans(it)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "rule":
      return <hr />;
    default:
      return <p>{spans(block.inline)}</p>;
  }
}

export function Markdown({ source }: { source: string }) {
  return (
    <div class="markdown" dir="auto">
      {parse(source).map((b, i) => (
        <Part key={`${b.kind}${i}`} block={b} />
      ))}
    </div>
  );
}

const words = (inline: Inline[]) => inline.map((n) => n.text).join("");

/** The same blocks as plain lines, for table and picture. */
export function plainLines(source: string): string[] {
  return parse(source).flatMap((b) => {
    if (b.kind === "list")
      return b.items.map((it, i) => `${b.ordered ? `${i + 1}.` : "•"} ${words(it)}`);
    if (b.kind === "code") return b.text.split("\n");
    return b.kind === "rule" ? [] : [words(b.inline)];
  });
}

export const mount: Mount = (el, spec0, _data, theme0, env) => {
  let spec = spec0;
  let theme = theme0;
  el.classList.add("chart", "chart-text");
  const draw = () => render(<Markdown source={spec.text ?? ""} />, el);
  draw();
  const chart: Chart = {
    update(_d, s = spec) {
      spec = s;
      draw();
    },
    setRange() {},
    setTheme(t) {
      theme = t;
    },
    table: () => ({
      columns: [{ name: env.words("chart-kind-text"), numeric: false }],
      rows: plainLines(spec.text ?? "").map((l) => [l]),
    }),
    async png() {
      const { paintText } = await import("./png");
      const lines = plainLines(spec.text ?? "").map((text) => ({
        text,
        font: `13px ${theme.font}`,
        gap: 22,
      }));
      return paintText(spec.title, lines, Math.max(240, el.clientWidth), theme);
    },
    destroy() {
      render(null, el);
    },
  };
  return chart;
};
