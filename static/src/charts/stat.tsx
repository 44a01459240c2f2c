// One number that matters: large, with its unit, its change and its shape over time.

import { render } from "preact";
import { percent, valueText, withUnit } from "./format";
import { colour } from "./palette";
import { paintText } from "./png";
import { readable, seriesNames, valuesOf } from "./series";
import { Spark } from "./spark";
import { summaryTable } from "./tabular";
import type { Agg, Chart, ChartData, ChartSpec, ChartTheme, Env, Mount, Series } from "./types";

export interface Delta {
  kind: "up" | "down" | "same";
  fraction: number;
}

/** Change against the period before; null where there is nothing to compare with. */
export function delta(now: number | null, before: number | null): Delta | null {
  if (now === null || before === null || before === 0) return null;
  const fraction = (now - before) / Math.abs(before);
  if (Math.abs(fraction) < 0.0005) return { kind: "same", fraction: 0 };
  return { kind: fraction > 0 ? "up" : "down", fraction };
}

const numberAt = (s: Series | undefined, agg: Agg): number | null =>
  s && typeof s[agg] === "number" ? (s[agg] as number) : null;

const ARROWS = { up: "↑", down: "↓", same: "→" };

function Change(props: { now: number | null; before: number | null; env: Env }) {
  const d = delta(props.now, props.before);
  if (!d) return <span class="muted">{props.env.words("stat-nothing-before")}</span>;
  const word = props.env.words(`stat-${d.kind}`, {
    change: percent(Math.abs(d.fraction), props.env.locale).replace(/^\+/, ""),
  });
  return (
    <span class={`stat-delta stat-${d.kind}`}>
      <span aria-hidden="true">{ARROWS[d.kind]}</span> {word}
    </span>
  );
}

function Stat(props: { spec: ChartSpec; data: ChartData; theme: ChartTheme; env: Env }) {
  const { spec, data, theme, env } = props;
  const names = seriesNames(data.series);
  const shown = data.series.slice(0, 4);
  return (
    <div class={shown.length > 1 ? "stat stat-many" : "stat"}>
      {shown.map((s, i) => {
        const now = numberAt(s, spec.agg);
        const part = withUnit(now, spec.unit, env.locale);
        const shape = data.spark?.[i];
        return (
          <div class="stat-one" key={names[i]}>
            <div class="stat-value">
              {part.value}
              {part.unit && <span class="stat-unit">{part.unit}</span>}
            </div>
            <div class="stat-note">
              {data.previous ? (
                <Change now={now} before={numberAt(data.previous.series[i], spec.agg)} env={env} />
              ) : (
                <span class="muted">
                  {note(s, spec, shown.length > 1 ? (names[i] ?? "") : "", env)}
                </span>
              )}
            </div>
            {shape && <Spark values={valuesOf(shape, spec.agg)} colour={colour(theme, i)} />}
          </div>
        );
      })}
    </div>
  );
}

/** Beneath the number: its name where there are several, else where it lies between lowest and highest. */
function note(s: Series, spec: ChartSpec, name: string, env: Env): string {
  if (name) return name;
  const low = numberAt(s, "min");
  const high = numberAt(s, "max");
  if (low === null || high === null || spec.agg === "count") return env.words(`agg-${spec.agg}`);
  const text = (v: number) => valueText(v, spec.unit, env.locale);
  return env.words("stat-between", {
    agg: env.words(`agg-${spec.agg}`),
    low: text(low),
    high: text(high),
  });
}

export const mount: Mount = (el, spec0, data0, theme0, env) => {
  let spec = spec0;
  let data = data0;
  let theme = theme0;
  el.classList.add("chart", "chart-stat");
  el.setAttribute("role", "figure");
  const draw = () => {
    const names = seriesNames(data.series);
    const said = data.series
      .slice(0, 4)
      .map((s, i) => `${names[i]} ${valueText(numberAt(s, spec.agg), spec.unit, env.locale)}`);
    el.setAttribute("aria-label", `${spec.title}: ${said.join(", ")}`);
    render(<Stat spec={spec} data={data} theme={theme} env={env} />, el);
  };
  draw();
  const chart: Chart = {
    update(d, s = spec) {
      data = d;
      spec = s;
      draw();
    },
    setRange() {},
    setTheme(t) {
      theme = t;
      draw();
    },
    table: () => summaryTable(data.series, spec.agg, env),
    png() {
      const names = seriesNames(data.series);
      const lines = data.series.slice(0, 4).flatMap((s, i) => [
        {
          text: valueText(numberAt(s, spec.agg), spec.unit, env.locale),
          font: `600 28px ${theme.font}`,
          gap: 36,
        },
        {
          text: `${env.words(`agg-${spec.agg}`)} · ${names[i] ?? readable(s.metric)}`,
          font: `12px ${theme.font}`,
          gap: 20,
        },
      ]);
      return paintText(spec.title, lines, Math.max(200, el.clientWidth), theme);
    },
    destroy() {
      render(null, el);
    },
  };
  return chart;
};
