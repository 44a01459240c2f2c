// One number that matters: large, with its unit, its change and its shape over time.

import { render } from "preact";
import { delta, twin } from "./change";
import { number, percent, valueText, withUnit } from "./format";
import { colour } from "./palette";
import { readable, seriesNames, valuesOf } from "./series";
import { Spark } from "./spark";
import { summaryTable } from "./tabular";
import type { Agg, Chart, ChartData, ChartSpec, ChartTheme, Env, Mount, Series } from "./types";

const numberAt = (s: Series | undefined, agg: Agg): number | null =>
  s && typeof s[agg] === "number" ? (s[agg] as number) : null;

const ARROWS = { up: "↑", down: "↓", same: "→" };

function Change(props: { now: number | null; before: number | null; unit?: string; env: Env }) {
  const { env, unit } = props;
  const d = delta(props.now, props.before, unit);
  if (!d) return <span class="muted">{env.words("stat-nothing-before")}</span>;
  const size = Math.abs(d.fraction ?? d.amount);
  const change =
    d.fraction === null ? valueText(size, unit, env.locale) : percent(size, env.locale);
  return (
    <span class={`stat-delta stat-${d.kind}`}>
      <span aria-hidden="true">{ARROWS[d.kind]}</span> {env.words(`stat-${d.kind}`, { change })}
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
        const shape = twin(s, data.spark ?? []);
        return (
          <div class="stat-one" key={names[i]}>
            <div class="stat-value">
              <bdi dir="ltr">
                {part.value}
                {part.unit && <span class="stat-unit">{part.unit}</span>}
              </bdi>
            </div>
            <div class="stat-note">
              {data.previous ? (
                <Change
                  unit={spec.unit}
                  now={now}
                  before={numberAt(twin(s, data.previous.series), spec.agg)}
                  env={env}
                />
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

/** Beneath the number: what puts it into proportion. */
function note(s: Series, spec: ChartSpec, name: string, env: Env): string {
  if (name) return name;
  const text = (agg: Agg) => valueText(numberAt(s, agg), spec.unit, env.locale);
  const [low, high, average] = [text("min"), text("max"), text("avg")];
  if (spec.agg === "avg") return env.words("stat-between", { low, high });
  if (spec.agg === "count") return env.words("stat-counted", { name: readable(s.metric) });
  if (spec.agg !== "sum") return env.words("stat-average", { average });
  const count = numberAt(s, "count") ?? 0;
  return env.words("stat-of-values", { count, amount: number(count, env.locale), average });
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
    async png() {
      const { paintText } = await import("./png");
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
