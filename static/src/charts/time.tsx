// Line, area and bar: every chart over time is drawn here, by uPlot.

import { render } from "preact";
import uPlot from "uplot";
import { barPaths, markPaths } from "./bars";
import { axisNumbers, axisTimes, bucketTime, number, valueText } from "./format";
import { walkWithKeys } from "./keyboard";
import { drawLabels, labelRoom, textWidth } from "./labels";
import { colour, dash, fade } from "./palette";
import { extentWithin, type Plan, plan, whole } from "./plan";
import { logRange, logTicks, niceRange, ticks } from "./scale";
import { cursorSentence, figureSentence, wasText } from "./sentence";
import { extent, inRhythm, lonely } from "./series";
import { Legend, Tip } from "./swatch";
import { timeTable } from "./tabular";
import type { Chart, ChartData, ChartSpec, ChartTheme, Env, Mount, Values } from "./types";

const AXIS_FONT = 12;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Steps of a time axis that people count in. */
const STEPS = [
  ...[1, 5, 15, 30].flatMap((n) => [n, n * 60]),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7].map((n) => n * DAY),
  ...[1, 2, 3, 6].map((n) => n * 30 * DAY),
  ...[1, 2, 5, 10, 20, 50, 100].map((n) => n * 365 * DAY),
].sort((a, b) => a - b);

export const mount: Mount = (el, spec, data, theme, env) =>
  new TimeChart(el, spec, data, theme, env);

class TimeChart implements Chart {
  private plot: uPlot | null = null;
  private p: Plan;
  private at = -1;
  private direct = false;
  private late = false;
  private step = 1;
  private readonly head: HTMLElement;
  private readonly box: HTMLElement;
  private readonly tip: HTMLElement;
  private readonly sizes: ResizeObserver;
  private readonly release: () => void;

  constructor(
    private readonly el: HTMLElement,
    private spec: ChartSpec,
    private data: ChartData,
    private theme: ChartTheme,
    private readonly env: Env,
  ) {
    this.p = plan(spec, data);
    this.head = child(el, "chart-head");
    this.box = child(el, "chart-plot");
    this.tip = child(this.box, "chart-tip");
    el.classList.add("chart", "chart-time");
    el.setAttribute("role", "figure");
    el.tabIndex = 0;
    this.tip.hidden = true;
    this.release = walkWithKeys(el, {
      at: () => this.at,
      count: () => this.p.t.length,
      go: (i) => this.go(i),
      say: (i) => this.sayCursor(i),
    });
    this.build();
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.box);
  }

  update(data: ChartData, spec: ChartSpec = this.spec): void {
    this.data = data;
    this.spec = spec;
    this.p = plan(spec, data);
    // A hand that drags over the chart is not disturbed: what came meanwhile is drawn when it lets go.
    this.late = (this.plot?.select.width ?? 0) > 0;
    if (this.late) return;
    const at = this.at;
    this.build();
    // Whoever reads a point goes on reading it.
    if (at >= 0) this.go(Math.min(at, this.p.t.length - 1));
  }

  setRange(from: number, to: number): void {
    this.plot?.setScale("x", { min: from, max: to });
  }

  setTheme(theme: ChartTheme): void {
    this.theme = theme;
    this.build();
  }

  table(exact = false) {
    const p = whole(this.spec, this.data);
    return timeTable(p, this.spec.unit, exact ? null : (this.data.interval ?? ""), this.env);
  }

  async png(): Promise<Blob> {
    const { paintFigure } = await import("./png");
    const plot = this.plot;
    return paintFigure(
      this.spec.title,
      this.direct ? [] : this.p.names,
      this.theme,
      (ctx, x, y) => {
        if (plot) ctx.drawImage(plot.ctx.canvas, x, y);
        return plot
          ? { width: plot.ctx.canvas.width, height: plot.ctx.canvas.height }
          : { width: 0, height: 0 };
      },
    );
  }

  destroy(): void {
    this.sizes.disconnect();
    this.release();
    this.plot?.destroy();
    render(null, this.head);
    render(null, this.tip);
    this.el.replaceChildren();
  }

  private build(): void {
    this.plot?.destroy();
    this.at = -1;
    this.tip.hidden = true;
    const { p, spec, env } = this;
    const range = extent(p.raw);
    const about = figureSentence(
      spec.title,
      spec.type,
      p.names,
      p.t,
      this.data.interval,
      range,
      spec.unit,
      env,
      this.compared("chart-compared"),
    );
    this.el.setAttribute("aria-label", about);
    const width = this.box.clientWidth || 300;
    const room = spec.type === "bar" && !p.stacked ? 0 : this.labelRoom(width);
    this.direct = room > 0;
    this.drawHead();
    const height = this.box.clientHeight || 200;
    this.plot = new uPlot(this.options(width, height, room), this.columns(), this.box);
    this.plot.root.setAttribute("aria-hidden", "true");
    this.plot.over.append(this.tip);
  }

  private labelRoom(width: number): number {
    return labelRoom(this.p.names, width, this.box.clientHeight || 200, this.theme.font);
  }

  private drawHead(): void {
    const { p, env } = this;
    const legend = !this.direct && p.names.length > 1;
    const notes = p.notes.map((n) => env.words(n.id, { count: n.count }));
    if (p.hidden > 0) notes.unshift(env.words("chart-more-series", { count: p.hidden }));
    const show = legend || notes.length > 0 || p.previous.length > 0;
    this.head.hidden = !show;
    render(
      show ? (
        <Legend
          theme={this.theme}
          names={legend ? p.names : []}
          filled={this.spec.type !== "line"}
          notes={notes}
          previous={this.compared("chart-before")}
        />
      ) : null,
      this.head,
    );
  }

  /** The stretch of time that this one is compared with, in the words of `id`; empty without one. */
  private compared(id: string): string {
    const before = this.data.previous;
    if (!before || this.p.previous.length === 0) return "";
    const at = (iso: string) => bucketTime(Date.parse(iso) / 1000, this.data.interval, this.env);
    if (!before.from || !before.to) return this.env.words("chart-previous");
    const to = new Date(Date.parse(before.to) - 1).toISOString();
    return this.env.words(id, { from: at(before.from), to: at(to) });
  }

  /** Column 0 is time; the period before follows the series of now. */
  private columns(): uPlot.AlignedData {
    const lines = [...this.p.drawn, ...this.p.previous];
    const values = this.spec.type === "bar" ? lines : lines.map(inRhythm);
    return [this.p.t, ...values] as uPlot.AlignedData;
  }

  private options(width: number, height: number, room: number): uPlot.Options {
    const { p, spec, env } = this;
    const most = height < 150 ? 3 : 4;
    const filled = spec.type !== "line";
    const group = spec.group;
    return {
      width,
      height,
      padding: [8, Math.max(room, 28), 0, 0],
      legend: { show: false },
      focus: { alpha: 1 },
      scales: {
        x: { time: true, range: () => [p.from, Math.max(p.to, p.from + 1)] },
        y: {
          distr: p.log ? 3 : 1,
          range: (u) => {
            const x = u.scales.x as uPlot.Scale;
            const e = extentWithin(p, x.min ?? p.from, x.max ?? p.to) ?? (p.log ? [1, 10] : [0, 1]);
            if (p.log) {
              const { min, max } = logRange(e[0], e[1]);
              return [min, max];
            }
            const r = niceRange(e[0], e[1], filled, most);
            this.step = r.step;
            return [r.min, r.max];
          },
        },
      },
      axes: [this.timeAxis(width), this.valueAxis()],
      series: [
        {},
        ...p.drawn.map((v, i) => this.drawing(v, i)),
        ...p.previous.map((_, i) => this.before(i)),
      ],
      bands:
        p.stacked && spec.type === "area"
          ? p.drawn.slice(1).map((_, i) => ({ series: [i + 2, i + 1] as [number, number] }))
          : [],
      tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), env.tz),
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        sync: group
          ? { key: group, setSeries: false, scales: ["x", null], filters: { pub: moves } }
          : undefined,
        dataIdx:
          spec.type === "bar" ? (u, _s, closest, x) => bucketAt(u.data[0], closest, x) : undefined,
        points: {
          size: spec.type === "bar" ? 0 : 7,
          width: 2,
          stroke: () => this.theme.surface,
          fill: (_u, i) => this.pointFill(i - 1),
        },
      },
      hooks: {
        draw: [(u) => this.direct && drawLabels(u, p.names, p.drawn, this.theme, p.stacked)],
        setCursor: [(u) => this.follow(u)],
        setSelect: [(u) => this.zoom(u)],
      },
    } as uPlot.Options;
  }

  private pointFill(i: number): string {
    return i < 0 || i >= this.p.drawn.length || this.spec.type === "bar"
      ? "transparent"
      : colour(this.theme, i);
  }

  private timeAxis(width: number): uPlot.Axis {
    return {
      stroke: () => this.theme.muted,
      font: `${AXIS_FONT}px ${this.theme.font}`,
      grid: { show: false },
      ticks: { show: false },
      border: { show: true, stroke: () => this.theme.line, width: 1 },
      gap: 6,
      size: (_u, values) => ((values ?? []).some((v) => v.includes("\n")) ? 38 : 24),
      space: Math.max(64, width / 6.5),
      incrs: STEPS,
      values: (_u, splits, _i, _space, incr) => axisTimes(splits, incr, this.env),
    };
  }

  private valueAxis(): uPlot.Axis {
    const font = `${AXIS_FONT}px ${this.theme.font}`;
    const { log } = this.p;
    const most = (this.box.clientHeight || 200) < 150 ? 3 : 5;
    return {
      stroke: () => this.theme.muted,
      font,
      // uPlot thins a logarithmic axis by itself; ours is thin already
      filter: (_u, splits) => splits,
      grid: { stroke: () => this.theme.line, width: 1, filter: (_u, splits) => splits },
      ticks: { show: false },
      gap: 8,
      size: (_u, values) =>
        12 + Math.ceil(Math.max(0, ...(values ?? []).map((v) => textWidth(v, font)))),
      splits: (_u, _i, min, max) => (log ? logTicks(min, max, most) : ticks(min, max, this.step)),
      values: (_u, splits) =>
        log
          ? splits.map((v) => number(v, this.env.locale))
          : axisNumbers(splits, this.step, this.env.locale),
    };
  }

  private before(slot: number): uPlot.Series {
    if (this.spec.type !== "bar") {
      // paler than its series, in the same colour where it has one
      const own = this.p.previous.length === this.p.drawn.length && this.p.drawn.length > 1;
      const stroke = () => (own ? fade(colour(this.theme, slot), 0.6) : this.theme.muted);
      return { stroke, width: 1.25, dash: [4, 4], points: { show: false }, alpha: own ? 1 : 0.8 };
    }
    const count = this.p.previous.length;
    const paths = markPaths({ slot, count, bucket: this.p.bucket });
    return { stroke: () => this.theme.text, width: 1.5, points: { show: false }, paths };
  }

  private drawing(values: Values, i: number): uPlot.Series {
    const { spec, p } = this;
    const ink = () => colour(this.theme, i);
    if (spec.type === "bar") {
      const slot = p.stacked ? 0 : i;
      const count = p.stacked ? 1 : p.drawn.length;
      return {
        fill: ink,
        width: 0,
        points: { show: false },
        paths: barPaths({ slot, count, base: p.base[i], bucket: p.bucket }),
      };
    }
    const dots = lonely(inRhythm(values));
    const alpha = p.stacked ? 0.55 : p.drawn.length > 1 ? 0.08 : 0.14;
    return {
      stroke: ink,
      width: p.t.length > 400 ? 1.25 : 1.75,
      dash: p.stacked ? undefined : dash(i),
      fill: spec.type === "area" ? () => fade(colour(this.theme, i), alpha) : undefined,
      points: {
        show: dots.length > 0,
        filter: () => dots,
        size: 4,
        width: 0,
        fill: ink,
        stroke: ink,
      },
    };
  }

  private follow(u: uPlot): void {
    const i = u.cursor.idxs?.[1] ?? u.cursor.idx;
    const left = u.cursor.left ?? -1;
    this.at = i === null || i === undefined || left < 0 ? -1 : i;
    this.tip.hidden = this.at < 0;
    if (this.at < 0) return;
    render(
      <Tip
        theme={this.theme}
        head={this.headAt(this.at)}
        rows={this.rowsAt(this.at)}
        filled={this.spec.type !== "line"}
      />,
      this.tip,
    );
    const beside = left > u.over.clientWidth / 2 ? left - this.tip.offsetWidth - 12 : left + 12;
    this.tip.style.transform = `translate(${Math.round(Math.max(0, beside))}px, 4px)`;
  }

  private headAt(i: number): string {
    return bucketTime(this.p.t[i] as number, this.data.interval, this.env);
  }

  private rowsAt(i: number) {
    const { p, spec, env } = this;
    const text = (v: number | null | undefined) =>
      v === null || v === undefined
        ? env.words("chart-no-value")
        : valueText(v, spec.unit, env.locale);
    const twins = p.previous.length > 0 && p.previous.length === p.names.length;
    const rows = p.names.map((name, index) => {
      const now = p.raw[index]?.[i];
      const before = twins ? wasText(now, p.previous[index]?.[i], spec.unit, env) : undefined;
      return { name, index, value: text(now), before };
    });
    if (p.previous.length === 1 && !twins) {
      const value = text(p.previous[0]?.[i]);
      rows.push({ name: env.words("chart-previous"), index: -1, value, before: undefined });
    }
    return p.stacked ? rows.reverse() : rows;
  }

  private go(i: number): void {
    const u = this.plot;
    if (!u) return;
    if (i < 0) u.setCursor({ left: -10, top: -10 });
    else
      u.setCursor({
        left: u.valToPos(this.p.t[i] as number, "x") + 0.5,
        top: u.over.clientHeight / 2,
      });
  }

  private sayCursor(i: number): string {
    const { p, spec, env } = this;
    return cursorSentence(p.names, p.raw, p.t, i, this.data.interval, spec.unit, env, p.previous);
  }

  private zoom(u: uPlot): void {
    const { left, width } = u.select;
    const from = u.posToVal(left, "x");
    const to = u.posToVal(left + width, "x");
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    // uPlot is not done with this drag before its handlers are.
    if (this.late) queueMicrotask(() => this.el.isConnected && this.build());
    this.late = false;
    if (width >= 8) this.env.zoom?.(Math.floor(from), Math.ceil(to));
  }

  private resize(): void {
    const width = this.box.clientWidth;
    const height = this.box.clientHeight;
    const u = this.plot;
    if (!u || width === 0 || height === 0 || (u.width === width && u.height === height)) return;
    if (this.labelRoom(width) > 0 === this.direct && Math.abs(u.width - width) < 40)
      u.setSize({ width, height });
    else this.build();
  }
}

/** Other charts follow the cross hair, not the drag. */
const moves = (type: string): boolean => type === "mousemove" || type === "mouseleave";

/** Bars own their whole bucket, so the one under the pointer counts, not the nearest start. */
function bucketAt(t: ArrayLike<number>, closest: number, x: number): number {
  return closest > 0 && (t[closest] as number) > x ? closest - 1 : closest;
}

function child(parent: HTMLElement, name: string): HTMLElement {
  const el = document.createElement("div");
  el.className = name;
  parent.append(el);
  return el;
}
