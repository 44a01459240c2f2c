// The explorer's address and its question, derived metrics, and when an answer can be drawn again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../src/core/problem";
import type { Dataset, MetricInfo } from "../src/core/types";
import { aggsOf, isPlain, timeQuery } from "../src/dashboards/asked";
import { listsOf, stored } from "../src/dashboards/choices";
import { metricText, mistakesOf, strange, windowOf } from "../src/dashboards/expression";
import { questionKey, serves } from "../src/explorer/serves";
import { completed, configOf, ofDataset, readView, writeView } from "../src/explorer/view";

const read = (s: string) => readView(new URLSearchParams(s));
const FULL =
  "dataset=d1&metric=a&metric=b&expr=a+%2F+b&where.city=Rome&where.city=Oslo&where.kind=x&groupBy=city" +
  "&from=2024-01-01T00%3A00%3A00.000Z&to=2024-02-01T00%3A00%3A00.000Z&interval=day&agg=p95&compare=year" +
  "&fill=zero&transform=movingAverage%287%29&scale=log&type=area&tz=Asia%2FKolkata";

test("the address says all of a view, and reading it gives the view back", () => {
  const v = read(FULL);
  assert.deepEqual(v.where, { city: ["Rome", "Oslo"], kind: ["x"] });
  assert.deepEqual(v.expressions, ["a / b"]);
  assert.equal(v.transform, "movingAverage(7)");
  assert.equal(writeView(v).toString(), FULL);
  assert.deepEqual(readView(writeView(v)), v);
});

test("what goes without saying is not in the address", () => {
  const v = read("dataset=d1&metric=a");
  assert.equal(writeView(v).toString(), "dataset=d1&metric=a");
  assert.equal(writeView({ ...v, range: { last: "7d" } }).get("range"), "7d");
});

test("nonsense in the address counts as not said", () => {
  const v = read(
    "agg=mode&interval=fortnight&type=pie&compare=x&fill=7&scale=cubic&transform=movingAverage(0)&metric=&metric=a&metric=a&where.=x",
  );
  assert.deepEqual(
    [v.agg, v.interval, v.type, v.compare, v.fill, v.scale, v.transform],
    ["avg", "auto", "line", "", "", "linear", ""],
  );
  assert.deepEqual([v.metrics, v.where], [["a"], {}]);
});

const METRICS = ["a", "b"].map(
  (metric): MetricInfo => ({ metric, labels: [], points: 1, firstAt: null, lastAt: null }),
);

test("unknown metrics go; the first is taken where nothing is asked", () => {
  assert.deepEqual(completed(read("metric=b&metric=gone"), METRICS).metrics, ["b"]);
  assert.deepEqual(completed(read("metric=gone"), METRICS).metrics, ["a"]);
  assert.deepEqual(completed(read("expr=a*2"), METRICS).metrics, []);
  assert.deepEqual(completed(read(""), []).metrics, []);
});

test("another dataset keeps the manner of the question, not its names", () => {
  const v = ofDataset(read(FULL), "d2");
  assert.deepEqual(
    [v.dataset, v.metrics, v.expressions, v.where, v.groupBy],
    ["d2", [], [], {}, ""],
  );
  assert.deepEqual([v.agg, v.type, v.interval], ["p95", "area", "day"]);
});

test("a widget gets what the view says and nothing empty", () => {
  assert.deepEqual(configOf(read("dataset=d1&metric=a")), {
    datasetId: "d1",
    metrics: ["a"],
    agg: "avg",
  });
  const c = configOf(read(FULL));
  assert.deepEqual(c.where, { city: ["Rome", "Oslo"], kind: "x" });
  assert.deepEqual([c.scale, c.fill, c.compare], ["log", "zero", "year"]);
  assert.deepEqual(listsOf(c.where), { city: ["Rome", "Oslo"], kind: ["x"] });
  assert.equal(stored({ city: [] }), undefined);
});

test("the request carries every member of the question", () => {
  const q = timeQuery(configOf(read(FULL)), read(FULL).range, ["p95"], "UTC");
  assert.deepEqual(q["where.city"], ["Rome", "Oslo"]);
  assert.deepEqual(q.expr, ["a / b"]);
  assert.deepEqual(
    [q.compare, q.fill, q.transform, q.agg, q.interval],
    ["year", "zero", "movingAverage(7)", "p95", "day"],
  );
});

test("plain answers serve other aggregates and coarser intervals, others do not", () => {
  assert.equal(isPlain({ metrics: ["a"], agg: "max" }), true);
  assert.equal(isPlain({ metrics: ["a"], agg: "p95" }), false);
  assert.equal(isPlain({ metrics: ["a"], compare: "previous" }), false);
  assert.equal(isPlain({ expressions: ["a / b"] }), false);
  assert.deepEqual(aggsOf({ compare: "year" }), ["avg", "sum", "count"]);
  assert.deepEqual(aggsOf({ compare: "year", agg: "max" }), ["max"]);
  assert.equal(serves(read("interval=week"), "day"), true);
  assert.equal(serves(read("interval=hour"), "day"), false);
  assert.equal(serves(read("interval=month"), "week"), false);
  assert.equal(serves(read("interval=minute"), "hour"), false);
  assert.equal(serves(read(""), "quarter"), true);
});

test("the numbers are asked for again when the question changes, not when the drawing does", () => {
  const d = { id: "d1", version: 1, readyAt: "x" } as Dataset;
  const key = (s: string, of = d) => questionKey(read(`dataset=d1&${s}`), of, "UTC");
  const plain = key("metric=a");
  for (const s of ["metric=a&type=bar", "metric=a&scale=log", "metric=a&agg=max"])
    assert.equal(key(s), plain, s);
  for (const s of ["metric=b", "metric=a&agg=p50", "metric=a&fill=zero", "metric=a&range=7d"])
    assert.notEqual(key(s), plain, s);
  assert.notEqual(key("metric=a", { ...d, version: 2 }), plain);
});

test("metrics are quoted where their names are no words", () => {
  assert.equal(metricText("temp_max"), "temp_max");
  assert.equal(metricText("température"), "température");
  assert.equal(metricText("cost per click"), '"cost per click"');
  assert.equal(metricText('12" disks'), '"12"" disks"');
  assert.equal(metricText("min"), '"min"');
});

test("mistakes are found in the refusal, with the expression and the column they are about", () => {
  const refusal = (path: string, message: string) =>
    new ApiError({
      status: 422,
      code: "invalid",
      errors: [{ path, code: "format", message }],
    } as never);
  assert.deepEqual(mistakesOf(refusal("expr[1]", "column 5: a metric is missing")), [
    { index: 1, column: 5, message: "A metric is missing" },
  ]);
  assert.deepEqual(mistakesOf(refusal("expr", "is too long")), [
    { index: null, column: null, message: "Is too long" },
  ]);
  assert.deepEqual(mistakesOf(refusal("interval", "makes too many")), []);
  assert.deepEqual(mistakesOf(null), []);
});

test("moving averages look back over one to a thousand buckets", () => {
  assert.equal(windowOf("movingAverage(7)"), 7);
  for (const bad of ["movingAverage(0)", "movingAverage(1001)", "movingAverage(7", "rate", ""])
    assert.equal(windowOf(bad), null, bad);
});

test("a name that no metric has is found where it stands", () => {
  const known = ["temp_max", "cost per click", 'a "b"', "é"];
  assert.equal(strange('temp_max / "cost per click" * 2.5e3 - min(é, "a ""b""")', known), null);
  assert.deepEqual(strange("temp_max / wnid", known), { name: "wnid", column: 12 });
  assert.deepEqual(strange('é + "cost per clik"', known), { name: "cost per clik", column: 5 });
});
