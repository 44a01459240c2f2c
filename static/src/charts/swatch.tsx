// Marks beside names: the line's colour and dash, or the bar's square, as the chart draws them.

import { colour, dash } from "./palette";
import type { ChartTheme } from "./types";

export function Swatch(props: { theme: ChartTheme; index: number; filled: boolean }) {
  const stroke = colour(props.theme, props.index);
  return (
    <svg class="swatch" viewBox="0 0 16 8" width="16" height="8" aria-hidden="true">
      {props.filled ? (
        <rect x="4" y="0" width="8" height="8" rx="1.5" fill={stroke} />
      ) : (
        <line
          x1="0"
          y1="4"
          x2="16"
          y2="4"
          stroke={stroke}
          stroke-width="2"
          stroke-dasharray={dash(props.index).join(" ")}
        />
      )}
    </svg>
  );
}

/** Names above a plot. `hidden` series are told, not dropped in silence. */
export function Legend(props: {
  theme: ChartTheme;
  names: string[];
  filled: boolean;
  /** What else a reader must know: series left out, values that cannot be drawn. */
  notes: string[];
  previous: string;
}) {
  return (
    <ul class="chart-legend">
      {props.names.map((name, i) => (
        <li key={name}>
          <Swatch theme={props.theme} index={i} filled={props.filled} />
          <span>{name}</span>
        </li>
      ))}
      {props.previous && (
        <li class="muted note">
          <svg class="swatch" viewBox="0 0 16 8" width="16" height="8" aria-hidden="true">
            <line x1="0" y1="4" x2="16" y2="4" stroke={props.theme.muted} stroke-dasharray="3 3" />
          </svg>
          <span>{props.previous}</span>
        </li>
      )}
      {props.notes.map((note) => (
        <li class="muted note" key={note}>
          {note}
        </li>
      ))}
    </ul>
  );
}

/** What the cursor stands on: the bucket's time and every series' value. */
export function Tip(props: {
  theme: ChartTheme;
  head: string;
  rows: { name: string; index: number; value: string; before?: string }[];
  filled: boolean;
}) {
  return (
    <>
      <div class="chart-tip-head">{props.head}</div>
      {props.rows.map((r) => (
        <div class="chart-tip-row" key={r.name}>
          {r.index >= 0 && <Swatch theme={props.theme} index={r.index} filled={props.filled} />}
          <span class="chart-tip-name">{r.name}</span>
          <b>{r.value}</b>
          {r.before !== undefined && <span class="chart-tip-before">{r.before}</span>}
        </div>
      ))}
    </>
  );
}
