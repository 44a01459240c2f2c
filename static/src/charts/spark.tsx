// A sparkline: the shape of a number over time, without axes, with honest gaps.

import type { Values } from "./types";

/** SVG path over a `width` × `height` box; a gap lifts the pen. */
export function sparkPath(
  values: Values,
  width: number,
  height: number,
): { line: string; dots: [number, number][] } {
  const known = values.filter((v): v is number => v !== null && v !== undefined);
  if (known.length === 0) return { line: "", dots: [] };
  const lo = Math.min(...known);
  const hi = Math.max(...known);
  const x = (i: number) =>
    Number(((values.length === 1 ? 0.5 : i / (values.length - 1)) * width).toFixed(1));
  const y = (v: number) =>
    Number((hi === lo ? height / 2 : height - ((v - lo) / (hi - lo)) * height).toFixed(1));
  let line = "";
  const dots: [number, number][] = [];
  values.forEach((v, i) => {
    if (v === null || v === undefined) return;
    const before = values[i - 1] ?? null;
    const after = values[i + 1] ?? null;
    if (before === null && after === null) dots.push([x(i), y(v)]);
    else line += `${before === null ? "M" : "L"}${x(i)} ${y(v)}`;
  });
  return { line, dots };
}

export function Spark(props: { values: Values; colour: string }) {
  const { line, dots } = sparkPath(props.values, 200, 28);
  return (
    <svg class="spark" viewBox="0 -2 200 32" preserveAspectRatio="none" aria-hidden="true">
      <path
        d={line}
        fill="none"
        stroke={props.colour}
        stroke-width="1.5"
        vector-effect="non-scaling-stroke"
      />
      {dots.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="1.5" fill={props.colour} />
      ))}
    </svg>
  );
}
