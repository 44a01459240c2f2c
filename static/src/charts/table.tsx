// The table widget: one row per series, numbers at the right, a quiet bar for the leading column.

import { render } from "preact";
import { exact, number } from "./format";
import { colour, fade } from "./palette";
import { summaryTable } from "./tabular";
import type { Chart, ChartTheme, Env, Mount, Table } from "./types";

const FIRST = 200;
/** So many columns can be read side by side; the CSV has all. */
const WIDEST = 41;

function narrowed(table: Table): { table: Table; more: number } {
  const more = table.columns.length - WIDEST;
  if (more <= 0) return { table, more: 0 };
  const rows = table.rows.map((r) => r.slice(0, WIDEST));
  return { table: { columns: table.columns.slice(0, WIDEST), rows }, more };
}

/** Any table of numbers, as used by the widget and by "view as table". */
export function DataTable(props: {
  table: Table;
  env: Env;
  caption: string;
  theme?: ChartTheme;
  barColumn?: number;
}) {
  const { env, theme, barColumn } = props;
  const { table, more } = narrowed(props.table);
  const top =
    barColumn === undefined
      ? 0
      : Math.max(0, ...table.rows.map((r) => Math.abs(Number(r[barColumn] ?? 0))));
  const share = (v: string | number | null) =>
    top > 0 ? Math.round((Math.abs(Number(v ?? 0)) / top) * 100) : 0;
  return (
    <table class="data-table">
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          {table.columns.map((c) => (
            <th key={c.name} scope="col" class={c.numeric ? "num" : ""}>
              {c.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.slice(0, FIRST).map((row, n) => (
          <tr key={`${row[0]}-${n}`}>
            {row.map((v, c) => {
              const column = table.columns[c];
              if (!column?.numeric) return <td key={column?.name}>{v ?? "–"}</td>;
              const long = typeof v === "number" ? exact(v, env.locale) : "–";
              const bar = theme && c === barColumn && top > 0;
              const style = bar ? barStyle(theme, share(v), env.dir) : undefined;
              return (
                <td key={column.name} class="num" title={long} style={style}>
                  {typeof v === "number" ? number(v, env.locale) : "–"}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      {(table.rows.length > FIRST || more > 0) && (
        <tfoot>
          <tr>
            <td colSpan={table.columns.length} class="muted">
              {table.rows.length > FIRST &&
                env.words("table-more", { count: table.rows.length - FIRST })}{" "}
              {more > 0 && env.words("table-wider", { count: more })}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function barStyle(theme: ChartTheme, percent: number, dir: Env["dir"]): Record<string, string> {
  const ink = fade(colour(theme, 0), 0.16);
  return {
    backgroundImage: `linear-gradient(to ${dir === "rtl" ? "right" : "left"}, ${ink} ${percent}%, transparent ${percent}%)`,
  };
}

export const mount: Mount = (el, spec0, data0, theme0, env) => {
  let spec = spec0;
  let data = data0;
  let theme = theme0;
  el.classList.add("chart", "chart-table");
  el.tabIndex = 0;
  el.setAttribute("role", "region");
  const table = () => summaryTable(data.series, spec.agg, env);
  const draw = () => {
    el.setAttribute("aria-label", spec.title);
    const t = table();
    const lead = t.columns.findIndex((c) => c.numeric);
    render(
      <DataTable table={t} env={env} caption={spec.title} theme={theme} barColumn={lead} />,
      el,
    );
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
    table,
    png: async () =>
      (await import("./png")).paintTable(spec.title, table(), theme, (v) =>
        typeof v === "number" ? number(v, env.locale) : (v ?? "–"),
      ),
    destroy() {
      render(null, el);
    },
  };
  return chart;
};
