// Contrast of every theme in both schemes, computed from the tokens as the browser would.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const css = readFileSync(join(__ROOT__, "src/css/tokens.css"), "utf8");

function block(selector: string): Map<string, string> {
  const body = css.split(`${selector} {`)[1]?.split("\n}")[0];
  assert.ok(body, selector);
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1]!, m[2]!.trim()]));
}

type Rgb = [number, number, number];

/** OKLCH to linear sRGB, clipped to what a screen can show. */
function oklch(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const L = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const M = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const S = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  return [
    clip(4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S),
    clip(-1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S),
    clip(-0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S),
  ];
}

function luminance(value: string): number {
  const m = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value);
  assert.ok(m, `not a plain colour: ${value}`);
  const [r, g, b] = oklch(Number(m[1]), Number(m[2]), Number(m[3]));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
}

const TEXT: [string, string[]][] = [
  ["text", ["ground", "surface", "raised", "hover", "pressed", "accent-soft", "bad-soft"]],
  ["muted", ["ground", "surface", "raised", "hover", "pressed"]],
  ["accent-text", ["ground", "surface", "raised", "accent-soft"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["bad", ["ground", "surface", "raised", "bad-soft"]],
  ["good", ["ground", "surface", "raised"]],
  ["warn", ["ground", "surface", "raised"]],
  ["on-bad", ["bad"]],
];
const MARKS: [string, string[]][] = [
  ["accent", ["ground", "surface", "raised"]],
  ["focus", ["ground", "surface", "raised", "hover", "pressed"]],
  ["line-control", ["ground", "surface"]],
  ...Array.from({ length: 8 }, (_, i): [string, string[]] => [`series-${i + 1}`, ["surface"]]),
];

for (const theme of ["mint", "warm", "neon", "ember"]) {
  for (const scheme of ["light", "dark"]) {
    const tokens = new Map([
      ...block(`:root[data-theme="${theme}"]`),
      ...block(`:root[data-scheme="${scheme}"]`),
    ]);
    const value = (name: string) =>
      tokens.get(name)!.replace(/var\(--([\w-]+)\)/g, (_, n: string) => tokens.get(n)!);
    const check = (pairs: [string, string[]][], least: number) => {
      for (const [front, backs] of pairs) {
        for (const back of backs) {
          const c = contrast(value(front), value(back));
          assert.ok(c >= least, `${front} on ${back}: ${c.toFixed(2)} < ${least}`);
        }
      }
    };
    test(`${theme}, ${scheme}: text`, () => check(TEXT, 4.5));
    test(`${theme}, ${scheme}: marks`, () => check(MARKS, 3));
  }
}
