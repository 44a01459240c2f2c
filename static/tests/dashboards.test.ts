// Documents of dashboards, their messages and requests, empty states, days, and where an upload stands.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, diff } from "../src/core/ops";
import { createStore } from "../src/core/store";
import type { Dashboard, Dataset, LiveMessage, Widget } from "../src/core/types";
import { dayStart, localDay } from "../src/dashboards/days";
import { docOf, layoutOps, remoteOps, stepsOf, theirsOf } from "../src/dashboards/doc";
import { addOps, changeOps, removeOps } from "../src/dashboards/edit";
import { emptiness } from "../src/dashboards/empty";
import { nameOf } from "../src/datasets/files";
import { stageOf } from "../src/datasets/stage";

const widget = (id: string, more: Partial<Widget> = {}): Widget => ({
  id,
  dashboardId: "d",
  type: "line",
  title: id,
  config: { datasetId: "s", metrics: ["m"], agg: "avg" },
  layout: { x: 0, y: 0, w: 6, h: 4 },
  revision: 3,
  createdAt: "",
  updatedAt: "",
  ...more,
});
const dashboard: Dashboard = {
  id: "d",
  name: "D",
  description: null,
  revision: 2,
  createdAt: "",
  updatedAt: "",
  widgets: [widget("a"), widget("b", { layout: { x: 6, y: 0, w: 6, h: 4 } })],
};
const DOC = docOf(dashboard);
const message = (type: string, data: unknown): LiveMessage => ({
  topic: "dashboard:d",
  type,
  at: "",
  data,
});

test("each change asks for as little as it can", () => {
  assert.deepEqual(
    stepsOf(changeOps(widget("a"), { type: "line", title: "x", config: widget("a").config })),
    [{ kind: "widget", id: "a", fields: ["title"] }],
  );
  const moved = layoutOps(DOC, [
    { id: "a", x: 1, y: 0, w: 6, h: 4 },
    { id: "b", x: 6, y: 4, w: 6, h: 4 },
  ]);
  assert.deepEqual(stepsOf(moved), [{ kind: "layout", ids: ["a", "b"] }]);
  assert.deepEqual(stepsOf(removeOps(DOC, "a")), [{ kind: "delete", id: "a" }]);
  const [made] = stepsOf(addOps(DOC, { type: "stat", title: "n", config: {} }));
  assert.equal(made?.kind, "create");
  assert.deepEqual(stepsOf(diff(DOC, { ...DOC, name: "E" })), [
    { kind: "dashboard", fields: ["name"] },
  ]);
});

test("a message changes the document once; an old one changes nothing", () => {
  const later = widget("a", { title: "new", revision: 4 });
  const ops = remoteOps(message("widget:updated", later));
  assert.ok(ops);
  const next = apply(DOC, ops(DOC));
  assert.equal(next.widgets.a?.title, "new");
  assert.deepEqual(ops(next), []);
  assert.deepEqual(
    remoteOps(message("widget:updated", widget("a", { title: "old", revision: 3 })))?.(DOC),
    [],
  );
});

test("widgets come and go by message, and move in one", () => {
  const with3 = apply(DOC, remoteOps(message("widget:created", widget("c")))?.(DOC) ?? []);
  assert.ok(with3.widgets.c);
  const gone = apply(DOC, remoteOps(message("widget:deleted", { id: "a" }))?.(DOC) ?? []);
  assert.equal(gone.widgets.a, undefined);
  const moved = widget("a", { layout: { x: 2, y: 2, w: 4, h: 4 }, revision: 9 });
  const after = apply(
    DOC,
    remoteOps(message("dashboard:updated", { id: "d", widgets: [moved] }))?.(DOC) ?? [],
  );
  assert.deepEqual(after.widgets.a?.layout, moved.layout);
  assert.equal(remoteOps(message("dashboard:updated", { id: "d" })), null);
});

test("what the server has now is told per field", () => {
  const current = widget("a", {
    config: { datasetId: "s", metrics: ["m"], agg: "max" },
    revision: 4,
  });
  const paths = theirsOf(DOC, current).map((o) => o.path.join("."));
  assert.deepEqual(paths.sort(), ["widgets.a.config.agg", "widgets.a.revision"]);
});

const dataset: Dataset = {
  id: "s",
  name: "s",
  description: null,
  kind: "file",
  fileType: "csv",
  status: "ready",
  version: 1,
  rowCount: 2,
  rejectCount: 0,
  bytes: 9,
  progress: null,
  error: null,
  mapping: null,
  firstAt: "2012-01-01T00:00:00Z",
  lastAt: "2015-12-31T00:00:00Z",
  createdAt: "",
  readyAt: "",
};

test("nothing to show has four different reasons, and zero is none of them", () => {
  const none = { series: [], from: "2014-01-01T00:00:00Z", to: "2015-01-01T00:00:00Z" };
  const late = { ...none, from: "2020-01-01T00:00:00Z", to: "2021-01-01T00:00:00Z" };
  const filtered = widget("a", { config: { where: { weather: "snow" } } });
  assert.equal(emptiness(widget("a"), none, { ...dataset, firstAt: null })?.kind, "never");
  assert.equal(emptiness(widget("a"), late, dataset)?.kind, "range");
  assert.equal(emptiness(filtered, late, dataset)?.kind, "range");
  assert.equal(emptiness(filtered, none, dataset)?.kind, "filtered");
  const zero = { ...none, series: [{ metric: "m", labels: {}, t: [1], avg: [0] }] };
  assert.equal(emptiness(widget("a"), zero, dataset), null);
  assert.equal(emptiness(widget("t", { type: "text" }), none, undefined), null);
});

test("days begin where the time zone says, also around a change of the clock", () => {
  assert.equal(dayStart("2024-01-01", "UTC"), Date.parse("2024-01-01T00:00:00Z"));
  assert.equal(dayStart("2024-03-31", "Europe/Paris"), Date.parse("2024-03-30T23:00:00Z"));
  assert.equal(dayStart("2024-03-31", "Europe/Paris", 1), Date.parse("2024-03-31T22:00:00Z"));
  assert.equal(dayStart("nonsense", "UTC"), null);
  assert.equal(localDay(Date.parse("2024-03-30T23:30:00Z"), "Europe/Paris"), "2024-03-31");
});

test("a file's way is told from the server's word, so a reload loses nothing", () => {
  assert.equal(stageOf({ ...dataset, status: "created" }, undefined).stopped, "interrupted");
  assert.equal(stageOf({ ...dataset, status: "queued" }, undefined).step, "queued");
  const progress = { bytes: 5, bytesTotal: 10, rows: 7, rowsPerSecond: 2, secondsLeft: 1 };
  const s = stageOf({ ...dataset, status: "processing", progress }, undefined);
  assert.deepEqual([s.step, s.ratio, s.rows], ["parsing", 0.5, 7]);
  assert.equal(stageOf(dataset, undefined).step, "ready");
  assert.equal(stageOf({ ...dataset, status: "error" }, undefined).stopped, "failed");
  assert.equal(nameOf("seattle-weather.csv"), "seattle-weather");
});

test("a change that the server refuses can be given up, and the next one is sent", async () => {
  const sent: string[] = [];
  const store = createStore({ a: 1, b: 1 }, async (c) => {
    if (c.label === "bad") throw new Error("no");
    sent.push(c.label);
    return [];
  });
  store.edit("bad", [{ path: ["a"], from: 1, to: 2 }]);
  store.edit("good", [{ path: ["b"], from: 1, to: 2 }]);
  await new Promise((ok) => setTimeout(ok));
  assert.ok(store.failed.value);
  store.discard();
  await store.settled();
  assert.deepEqual(store.view.value, { a: 1, b: 2 });
  assert.deepEqual(sent, ["good"]);
  assert.equal(store.canUndo.value, "good");
});
