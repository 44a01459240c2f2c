// Numbers, axes, series, tables and words of charts, without a canvas.
import assert from "node:assert/strict";
import { test } from "node:test";
import { barBox } from "../src/charts/bars";
import { changeText, delta, overall } from "../src/charts/change";
import { fileName, safeCell, toCsv } from "../src/charts/csv";
import { axisNumbers, axisTimes, intervalSeconds, number, valueText } from "../src/charts/format";
import { cursorStep } from "../src/charts/keyboard";
import { parse, parseInline, safeHref } from "../src/charts/markdown";
import { plan } from "../src/charts/plan";
import { bucketOf, nests, rebucket } from "../src/charts/rebucket";
import { logRange, logTicks, niceRange, spread, ticks } from "../src/charts/scale";
import {
  align,
  inRhythm,
  isEmpty,
  lonely,
  rank,
  seriesNames,
  stack,
  stackable,
} from "../src/charts/series";
import { sparkPath } from "../src/charts/spark";
import { summaryTable, timeTable } from "../src/charts/tabular";
import type { Env, Series } from "../src/charts/types";

const ENV: Env = { locale: "en", tz: "UTC", dir: "ltr", words: (id) => id };
const DAY = 86400;

test("numbers keep the digits that matter", () => {
  assert.equal(number(1318.4, "en"), "1,318");
  assert.equal(number(12.3456, "en"), "12.35");
  assert.equal(number(0.012345, "en"), "0.0123");
  assert.equal(number(1_240_000, "en"), "1.24M");
  assert.equal(number(-7.1, "en"), "−7.1");
  assert.equal(number(0, "en"), "0");
  assert.equal(number(-4.76e-17, "en"), "−4.76E-17");
  assert.equal(number(null, "en"), "–");
  assert.equal(valueText(1500, "bytes", "en"), "1.5\u00a0kB");
  assert.equal(valueText(3.5, "°C", "en"), "3.5°C");
});

test("axis labels share the decimals their step needs", () => {
  assert.deepEqual(axisNumbers([0, 2.5, 5], 2.5, "en"), ["0", "2.5", "5"]);
  assert.deepEqual(axisNumbers([-10, 0, 10], 10, "en"), ["−10", "0", "10"]);
  assert.deepEqual(axisNumbers([0, 0.05, 0.1], 0.05, "en"), ["0", "0.05", "0.1"]);
  assert.deepEqual(axisNumbers([0, 500_000, 1_000_000], 500_000, "en"), ["0", "500K", "1M"]);
});

test("time axes name the larger unit only where it changes", () => {
  const t = (iso: string) => Date.parse(iso) / 1000;
  const labels = axisTimes([t("2014-01-01"), t("2014-04-01"), t("2015-01-01")], 90 * DAY, ENV);
  assert.deepEqual(labels, ["Jan\n2014", "Apr", "Jan\n2015"]);
});

test("filled shapes stand on zero, lines need not; ticks are few and round", () => {
  assert.deepEqual(niceRange(12, 38, true, 4), { min: 0, max: 40, step: 10 });
  assert.equal(niceRange(980, 1010, false, 4).min, 980);
  for (const [lo, hi] of [
    [0, 1],
    [3, 3],
    [-7, 35],
    [0.001, 0.004],
    [0, 0],
    [1e6, 9e6],
  ] as const) {
    const r = niceRange(lo, hi, false, 4);
    assert.ok(r.min <= lo && r.max >= hi && r.max > r.min);
    const n = ticks(r.min, r.max, r.step).length;
    assert.ok(n >= 2 && n <= 6, `${lo}…${hi}: ${n} ticks`);
  }
});

test("labels that would overlap are spread within their bounds", () => {
  const y = spread([50, 52, 51], 14, 0, 100);
  const sorted = [...y].sort((a, b) => a - b);
  assert.ok((sorted[1] as number) - (sorted[0] as number) >= 14);
  assert.ok((sorted[2] as number) <= 100);
  assert.ok((y[0] as number) < (y[2] as number) && (y[2] as number) < (y[1] as number));
});

const s = (
  metric: string,
  labels: Record<string, string>,
  t: number[],
  avg: (number | null)[],
): Series => ({ metric, labels, t, avg });

test("series are named by what tells them apart", () => {
  assert.deepEqual(seriesNames([s("temp_max", {}, [], [])]), ["temp max"]);
  assert.deepEqual(seriesNames([s("a", { w: "sun" }, [], []), s("a", { w: "rain" }, [], [])]), [
    "sun",
    "rain",
  ]);
  assert.deepEqual(seriesNames([s("a", {}, [], []), s("b", {}, [], [])]), ["a", "b"]);
});

test("series on different times are aligned with honest gaps", () => {
  const c = align([s("a", {}, [1, 3], [10, 30]), s("b", {}, [2, 3], [20, 31])], "avg");
  assert.deepEqual(c.t, [1, 2, 3]);
  assert.deepEqual(c.values, [
    [10, null, 30],
    [null, 20, 31],
  ]);
});

test("only sums are stacked, and an empty bucket stays empty", () => {
  assert.equal(stackable("avg", [[1], [2]]), false);
  assert.equal(stackable("sum", [[1], [-2]]), false);
  assert.equal(stackable("sum", [[1], [2]]), true);
  assert.deepEqual(
    stack([
      [1, null, null],
      [2, 3, null],
    ]),
    [
      [1, 0, null],
      [3, 3, null],
    ],
  );
});

test("at most eight series are drawn, the heaviest, and the rest is told", () => {
  const many = Array.from({ length: 12 }, (_, i) => s("m", { k: `${i}` }, [1], [i]));
  const r = rank(many, "avg");
  assert.equal(r.shown.length, 8);
  assert.equal(r.hidden, 4);
  assert.equal(r.shown[0]?.labels.k, "11");
});

test("zero is data, null is not; lonely points are found", () => {
  assert.equal(isEmpty([s("a", {}, [1, 2], [null, null])], "avg"), true);
  assert.equal(isEmpty([s("a", {}, [1, 2], [null, 0])], "avg"), false);
  assert.equal(isEmpty([{ metric: "a", labels: {}, count: 0 }], "sum"), true);
  assert.deepEqual(lonely([1, null, 2, null, 3, 4]), [0, 2]);
});

test("a line goes on in the rhythm of its values, and breaks where one is missing", () => {
  const sparse = [1, null, null, 2, null, null, 3, null, null, null, null, null, 4, null, null, 5];
  const u = undefined;
  assert.deepEqual(inRhythm(sparse), [
    ...[1, u, u, 2, u, u, 3],
    ...[null, null, null, null, null],
    ...[4, u, u, 5],
  ]);
  assert.deepEqual(lonely(inRhythm(sparse)), []);
  assert.deepEqual(inRhythm([1, 2, null, 3, 4]), [1, 2, null, 3, 4]);
  assert.deepEqual(inRhythm([null, 7, null]), [null, 7, null]);
  assert.deepEqual(lonely(inRhythm([null, 7, null])), [1]);
});

test("the period before lies under the buckets of now", () => {
  const p = plan(
    { type: "line", title: "", agg: "avg" },
    {
      interval: "day",
      from: "1970-01-03T00:00:00Z",
      to: "1970-01-05T00:00:00Z",
      series: [s("a", {}, [2 * DAY, 3 * DAY], [5, 6])],
      previous: { from: "", to: "", series: [s("a", {}, [0, DAY], [1, 2])] },
    },
  );
  assert.deepEqual(p.previous, [[1, 2]]);
  assert.deepEqual([p.from, p.to], [2 * DAY, 4 * DAY]);
});

test("coarser buckets come from sums and counts, weeks begin on Monday", () => {
  const monday = Date.parse("2024-01-01") / 1000;
  const days: Series = {
    metric: "m",
    labels: {},
    t: Array.from({ length: 8 }, (_, i) => monday + i * DAY),
    sum: [10, 0, null, 0, 0, 0, 0, 7],
    count: [1, 3, 0, 0, 0, 0, 0, 1],
    max: [10, 0, null, null, null, null, null, 7],
  };
  const weeks = rebucket(days, "week", "UTC");
  assert.deepEqual(weeks.t, [monday, monday + 7 * DAY]);
  assert.deepEqual(weeks.sum, [10, 7]);
  assert.deepEqual(weeks.avg, [2.5, 7]);
  assert.deepEqual(weeks.max, [10, 7]);
  assert.equal(
    bucketOf(monday + 23 * 3600, "day", "Asia/Tokyo"),
    bucketOf(monday + DAY, "day", "Asia/Tokyo"),
  );
  assert.ok(
    nests("hour", "day") &&
      nests("day", "month") &&
      !nests("week", "month") &&
      !nests("day", "hour"),
  );
  assert.equal(intervalSeconds("15m"), 900);
});

test("cells that a spreadsheet would run are made harmless", () => {
  for (const bad of ["=1+1", "+1", "-1", "@x", "\tx"])
    assert.ok(safeCell(bad).replace(/^"/, "").startsWith("'"));
  assert.equal(safeCell(-1), "-1");
  assert.equal(safeCell('a "b", c'), '"a ""b"", c"');
  const csv = toCsv({
    columns: [
      { name: "t", numeric: false },
      { name: "v", numeric: true },
    ],
    rows: [["=x", null]],
  });
  assert.equal(csv, "\ufefft,v\r\n'=x,\r\n");
  assert.equal(fileName("Temp / max °C", "csv"), "temp-max-c.csv");
});

test("Markdown never becomes anything that runs", () => {
  assert.equal(safeHref("javascript:alert(1)"), null);
  assert.equal(safeHref("//evil.example"), null);
  assert.equal(safeHref("/w/acme"), "/w/acme");
  assert.deepEqual(parseInline("a **b** [x](javascript:1)"), [
    { kind: "text", text: "a " },
    { kind: "strong", text: "b" },
    { kind: "text", text: " " },
    { kind: "text", text: "[x](javascript:1)" },
  ]);
  const kinds = parse("# T\n\ntext\nmore\n\n- a\n- b\n\n```\n<b>\n```\n---").map((b) => b.kind);
  assert.deepEqual(kinds, ["heading", "paragraph", "list", "code", "rule"]);
  assert.deepEqual(parse("<img onerror=x>"), [
    { kind: "paragraph", inline: [{ kind: "text", text: "<img onerror=x>" }] },
  ]);
});

test("arrow keys walk, Escape leaves, other keys are not ours", () => {
  assert.equal(cursorStep("ArrowRight", -1, 5), 0);
  assert.equal(cursorStep("ArrowLeft", -1, 5), 4);
  assert.equal(cursorStep("ArrowRight", 4, 5), 4);
  assert.equal(cursorStep("Escape", 2, 5), -1);
  assert.equal(cursorStep("Escape", -1, 5), null);
  assert.equal(cursorStep("a", 2, 5), null);
  assert.equal(cursorStep("Home", 2, 0), null);
});

test("change is a ratio only where a ratio means something", () => {
  assert.deepEqual(delta(15, 10), { kind: "up", fraction: 0.5, amount: 5 });
  assert.equal(delta(15, 10, "°C")?.fraction, null);
  assert.equal(delta(-5, -10)?.fraction, null);
  assert.equal(delta(10, 10)?.kind, "same");
  assert.equal(delta(1, null), null);
});

test("sparklines lift the pen over gaps", () => {
  const { line, dots } = sparkPath([0, 1, null, 1, null, 0, 0], 60, 10);
  assert.equal(line.match(/M/g)?.length, 2);
  assert.equal(dots.length, 1);
});

test("bars stay inside their bucket and beside each other", () => {
  const a = barBox(0, 20, 0, 2);
  const b = barBox(0, 20, 1, 2);
  assert.ok(a.x >= 0 && a.x + a.w <= b.x && b.x + b.w <= 20);
});

test("a summary table leads with the asked aggregate, heaviest first", () => {
  const row = (k: string, sum: number): Series => ({
    metric: "m",
    labels: { k },
    sum,
    avg: 1,
    min: 0,
    max: 2,
    count: 3,
  });
  const t = summaryTable([row("a", 1), row("b", 9)], "sum", ENV);
  assert.deepEqual(t.columns.map((c) => c.name).slice(0, 2), ["k", "agg-sum"]);
  assert.deepEqual(
    t.rows.map((r) => r[0]),
    ["b", "a"],
  );
});

test("change is told in percent only where a ratio says something", () => {
  assert.equal(changeText(110, 100, undefined, ENV), "+10%");
  assert.equal(changeText(95, 100, undefined, ENV), "−5%");
  assert.equal(changeText(100, 100, undefined, ENV), "±0");
  assert.equal(changeText(4, -2, undefined, ENV), "+6");
  assert.equal(changeText(3, 0, undefined, ENV), "+3");
  assert.equal(changeText(12, 10, "°C", ENV), "+2°C");
  assert.equal(changeText(12, null, undefined, ENV), "");
  assert.equal(changeText(null, 12, undefined, ENV), "");
});

test("one number for the whole time comes from the buckets, or not at all", () => {
  const s: Series = {
    metric: "a",
    labels: {},
    t: [0, DAY, 2 * DAY],
    avg: [1, null, 10],
    sum: [2, null, 10],
    count: [2, 0, 1],
    max: [1.5, null, 10],
    first: [0.5, null, 10],
    p95: [1, null, 10],
  };
  assert.equal(overall(s, "avg"), 4);
  assert.equal(overall(s, "sum"), 12);
  assert.equal(overall(s, "max"), 10);
  assert.equal(overall(s, "first"), 0.5);
  assert.equal(overall(s, "p95"), null);
  assert.equal(overall({ metric: "a", labels: {}, t: [0], avg: [null] }, "avg"), null);
  assert.equal(overall(undefined, "sum"), null);
});

test("a logarithmic axis ends at decades and has few, round ticks", () => {
  assert.deepEqual(logRange(3, 4200), { min: 1, max: 10_000 });
  assert.deepEqual(logRange(0.02, 0.9), { min: 0.01, max: 1 });
  assert.deepEqual(logRange(210, 480), { min: 200, max: 500 });
  assert.deepEqual(logRange(10, 10), { min: 1, max: 100 });
  assert.deepEqual(logRange(1000, 1000), { min: 100, max: 10_000 });
  assert.deepEqual(logTicks(1, 10_000, 5), [1, 10, 100, 1000, 10_000]);
  assert.deepEqual(logTicks(1, 10, 5), [1, 2, 5, 10]);
  assert.deepEqual(logTicks(200, 500, 5), [200, 500]);
  const wide = logTicks(1e-6, 1e12, 5);
  assert.ok(wide.length >= 3 && wide.length <= 6, String(wide));
});

test("what a logarithm cannot show is left out and counted", () => {
  const series = (v: (number | null)[]): Series[] => [
    { metric: "a", labels: {}, t: v.map((_, i) => i * DAY), avg: v },
  ];
  const spec = { type: "line", title: "T", agg: "avg", scale: "log" } as const;
  const p = plan(spec, { interval: "day", series: series([1, 0, -3, null, 100]) });
  assert.equal(p.log, true);
  assert.deepEqual(p.drawn, [[1, null, null, null, 100]]);
  assert.deepEqual(p.raw, [[1, 0, -3, null, 100]]);
  assert.deepEqual(p.notes, [{ id: "chart-log-hidden", count: 2 }]);
  const none = plan(spec, { interval: "day", series: series([0, -3]) });
  assert.deepEqual([none.log, none.notes[0]?.id], [false, "chart-log-none"]);
  const bars = plan({ ...spec, type: "bar" }, { interval: "day", series: series([1, 2]) });
  assert.deepEqual([bars.log, bars.notes[0]?.id], [false, "chart-log-filled"]);
  const close = plan(
    { ...spec, scale: "linear" },
    { interval: "day", series: series([1]), approximate: true },
  );
  assert.deepEqual(close.notes, [{ id: "chart-approximate", count: 0 }]);
});

test("the period before lies under this one bucket by bucket, series by series, and stands in the table", () => {
  const of = (kind: string, avg: (number | null)[]): Series => ({
    metric: "a",
    labels: { kind },
    t: avg.map((_, i) => i * DAY),
    avg,
  });
  const data = {
    interval: "day",
    series: [of("x", [10, 20]), of("y", [1, null])],
    previous: { from: "", to: "", series: [of("y", [2, 4]), of("x", [5, null])] },
  };
  const p = plan({ type: "line", title: "T", agg: "avg" }, data);
  assert.deepEqual(p.previous, [
    [5, null],
    [2, 4],
  ]);
  const table = timeTable(p, undefined, "day", ENV);
  assert.equal(table.columns.length, 7);
  assert.deepEqual(table.rows[0]?.slice(1), [10, 5, 100, 1, 2, -50]);
  assert.deepEqual(table.rows[1]?.slice(1), [20, null, null, null, 4, null]);
});

test("a table leaves empty buckets out where most are empty", () => {
  const rows = (v: (number | null)[]) => {
    const t = v.map((_, i) => i * DAY);
    const data = { interval: "day", from: "", to: "", series: [s("a", {}, t, v)] };
    return timeTable(plan({ type: "line", title: "", agg: "avg" }, data), undefined, "day", ENV)
      .rows;
  };
  assert.deepEqual(
    rows([1, null, null, null, 2]).map((r) => r[1]),
    [1, 2],
  );
  assert.deepEqual(
    rows([1, null, 2, 3]).map((r) => r[1]),
    [1, null, 2, 3],
  );
});

test("of every metric some series are drawn, however small its numbers", () => {
  const of = (metric: string, i: number, v: number): Series => ({
    metric,
    labels: { kind: `k${i}` },
    t: [0],
    avg: [v],
  });
  const list = [...Array(10)].flatMap((_, i) => [of("big", i, 1000 + i), of("small", i, i)]);
  const { shown, hidden } = rank(list, "avg", 8);
  assert.equal(hidden, 12);
  assert.equal(shown.filter((s) => s.metric === "small").length, 4);
  assert.deepEqual(
    shown.slice(0, 2).map((s) => [s.metric, s.labels.kind]),
    [
      ["big", "k9"],
      ["small", "k9"],
    ],
  );
});
