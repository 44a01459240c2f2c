// Dashboards: several people change them, nobody loses a word, and a broken widget fails alone.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, test } from "node:test";
import { member, ok, person, problem } from "./client.mjs";
import { upload } from "./files.mjs";
import { psql, url } from "./suite.mjs";

const CSV = "metric,value,timestamp\n" +
  Array.from({ length: 48 }, (_, i) => `load,${i},${new Date(Date.UTC(2024, 0, 1, i)).toISOString()}`).join("\n");

let ann, viewer, dataset;
before(async () => {
  ann = await person(url, "Ann");
  viewer = await member(ann, "viewer", "Vic");
  dataset = await upload(ann, CSV, { name: "load" });
});

const chart = (more = {}) => ({
  type: "line",
  title: "Load",
  config: { datasetId: dataset.id, metrics: ["load"], ...more },
  layout: { x: 0, y: 0, w: 6, h: 4 },
});

async function dashboard(...widgets) {
  const made = ok(await ann.post("/api/dashboards", { name: "Plant" }), 201);
  for (const widget of widgets) ok(await ann.post(`/api/dashboards/${made.id}/widgets`, widget), 201);
  return ok(await ann.get(`/api/dashboards/${made.id}`), 200);
}

const patch = (d, w, body, revision) =>
  ann.patch(`/api/dashboards/${d.id}/widgets/${w.id}`, body,
            { headers: revision === undefined ? {} : { "if-match": `"${revision}"` } });

describe("a dashboard", () => {
  test("is made, renamed, listed, hidden and brought back", async () => {
    const d = await dashboard(chart());
    assert.equal(d.revision, 1);
    const renamed = ok(await ann.patch(`/api/dashboards/${d.id}`, { description: "All of it" }), 200);
    assert.deepEqual([renamed.name, renamed.description, renamed.widgets.length], ["Plant", "All of it", 1]);
    ok(await ann.patch(`/api/dashboards/${d.id}`, { name: "Plant 2" }, { headers: { "if-match": '"2"' } }), 200);
    const stale = problem(await ann.patch(`/api/dashboards/${d.id}`, { name: "X" }, { headers: { "if-match": '"2"' } }),
                          412, "stale");
    assert.equal(stale.current.name, "Plant 2");
    const { items } = ok(await viewer.get("/api/dashboards?limit=200"), 200);
    assert.equal(items.find((i) => i.id === d.id).widgetCount, 1);
    ok(await ann.delete(`/api/dashboards/${d.id}`), 204);
    problem(await ann.get(`/api/dashboards/${d.id}`), 404, "not_found");
    problem(await ann.get(`/api/dashboards/${d.id}/data`), 404, "not_found");
    problem(await ann.delete(`/api/dashboards/${d.id}`), 404, "not_found");
    assert.equal(ok(await ann.post(`/api/dashboards/${d.id}/restore`), 200).widgets.length, 1);
  });

  test("is made once for one Idempotency-Key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const first = ok(await ann.post("/api/dashboards", { name: "Once" }, { headers }), 201);
    const again = ok(await ann.post("/api/dashboards", { name: "Once" }, { headers }), 201);
    assert.equal(again.id, first.id);
    problem(await ann.post("/api/dashboards", { name: "Twice" }, { headers }), 409, "idempotency_conflict");
  });

  test("pages through its list", async () => {
    for (let i = 0; i < 5; i++) ok(await ann.post("/api/dashboards", { name: `page ${i}` }), 201);
    const seen = [];
    for (let cursor = ""; cursor !== null;) {
      const page = ok(await ann.get(`/api/dashboards?limit=2${cursor && `&cursor=${cursor}`}`), 200);
      assert.ok(page.items.length <= 2);
      seen.push(...page.items.map((i) => i.id));
      cursor = page.nextCursor;
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(seen.length >= 5);
    problem(await ann.get("/api/dashboards?cursor=nonsense"), 422, "invalid");
  });

  test("is not a viewer's to change", async () => {
    const d = await dashboard(chart());
    problem(await viewer.patch(`/api/dashboards/${d.id}`, { name: "mine" }), 403, "forbidden");
    problem(await viewer.post(`/api/dashboards/${d.id}/widgets`, chart()), 403, "forbidden");
    ok(await viewer.get(`/api/dashboards/${d.id}/data`), 200);
  });
});

describe("a widget", () => {
  test("changes only from the revision it was read at", async () => {
    const d = await dashboard(chart());
    const [w] = d.widgets;
    problem(await patch(d, w, { title: "A" }), 428, "if_match_required");
    const answer = await patch(d, w, { title: "A" }, 1);
    assert.equal(answer.headers.etag, '"2"');
    assert.equal(answer.body.title, "A");
    assert.deepEqual(answer.body.config, w.config);
    const stale = problem(await patch(d, w, { title: "B" }, 1), 412, "stale");
    assert.equal(stale.current.title, "A");
    assert.equal(stale.current.revision, 2);
  });

  test("changed by twenty at once is changed by one", async () => {
    const d = await dashboard(chart());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => patch(d, d.widgets[0], { title: `try ${i}` }, 1)));
    assert.equal(answers.filter((a) => a.status === 200).length, 1);
    assert.equal(answers.filter((a) => a.status === 412).length, 19);
  });

  test("says everything that is wrong with it", async () => {
    const d = await dashboard();
    const bad = { type: "pie", title: 1, config: {}, layout: { x: 8, y: -1, w: 6, h: 4 }, color: "red" };
    const paths = problem(await ann.post(`/api/dashboards/${d.id}/widgets`, bad), 422, "invalid").errors.map((e) => e.path);
    assert.deepEqual(paths.sort(), ["color", "title", "type"]);
    const outside = problem(await ann.post(`/api/dashboards/${d.id}/widgets`,
                                           { ...chart({ agg: "mode" }), layout: bad.layout }), 422, "invalid");
    assert.deepEqual(outside.errors.map((e) => e.path).sort(), ["config.agg", "layout.w", "layout.y"]);
    const foreign = problem(await ann.post(`/api/dashboards/${d.id}/widgets`, chart({ datasetId: randomUUID() })),
                            422, "invalid");
    assert.equal(foreign.errors[0].path, "config.datasetId");
    assert.equal(ok(await ann.get(`/api/dashboards/${d.id}`), 200).widgets.length, 0, "nothing was stored");
  });

  test("is hidden and brought back", async () => {
    const d = await dashboard(chart());
    const path = `/api/dashboards/${d.id}/widgets/${d.widgets[0].id}`;
    ok(await ann.delete(path), 204);
    problem(await ann.get(path), 404, "not_found");
    assert.equal(ok(await ann.call("POST", `${path}/restore`), 200).title, "Load");
  });

  test("moves with others, all or none", async () => {
    const d = await dashboard(chart(), { ...chart(), layout: { x: 6, y: 0, w: 6, h: 4 } });
    const [a, b] = d.widgets;
    const items = [{ id: a.id, x: 6, y: 0, w: 6, h: 4 }, { id: b.id, x: 0, y: 0, w: 6, h: 4 }];
    const moved = ok(await ann.put(`/api/dashboards/${d.id}/layout`, { items }), 200);
    assert.equal(moved.widgets.find((w) => w.id === a.id).layout.x, 6);
    problem(await ann.put(`/api/dashboards/${d.id}/layout`,
                          { items: [{ ...items[0], x: 0 }, { ...items[1], id: randomUUID() }] }), 404, "not_found");
    assert.equal(ok(await ann.get(`/api/dashboards/${d.id}`), 200).widgets.find((w) => w.id === a.id).layout.x, 6);
    problem(await ann.put(`/api/dashboards/${d.id}/layout`, { items: [{ id: a.id, x: 9, y: 0, w: 6, h: 1 }] }),
            422, "invalid");
  });
});

describe("the data", () => {
  test("of all widgets comes at once, each in its kind", async () => {
    const d = await dashboard(chart(), { ...chart({ agg: "max" }), type: "stat" }, { ...chart(), type: "table" },
                              { type: "text", title: "", config: { text: "hello" }, layout: { x: 0, y: 9, w: 3, h: 1 } });
    const { widgets } = ok(await ann.get(`/api/dashboards/${d.id}/data`), 200);
    const of = (type) => widgets[d.widgets.find((w) => w.type === type).id];
    assert.equal(Object.keys(widgets).length, 3, "a text has no data");
    assert.equal(of("line").interval, "hour");
    assert.deepEqual(of("line").series[0].avg, Array.from({ length: 48 }, (_, i) => i));
    assert.equal(of("stat").summary[0].max, 47);
    assert.equal(of("stat").series[0].max.length, 48);
    assert.equal(of("table").summary[0].count, 48);
    assert.equal(of("table").series, undefined);
  });

  test("takes the range of the request, and a widget's own before it", async () => {
    const own = { range: { from: "2024-01-01T00:00:00Z", to: "2024-01-01T02:00:00Z" }, interval: "hour" };
    const d = await dashboard(chart(), chart(own));
    const asked = "from=2024-01-01T10:00:00Z&to=2024-01-01T13:00:00Z";
    const { widgets } = ok(await ann.get(`/api/dashboards/${d.id}/data?${asked}`), 200);
    const counts = d.widgets.map((w) => widgets[w.id].series[0].avg.filter((v) => v !== null));
    assert.deepEqual(counts.sort((a, b) => a.length - b.length), [[0, 1], [10, 11, 12]]);
    const gone = ok(await ann.get(`/api/dashboards/${d.id}/data?from=2030-01-01T00:00:00Z`), 200);
    for (const w of d.widgets) assert.ok(!gone.widgets[w.id].problem, JSON.stringify(gone.widgets[w.id]));
  });

  test("of a widget that cannot be answered is a problem of its own", async () => {
    const other = await upload(ann, CSV, { name: "other" });
    const d = await dashboard(chart(), chart({ datasetId: other.id }),
                              chart({ interval: "minute", range: { from: "2000-01-01T00:00:00Z", to: "2024-01-02T00:00:00Z" } }));
    ok(await ann.delete(`/api/datasets/${other.id}`), 204);
    const { widgets } = ok(await ann.get(`/api/dashboards/${d.id}/data`), 200);
    const codes = d.widgets.map((w) => widgets[w.id].problem?.code ?? "ok");
    assert.deepEqual(codes.sort(), ["invalid", "not_found", "ok"]);
  });

  test("of derived metrics, another period, filled and transformed, is what analytics says", async () => {
    const file = "time,city,cost,\"cost per click\",clicks\n" + Array.from({ length: 90 }, (_, i) =>
      `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString()},${i % 2 ? "Kyiv" : "Oslo"},${i % 5 ? i * 2 : ""},${i / 4},${i % 11}`).join("\n");
    const ads = await upload(ann, file, { name: "ads" });
    assert.equal(ads.status, "ready", JSON.stringify(ads.error));
    const config = { datasetId: ads.id, expressions: ["max(cost, 1) / clicks", "\"cost per click\" * 2"], groupBy: "city",
                     where: { city: ["Oslo", "Kyiv"] }, agg: "sum", fill: "previous", transform: "movingAverage(3)",
                     compare: "previous", scale: "log", interval: "day",
                     range: { from: "2024-02-01T00:00:00Z", to: "2024-03-01T00:00:00Z" } };
    const p95 = { datasetId: ads.id, metrics: ["clicks"], agg: "p95", compare: "year", interval: "month" };
    const d = await dashboard(chart(config), { ...chart(p95), type: "stat" }, { ...chart({ ...config, metrics: ["cost"] }), type: "table" });
    const { widgets } = ok(await ann.get(`/api/dashboards/${d.id}/data?tz=Europe/Oslo`), 200);
    const of = (type) => widgets[d.widgets.find((w) => w.type === type).id];
    const ask = async (path, words) => {
      const query = new URLSearchParams({ datasetId: ads.id, tz: "Europe/Oslo" });
      for (const [name, value] of Object.entries(words)) for (const one of [value].flat()) query.append(name, one);
      return ok(await ann.get(`/api/analytics/${path}?${query}`), 200);
    };
    const words = { expr: config.expressions, groupBy: "city", "where.city": ["Oslo", "Kyiv"], compare: "previous", ...config.range };
    assert.deepEqual(of("line"), await ask("timeseries", { ...words, agg: "sum", fill: "previous", transform: "movingAverage(3)",
                                                           interval: "day" }));
    assert.equal(of("line").series.length, 4);
    const summary = await ask("summary", { ...words, metric: "cost" });
    assert.deepEqual(of("table"), { summary: summary.series, previous: { from: summary.previous.from, to: summary.previous.to,
                                                                         summary: summary.previous.series } });
    const stat = of("stat");
    assert.equal(stat.summary[0].p95, (await ask("summary", { metric: "clicks", agg: "p95" })).series[0].p95);
    assert.equal(stat.previous.series[0].p95.length, stat.series[0].p95.length);
    assert.equal(stat.previous.summary[0].count, 0);
  });

  test("is checked when it is stored", async () => {
    const d = await dashboard();
    const bad = chart({ expressions: ["load +", "nothing()"], fill: "zeros", compare: "yesterday", transform: "fast",
                        scale: "cubic", agg: "p42", where: { a: [] } });
    const { errors } = problem(await ann.post(`/api/dashboards/${d.id}/widgets`, bad), 422, "invalid");
    assert.deepEqual(errors.map((e) => e.path).sort(), ["config.agg", "config.compare", "config.expressions[0]",
      "config.expressions[1]", "config.fill", "config.scale", "config.transform", "config.where.a"]);
    assert.match(errors.find((e) => e.path === "config.expressions[0]").message, /^column 7: /);
    ok(await ann.post(`/api/dashboards/${d.id}/widgets`, chart({ compare: null, transform: null, scale: null, groupBy: null })), 201);
  });

  test("is remembered as long as nothing changes", async () => {
    const moving = await upload(ann, CSV, { name: "moving" });
    const d = await dashboard(chart({ datasetId: moving.id }), chart());
    const path = `/api/dashboards/${d.id}/data`;
    const first = await ann.get(path);
    const same = async (etag) => (await ann.get(path, { headers: { "if-none-match": etag } })).status;
    assert.equal(await same(first.headers.etag), 304);
    const again = await ann.get(path);
    assert.deepEqual([again.headers.etag, again.body], [first.headers.etag, ok(first, 200)]);
    const shown = d.widgets.find((w) => w.config.datasetId === moving.id);
    ok(await patch(d, shown, { config: { ...shown.config, agg: "max" } }, 1), 200);
    assert.equal(await same(first.headers.etag), 200);
    for (let k = 1; k <= 3; k++) {
      const made = ok(await ann.post(`/api/datasets/${moving.id}/versions`, { mode: "replace" }), 201);
      assert.equal((await ann.call("PUT", made.uploadUrl, { raw: `metric,value,timestamp\nload,${1000 * k},2024-01-01T00:00:00Z\n` })).status, 201);
      ok(await ann.call("POST", `/api/datasets/${moving.id}/complete`), 202);
      while (ok(await ann.get(`/api/datasets/${moving.id}`), 200).version !== made.version);
      assert.deepEqual(ok(await ann.get(path), 200).widgets[shown.id].series[0].max, [1000 * k]);
    }
    const { etag } = (await ann.get(path)).headers;
    ok(await ann.delete(`/api/datasets/${moving.id}`), 204);
    const gone = await ann.get(path, { headers: { "if-none-match": etag } });
    const twice = await ann.get(path);
    assert.equal(gone.body.widgets[shown.id].problem.code, "not_found");
    assert.equal(twice.body.widgets[shown.id].problem.requestId, twice.headers["x-request-id"], "a problem is never an old one");
    const relative = await dashboard(chart({ range: { last: "7d" } }));
    assert.equal((await ann.get(`/api/dashboards/${relative.id}/data`)).headers.etag, undefined, "the time of day goes on");
  });

  test("takes one round trip to the database", async () => {
    const d = await dashboard(...Array.from({ length: 12 }, () => chart()));
    const { widgets } = ok(await ann.get(`/api/dashboards/${d.id}/data`), 200);
    assert.equal(Object.keys(widgets).length, 12);
    for (const w of Object.values(widgets)) assert.equal(w.series[0].avg.length, 48);
  });
});

test("another workspace sees nothing of it", async () => {
  const bob = await person(url, "Bob");
  const d = await dashboard(chart());
  const one = `/api/dashboards/${d.id}`;
  const widget = `${one}/widgets/${d.widgets[0].id}`;
  for (const path of [one, `${one}/data`, widget]) problem(await bob.get(path), 404, "not_found");
  problem(await bob.patch(one, { name: "mine" }), 404, "not_found");
  problem(await bob.patch(widget, { title: "mine" }, { headers: { "if-match": '"1"' } }), 404, "not_found");
  problem(await bob.post(`${one}/widgets`, { ...chart(), config: { text: "" }, type: "text" }), 404, "not_found");
  problem(await bob.delete(one), 404, "not_found");
  problem(await bob.delete(widget), 404, "not_found");
  const theirs = ok(await bob.post("/api/dashboards", { name: "Bob's" }), 201);
  problem(await bob.post(`/api/dashboards/${theirs.id}/widgets`, chart()), 422, "invalid");
  assert.equal(psql(`select count(*) from dashboards.widget where tenant_id = '${bob.tenant}'`)[0], "0");
});
