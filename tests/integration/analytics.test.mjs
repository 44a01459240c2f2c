// Questions about points: right to the last one, whatever is asked, and only of one's own.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { upload } from "./files.mjs";
import { compare, dice } from "./plainsql.mjs";
import { psql, url } from "./suite.mjs";

const DAY = 86400;
let ann, dataset;

/** Every 7 minutes for 40 days over the end of summer time in Berlin, two devices in two cities. */
function table() {
  const lines = ["time,device,city,load,size"];
  const start = Date.UTC(2024, 9, 1) / 1000;
  for (let i = 0; i < 8000; i++) {
    const time = new Date((start + i * 420) * 1000).toISOString();
    const load = Math.round(Math.sin(i / 50) * 5000 + ((i * 7919) % 1000)) / 100;
    lines.push(`${time},${i % 3 ? "pump" : "fan"},${i % 2 ? "Kyiv" : "Łódź"},${load},${i}`);
  }
  return lines.join("\n");
}

before(async () => {
  ann = await person(url, "Ann");
  dataset = await upload(ann, table(), { name: "machines" });
  assert.equal(dataset.status, "ready", JSON.stringify(dataset.error));
});

const ask = (path, words = {}) => {
  const query = new URLSearchParams({ datasetId: dataset.id });
  for (const [name, value] of Object.entries(words))
    for (const one of [value].flat()) query.append(name, one);
  return ann.get(`/api/analytics/${path}?${query}`);
};

describe("metrics", () => {
  test("are listed with their labels", async () => {
    const { items } = ok(await ask("metrics"), 200);
    assert.deepEqual(items.map((m) => m.metric), ["load", "size"]);
    assert.equal(items[0].points, 8000);
    assert.equal(items[0].firstAt, "2024-10-01T00:00:00Z");
    assert.deepEqual(items[0].labels.map((l) => [l.name, l.values]), [
      ["city", ["Kyiv", "Łódź"]],
      ["device", ["fan", "pump"]],
    ]);
  });
});

describe("timeseries", () => {
  test("auto takes the finest interval of at most 500 buckets", async () => {
    const answer = ok(await ask("timeseries", { metric: "load" }), 200);
    assert.equal(answer.interval, "day");
    assert.equal(answer.from, "2024-10-01T00:00:00Z");
    const short = ok(
      await ask("timeseries", { metric: "load", from: "2024-10-01T00:00:00Z", to: "2024-10-01T08:00:00Z" }), 200);
    assert.equal(short.interval, "minute");
    assert.equal(short.series[0].t.length, 480);
    assert.equal(short.series[0].avg[0], 0);
    assert.equal(short.series[0].avg[1], null, "a minute without a point is no zero");
  });

  test("days follow the zone across the end of summer time", async () => {
    const words = { metric: "size", tz: "Europe/Berlin", interval: "day", agg: "count",
                    from: "2024-10-25T22:00:00Z", to: "2024-10-28T23:00:00Z" };
    const [series] = ok(await ask("timeseries", words), 200).series;
    const hours = series.t.slice(1).map((t, i) => (t - series.t[i]) / 3600);
    assert.deepEqual(hours, [24, 25]);
    const counted = series.count.reduce((a, b) => a + b, 0);
    assert.equal(counted, Math.ceil((3 * DAY + 3600) / 420));
  });

  test("half-hour zones have hours of their own", async () => {
    const words = { metric: "size", tz: "Asia/Kolkata", interval: "hour", agg: "count",
                    from: "2024-10-05T00:00:00Z", to: "2024-10-05T03:00:00Z" };
    const [series] = ok(await ask("timeseries", words), 200).series;
    assert.deepEqual(series.t.map((t) => t % 3600), [1800, 1800, 1800, 1800]);
  });

  test("groups and conditions", async () => {
    const answer = ok(await ask("timeseries", { metric: "size", groupBy: "device", "where.city": "Kyiv",
                                                 interval: "month", agg: "count,first,last" }), 200);
    assert.deepEqual(answer.series.map((s) => s.labels), [{ device: "fan" }, { device: "pump" }]);
    assert.deepEqual(answer.series.map((s) => s.first[0]), [3, 1]);
  });

  test("says what is wrong with a question, all at once", async () => {
    const answer = problem(await ask("timeseries", { interval: "fortnight", agg: "median", from: "now", x: "1" }),
                           422, "invalid");
    assert.deepEqual(answer.errors.map((e) => e.path).sort(), ["agg", "from", "interval", "x"]);
    const many = problem(await ask("timeseries", { interval: "minute", from: "2020-01-01T00:00:00Z" }), 422, "invalid");
    assert.equal(many.errors[0].path, "interval");
    const zone = problem(await ask("timeseries", { tz: "Mars/Olympus" }), 422, "invalid");
    assert.equal(zone.errors[0].path, "tz");
  });

  test("a range without data is empty, not an error", async () => {
    const answer = ok(await ask("timeseries", { metric: "load", from: "1990-01-01T00:00:00Z", to: "1990-01-03T00:00:00Z",
                                                interval: "day" }), 200);
    assert.deepEqual(answer.series[0].avg, [null, null]);
    assert.deepEqual(ok(await ask("timeseries", { metric: "nothing" }), 200).series, []);
  });

  test("somebody else's dataset is not there", async () => {
    const bob = await person(url, "Bob");
    for (const path of ["metrics", "summary", "timeseries"])
      problem(await bob.get(`/api/analytics/${path}?datasetId=${dataset.id}`), 404, "not_found");
  });
});

// --- the same question in plain SQL, over analytics.points ---------------------------------------

function question(roll) {
  const from = Date.UTC(2024, 9, 1) / 1000 - DAY + roll(40 * DAY);
  const length = [roll(3600) + 1, roll(DAY) + 60, roll(40 * DAY) + 3600][roll(3)];
  const units = length < 2 * DAY ? ["minute", "hour", "day", "week", "month"] : ["hour", "day", "week", "month", "year"];
  return {
    metric: ["load", "size"][roll(2)],
    from: new Date(from * 1000).toISOString(),
    to: new Date((from + length) * 1000).toISOString(),
    interval: units[roll(5)],
    tz: ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"][roll(5)],
    ...(roll(2) ? { groupBy: ["device", "city"][roll(2)] } : {}),
    ...(roll(3) ? {} : { "where.device": ["fan", "pump"][roll(2)] }),
  };
}

function expected(q) {
  const rows = psql(`
    select json_build_object('label', coalesce(labels ->> '${q.groupBy ?? ""}', ''),
      't', extract(epoch from date_trunc('${q.interval}', t, '${q.tz}'))::bigint, 'count', count(*),
      'sum', sum(v), 'size', sum(abs(v)), 'min', min(v), 'max', max(v),
      'first', (array_agg(v order by t))[1], 'last', (array_agg(v order by t desc))[1])
    from analytics.points
    where dataset_id = '${dataset.id}' and metric = '${q.metric}' and t >= '${q.from}' and t < '${q.to}'
      ${q["where.device"] ? `and labels ->> 'device' = '${q["where.device"]}'` : ""}
    group by labels ->> '${q.groupBy ?? ""}', date_trunc('${q.interval}', t, '${q.tz}')`);
  return new Map(rows.map((row) => JSON.parse(row)).map((r) => [`${r.label} ${r.t}`, r]));
}

test("a hundred questions have the answers of plain SQL", async () => {
  const roll = dice(20241001);
  for (let i = 0; i < 100; i++) {
    const q = question(roll);
    const answer = ok(await ask("timeseries", { ...q, agg: "avg,min,max,sum,count,first,last" }), 200);
    compare(q, answer, expected(q), ["count", "min", "max", "first", "last"]);
  }
});

test("a summary is the sum of its parts", async () => {
  const [whole] = ok(await ask("summary", { metric: "size" }), 200).series;
  assert.equal(whole.count, 8000);
  assert.equal(whole.sum, (7999 * 8000) / 2);
  assert.equal(whole.first, 0);
  assert.equal(whole.last, 7999);
  const parts = ok(await ask("summary", { metric: "size", groupBy: "city" }), 200).series;
  assert.equal(parts.reduce((n, s) => n + s.count, 0), 8000);
  const cut = ok(await ask("summary", { metric: "size", from: "2024-10-03T04:05:06Z", to: "2024-10-20T01:02:03Z" }), 200);
  const [{ n, s }] = psql(`select json_build_object('n', count(*), 's', sum(v)) from analytics.points
    where dataset_id = '${dataset.id}' and metric = 'size' and t >= '2024-10-03T04:05:06Z' and t < '2024-10-20T01:02:03Z'`)
    .map((row) => JSON.parse(row));
  assert.equal(cut.series[0].count, n);
  assert.equal(cut.series[0].sum, s);
});
