// What is made of answers: expressions, fills, transforms, other periods, many at once, CSV, the cache.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { kill, until } from "./etl.mjs";
import { upload } from "./files.mjs";
import { dice } from "./plainsql.mjs";
import { psql, url } from "./suite.mjs";

const iso = (s) => new Date(s * 1000).toISOString().replace(".000Z", "Z");
const seconds = (text) => Date.parse(text) / 1000;
let ann, shop;

/** Every six hours of two years: revenue, sessions (none on Sundays), errors (few), of two regions. */
function table() {
  const lines = ["time,region,revenue,sessions,errors"];
  const start = Date.UTC(2023, 0, 1) / 1000;
  for (let i = 0; i < 2 * 731 * 4; i++) {
    const t = start + Math.floor(i / 2) * 21600;
    const sunday = new Date(t * 1000).getUTCDay() === 0;
    lines.push([iso(t), i % 2 ? "NO" : "SE", ((i * 7919) % 1000) / 4 - 20, sunday ? "" : (i * 31) % 50,
                i % 9 ? "" : i % 5].join(","));
  }
  return lines.join("\n");
}

before(async () => {
  ann = await person(url, "Ann");
  shop = await upload(ann, table(), { name: "Größe & shop" });
  assert.equal(shop.status, "ready", JSON.stringify(shop.error));
});

function get(path, words = {}, options = {}) {
  const query = new URLSearchParams({ datasetId: shop.id });
  for (const [name, value] of Object.entries(words))
    for (const one of [value].flat()) query.append(name, one);
  return (options.as ?? ann).get(`/api/analytics/${path}?${query}`, options);
}
const series = async (words) => ok(await get("timeseries", words), 200).series;
const week = { from: "2024-05-04T00:00:00Z", to: "2024-05-11T00:00:00Z", interval: "day" }; // Saturday to Friday

describe("gaps", () => {
  test("are filled by nothing, zero or what was before", async () => {
    const of = async (fill) => (await series({ ...week, metric: "sessions", agg: "count,max", ...(fill && { fill }) }))[0];
    const plain = await of();
    assert.equal(plain.max[1], null);
    assert.equal(plain.count[1], 0);
    assert.deepEqual((await of("null")).max, plain.max);
    assert.deepEqual((await of("zero")).max, plain.max.map((v) => v ?? 0));
    assert.deepEqual((await of("previous")).max, plain.max.map((v, i) => v ?? plain.max[i - 1]));
    const early = await series({ ...week, from: "2024-05-05T00:00:00Z", metric: "sessions", agg: "max", fill: "previous" });
    assert.equal(early[0].max[0], null, "there was nothing before");
  });

  test("are filled before expressions", async () => {
    const [s] = await series({ ...week, expr: "revenue + sessions * 0", fill: "zero", agg: "sum" });
    assert.ok(s.sum.every((v) => v !== null));
  });
});

describe("transforms", () => {
  const year = { from: "2023-01-02T00:00:00Z", to: "2024-12-30T00:00:00Z", interval: "week", metric: "sessions", agg: "sum" };

  test("rate, cumulative, movingAverage", async () => {
    const [plain] = await series(year);
    const [sum] = await series({ ...year, transform: "cumulative" });
    const [mean] = await series({ ...year, transform: "movingAverage(4)" });
    const [rate] = await series({ ...year, transform: "rate" });
    let total = 0;
    plain.sum.forEach((v, i) => {
      assert.ok(Math.abs(sum.sum[i] - (total += v)) < 1e-6);
      if (i < 3) assert.equal(mean.sum[i], null);
      else assert.ok(Math.abs(mean.sum[i] - plain.sum.slice(i - 3, i + 1).reduce((a, b) => a + b) / 4) < 1e-9);
      if (i === 0) return assert.equal(rate.sum[0], null);
      const rise = v < plain.sum[i - 1] ? v : v - plain.sum[i - 1];
      const want = rise / (plain.t[i] - plain.t[i - 1]);
      assert.ok(Math.abs(rate.sum[i] - want) < 1e-12, `${rate.sum[i]}, not ${want}`);
    });
  });

  test("seconds are real ones when the clocks change", async () => {
    const [s] = await series({ from: "2024-03-30T23:00:00Z", to: "2024-04-01T22:00:00Z", interval: "day", tz: "Europe/Berlin",
                               expr: "revenue * 0 + 7", transform: "rate", agg: "count" });
    assert.deepEqual(s.count, [null, 0]);
    assert.equal(s.t[1] - s.t[0], 23 * 3600);
  });

  test("what is none is refused", async () => {
    for (const transform of ["derivative", "movingAverage(0)", "movingAverage(x)"])
      assert.deepEqual(problem(await get("timeseries", { transform }), 422, "invalid").errors.map((e) => e.path), ["transform"]);
  });
});

describe("another period", () => {
  const cases = [
    // what, question, from and to of the period compared with
    ["a month with the one before, which is shorter",
     { from: "2024-03-01T00:00:00Z", to: "2024-04-01T00:00:00Z", interval: "day" }, "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"],
    ["a month with the one before, which is longer",
     { from: "2024-02-01T00:00:00Z", to: "2024-03-01T00:00:00Z", interval: "day" }, "2024-01-01T00:00:00Z", "2024-01-30T00:00:00Z"],
    ["two months", { from: "2024-03-01T00:00:00Z", to: "2024-05-01T00:00:00Z", interval: "month" },
     "2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z"],
    ["a month of Berlin that begins in winter time", { from: "2024-02-29T23:00:00Z", to: "2024-03-31T22:00:00Z", interval: "month", tz: "Europe/Berlin" },
     "2024-01-31T23:00:00Z", "2024-02-29T23:00:00Z"],
    ["two days over the change of clocks", { from: "2024-03-30T23:00:00Z", to: "2024-04-01T22:00:00Z", interval: "day", tz: "Europe/Berlin" },
     "2024-03-28T23:00:00Z", "2024-03-30T23:00:00Z"],
    ["a day of 25 hours, hour by hour", { from: "2024-10-26T22:00:00Z", to: "2024-10-27T23:00:00Z", interval: "hour", tz: "Europe/Berlin" },
     "2024-10-25T22:00:00Z", "2024-10-26T22:00:00Z"],
    ["a day in a half-hour zone", { from: "2024-05-09T18:30:00Z", to: "2024-05-10T18:30:00Z", interval: "hour", tz: "Asia/Kolkata" },
     "2024-05-08T18:30:00Z", "2024-05-09T18:30:00Z"],
    ["a week", { from: "2024-05-06T00:00:00Z", to: "2024-05-13T00:00:00Z", interval: "day" }, "2024-04-29T00:00:00Z", "2024-05-06T00:00:00Z"],
    ["some hours", { from: "2024-05-10T10:30:00Z", to: "2024-05-10T12:45:00Z", interval: "hour" },
     "2024-05-10T08:15:00Z", "2024-05-10T10:30:00Z"],
    ["a year, which is twelve months", { from: "2024-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z", interval: "month" },
     "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z"],
    ["a leap day with the year before", { from: "2024-02-28T00:00:00Z", to: "2024-02-29T00:00:00Z", interval: "day", compare: "year" },
     "2023-02-28T00:00:00Z", "2023-03-01T00:00:00Z"],
    ["weeks with those 52 weeks before", { from: "2024-01-01T00:00:00Z", to: "2024-03-04T00:00:00Z", interval: "week", compare: "year" },
     "2023-01-02T00:00:00Z", "2023-03-06T00:00:00Z"],
    ["summer days of Berlin with a year before", { from: "2024-03-31T22:00:00Z", to: "2024-04-30T22:00:00Z", interval: "day", tz: "Europe/Berlin", compare: "year" },
     "2023-03-31T22:00:00Z", "2023-04-30T22:00:00Z"],
    ["as many buckets as auto takes", { from: "2024-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z", compare: "year" },
     "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z"],
  ];
  for (const [name, words, from, to] of cases)
    test(name, async () => {
      const asked = { metric: ["revenue", "sessions"], groupBy: "region", agg: "sum,count", ...words };
      const answer = ok(await get("timeseries", { compare: "previous", ...asked }), 200);
      const { previous } = answer;
      assert.deepEqual([previous.from, previous.to], [from, to]);
      assert.deepEqual(previous.series.map((s) => [s.metric, s.labels]), answer.series.map((s) => [s.metric, s.labels]));
      delete asked.compare;
      const alone = ok(await get("timeseries", { ...asked, from, to, interval: answer.interval }), 200);
      previous.series.forEach((s, i) => {
        const n = answer.series[i].t.length;
        assert.equal(s.t.length, n, "one to one");
        assert.equal(s.sum.length, n);
        const want = alone.series[i];
        assert.ok(want.t.length <= n);
        assert.deepEqual(s.t.slice(0, want.t.length), want.t);
        assert.deepEqual(s.sum, [...want.sum, ...Array(n - want.t.length).fill(null)]);
        assert.deepEqual(s.count.slice(0, want.t.length), want.count);
        s.t.slice(1).forEach((t, k) => assert.ok(t > s.t[k], "times rise"));
      });
    });

  test("goes with everything else", async () => {
    const words = { ...week, expr: "revenue / sessions", agg: "sum", fill: "zero", transform: "cumulative" };
    const answer = ok(await get("timeseries", { ...words, compare: "previous" }), 200);
    const before = ok(await get("timeseries", { ...words, from: "2024-04-27T00:00:00Z", to: week.from }), 200);
    assert.deepEqual(answer.previous.series, before.series);
  });

  test("of all the data is before the data", async () => {
    const answer = ok(await get("timeseries", { metric: "revenue", compare: "previous", interval: "month", agg: "count" }), 200);
    assert.ok(answer.previous.to <= answer.from);
    assert.equal(answer.previous.series[0].t.length, answer.series[0].t.length);
    assert.ok(answer.previous.series[0].count.every((n) => !n));
    const year = ok(await get("timeseries", { metric: "revenue", compare: "year", interval: "month", agg: "count" }), 200);
    assert.equal(year.previous.from, "2022-01-01T00:00:00Z");
    assert.deepEqual(year.previous.series[0].count.slice(12), year.series[0].count.slice(0, 12));
  });

  test("of nothing is nothing, and of the first years it ends with the year 1", async () => {
    const nothing = ok(await get("timeseries", { metric: "no such", compare: "year" }), 200);
    assert.deepEqual(nothing.previous, { from: null, to: null, series: [] });
    for (const compare of ["previous", "year"]) {
      const old = ok(await get("timeseries", { metric: "revenue", compare, from: "0001-01-01T00:00:00Z", to: "9900-01-01T00:00:00Z",
                                               interval: "year" }), 200);
      assert.equal(old.previous.from, "0001-01-01T00:00:00Z");
      assert.equal(old.previous.series[0].t.length, old.series[0].t.length);
    }
  });

  test("of a summary", async () => {
    const words = { metric: "revenue", groupBy: "region", from: "2024-03-01T00:00:00Z", to: "2024-04-01T00:00:00Z" };
    const answer = ok(await get("summary", { ...words, compare: "previous" }), 200);
    const february = ok(await get("summary", { ...words, from: "2024-02-01T00:00:00Z", to: "2024-03-01T00:00:00Z" }), 200);
    assert.deepEqual(answer.previous, { from: "2024-02-01T00:00:00Z", to: "2024-03-01T00:00:00Z", series: february.series });
    problem(await get("summary", { ...words, compare: "tomorrow" }), 422, "invalid");
  });
});

// --- expressions against SQL ------------------------------------------------------------------------

/** A random expression, as we spell it and as SQL does, where a division by zero is null. */
function expression(roll, depth = 0) {
  const kind = depth > 3 ? roll(2) : roll(9);
  const next = () => expression(roll, depth + 1);
  if (kind === 0) {
    const n = roll(2000) / 100;
    return [`${n}`, `${n}::float8`];
  }
  if (kind <= 2) {
    const name = ["revenue", "sessions", "errors"][roll(3)];
    return [roll(2) ? name : `"${name}"`, name];
  }
  const [a, sa] = next();
  if (kind === 3) return [`-${a.startsWith("-") ? `(${a})` : a}`, `-(${sa})`];
  if (kind === 4) return [`abs(${a})`, `abs(${sa})`];
  const [b, sb] = next();
  if (kind === 5) return [`(${a} + ${b})`, `(${sa} + ${sb})`];
  if (kind === 6) return [`(${a}-${b})`, `(${sa} - (${sb}))`];
  if (kind === 7) return [`(${a} * ${b})`, `(${sa} * ${sb})`];
  return roll(2) ? [`(${a} / ${b})`, `(${sa} / nullif(${sb}, 0))`]
                 : [`max(${a}, ${b})`, `case when (${sa}) is not null and (${sb}) is not null then greatest(${sa}, ${sb}) end`];
}

const aggs = { sum: "sum(v)", min: "min(v)", max: "max(v)", count: "count(v)", avg: "sum(v) / count(v)" };

function reckoned(q, agg, sql) {
  const of = (name) => `case when count(*) filter (where metric = '${name}') > 0 or '${agg}' = 'count' then
    ${aggs[agg].replaceAll("v)", `v) filter (where metric = '${name}')`)} end::float8 as ${name}`;
  const rows = psql(`
    with b as (select coalesce(labels ->> '${q.groupBy ?? ""}', '') as label,
                      extract(epoch from date_trunc('${q.interval}', t, '${q.tz}'))::bigint as t,
                      ${["revenue", "sessions", "errors"].map(of).join(", ")}
               from analytics.points
               where dataset_id = '${shop.id}' and t >= '${q.from}' and t < '${q.to}'
               group by 1, 2)
    select json_build_object('label', label, 't', t, 'v', ${sql}) from b`);
  return new Map(rows.map((row) => JSON.parse(row)).map((r) => [`${r.label} ${r.t}`, r.v]));
}

describe("expressions", () => {
  test("a hundred random ones come to what SQL says", async () => {
    const roll = dice(42);
    let told = 0;
    for (let i = 0; i < 100; i++) {
      let [text, sql] = expression(roll);
      if (!/revenue|sessions|errors/.test(text)) [text, sql] = [`${text} + revenue`, `${sql} + revenue`];
      const agg = Object.keys(aggs)[roll(5)];
      const from = Date.UTC(2023, 0, 1) / 1000 + roll(600) * 86400;
      const q = { from: iso(from), to: iso(from + (1 + roll(60)) * 43200), interval: ["hour", "day", "week", "month"][roll(4)],
                  tz: ["UTC", "Europe/Berlin", "Asia/Kolkata"][roll(3)], ...(roll(2) ? { groupBy: "region" } : {}) };
      const want = reckoned(q, agg, sql);
      for (const s of await series({ ...q, expr: text, agg })) {
        assert.equal(s.metric, text);
        s.t.forEach((t, k) => {
          const key = `${q.groupBy ? s.labels.region : ""} ${t}`;
          const about = `${text} of ${agg} at ${iso(t)} in ${JSON.stringify(q)}`;
          if (!want.has(key)) return; // no metric has a point there
          const w = want.get(key);
          if (w === null) return assert.equal(s[agg][k], null, about);
          told++;
          assert.ok(Math.abs(s[agg][k] - w) <= 1e-9 * Math.max(1, Math.abs(w)), `${about}: ${s[agg][k]}, not ${w}`);
        });
      }
    }
    assert.ok(told > 1000, `only ${told} values were compared`);
  });

  test("stand beside metrics, in their order", async () => {
    const all = await series({ ...week, metric: "revenue", expr: ["revenue / sessions", "errors"], groupBy: "region", agg: "sum" });
    assert.deepEqual(all.map((s) => [s.metric, s.labels.region]),
                     ["revenue", "revenue / sessions", "errors"].flatMap((m) => [[m, "NO"], [m, "SE"]]));
    const [no] = await series({ ...week, metric: "sessions", "where.region": "NO", agg: "sum" });
    all[2].sum.forEach((v, i) => assert.equal(v === null, !no.sum[i]));
  });

  test("of a summary are of its totals", async () => {
    const [revenue, sessions, ratio] = ok(await get("summary", { metric: ["revenue", "sessions"], expr: "revenue / sessions" }), 200).series;
    assert.ok(Math.abs(ratio.sum - revenue.sum / sessions.sum) < 1e-9);
    assert.ok(Math.abs(ratio.count - revenue.count / sessions.count) < 1e-9);
  });

  test("say what is wrong and where", async () => {
    const errors = problem(await get("timeseries", { expr: ["revenue /", "(sessions", "1 + 1", "sum(revenue)"] }), 422, "invalid").errors;
    assert.deepEqual(errors.map((e) => [e.path, e.code, e.message.split(":")[0]]),
                     [["expr", "format", "column 10"], ["expr", "format", "column 10"], ["expr", "format", "column 1"],
                      ["expr", "format", "column 1"]]);
    const many = problem(await get("timeseries", { expr: Array(11).fill("revenue") }), 422, "invalid");
    assert.equal(many.errors[0].code, "too_long");
  });

  test("of metrics that are not there are not there", async () => {
    assert.deepEqual(await series({ ...week, expr: "nothing * 2" }), []);
    const [s] = await series({ ...week, expr: "nothing + revenue" });
    assert.ok(s.avg.every((v) => v === null));
  });
});

test("a label may have any of several values", async () => {
  const whole = ok(await get("summary", { metric: "revenue" }), 200).series[0];
  const both = ok(await get("summary", { metric: "revenue", "where.region": ["NO", "SE"] }), 200).series[0];
  const one = ok(await get("summary", { metric: "revenue", "where.region": ["NO", "FI"] }), 200).series[0];
  assert.equal(both.count, whole.count);
  assert.equal(one.count * 2, whole.count);
});

// --- many at once -----------------------------------------------------------------------------------

const query = (queries, options = {}) => (options.as ?? ann).post("/api/analytics/query", { queries }, options);

describe("many questions", () => {
  test("are answered like each alone", async () => {
    const queries = [
      { datasetId: shop.id, metrics: ["revenue"], interval: "month", agg: ["sum", "p95"], tz: "Europe/Berlin" },
      { datasetId: shop.id.toUpperCase(), expressions: ["revenue / sessions"], where: { region: ["NO", "SE"] }, groupBy: "region", interval: "week" },
      { datasetId: shop.id, metrics: ["errors"], ...week, fill: "zero", compare: "previous", transform: "movingAverage(2)", from: null },
      { datasetId: shop.id, metrics: ["revenue"], where: { region: "SE" } },
    ];
    const { results } = ok(await query(queries), 200);
    const alone = [
      { metric: "revenue", interval: "month", agg: "sum,p95", tz: "Europe/Berlin" },
      { expr: "revenue / sessions", "where.region": ["NO", "SE"], groupBy: "region", interval: "week" },
      { metric: "errors", to: week.to, interval: "day", fill: "zero", compare: "previous", transform: "movingAverage(2)" },
      { metric: "revenue", "where.region": "SE" },
    ];
    for (let i = 0; i < alone.length; i++) assert.deepEqual(results[i], ok(await get("timeseries", alone[i]), 200));
    assert.deepEqual(ok(await query(queries), 200).results, results, "remembered, the same");
  });

  test("fail one by one", async () => {
    const good = { datasetId: shop.id, metrics: ["revenue"], ...week };
    const { results } = ok(await query([
      good,
      { ...good, datasetId: "01990000-0000-7000-8000-000000000001" },
      { ...good, tz: "Mars/Olympus" },
      { ...good, interval: "minute", from: "2000-01-01T00:00:00Z" },
      { ...good, expressions: ["revenue /"], agg: ["mode"], colour: 1 },
      { metrics: [] },
      good,
    ]), 200);
    assert.deepEqual(results.map((r) => r.problem?.code ?? "fine"),
                     ["fine", "not_found", "invalid", "invalid", "invalid", "invalid", "fine"]);
    assert.deepEqual(results[2].problem.errors.map((e) => e.path), ["tz"]);
    assert.deepEqual(results[3].problem.errors.map((e) => e.path), ["interval"]);
    assert.deepEqual(results[4].problem.errors.map((e) => e.path).sort(), ["agg", "colour", "expressions[0]"]);
    assert.deepEqual(results[5].problem.errors.map((e) => e.path), ["datasetId"]);
    assert.deepEqual(results[6], results[0]);
  });

  test("are at least one and at most fifty", async () => {
    const good = { datasetId: shop.id, metrics: ["revenue"], ...week };
    assert.equal(ok(await query(Array(50).fill(good)), 200).results.length, 50);
    for (const body of [{}, { queries: [] }, { queries: Array(51).fill(good) }, { queries: [1] }, { queries: good },
                        { queries: [good], more: 1 }, []])
      problem(await ann.post("/api/analytics/query", body), 422, "invalid");
  });

  test("are answered, or told to come again, when the connections of before are gone", async () => {
    // several at once, so that several connections are open, and new questions, so that none is remembered
    const some = (i) => Promise.all(Array.from({ length: 4 }, (_, k) => query(Array.from({ length: 5 }, (_, j) => (
      { datasetId: shop.id, ...week, from: iso(seconds(week.from) + i * 100 + k * 10 + j) })))));
    const fine = (answers) => answers.every((answer) => {
      if (answer.status === 503) return false;
      const problems = ok(answer, 200).results.filter((r) => r.problem);
      for (const { problem } of problems) assert.equal(problem.code, "unavailable", JSON.stringify(problem));
      return problems.length === 0;
    });
    for (let i = 0; i < 5; i++) {
      await until(async () => fine(await some(i)), 20, "answers");
      assert.ok(psql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%analytics%'").length);
    }
    await until(async () => fine(await some(5)), 20, "answers");
  });

  test("about somebody else's dataset find nothing", async () => {
    const bob = await person(url, "Bob");
    const { results } = ok(await query([{ datasetId: shop.id, metrics: ["revenue"], ...week }], { as: bob }), 200);
    assert.equal(results[0].problem.code, "not_found");
  });
});

// --- CSV --------------------------------------------------------------------------------------------

describe("CSV", () => {
  test("one row a bucket and series, times in the zone, formulas disarmed", async () => {
    const file = 'time,name,"=load"\n' +
      '2024-03-31T00:30:00Z,"=1+1",1.5\n2024-03-31T01:30:00Z,"say ""hi"", you",2\n2024-03-31T01:30:00Z,+49,-3\n';
    const sheet = await upload(ann, file, { name: "sheet" });
    assert.equal(sheet.status, "ready", JSON.stringify(sheet.error));
    const answer = await ann.get(`/api/analytics/timeseries?datasetId=${sheet.id}&groupBy=name&tz=Europe/Berlin&interval=hour` +
      "&agg=sum,count&from=2024-03-31T00:00:00Z&to=2024-03-31T02:00:00Z&format=csv");
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert.equal(answer.headers["content-disposition"], "attachment; filename=\"sheet.csv\"; filename*=UTF-8''sheet.csv");
    assert.equal(answer.text, [
      'time,metric,"name",sum,count',
      `2024-03-31T01:00:00+01:00,"'=load","'+49",,0`,
      `2024-03-31T03:00:00+02:00,"'=load","'+49",-3,1`,
      `2024-03-31T01:00:00+01:00,"'=load","'=1+1",1.5,1`,
      `2024-03-31T03:00:00+02:00,"'=load","'=1+1",,0`,
      `2024-03-31T01:00:00+01:00,"'=load","say ""hi"", you",,0`,
      `2024-03-31T03:00:00+02:00,"'=load","say ""hi"", you",2,1`,
      "",
    ].join("\r\n"));
  });

  test("of a comparison, a summary, one of many", async () => {
    const words = { metric: "revenue", from: "2024-05-01T00:00:00Z", to: "2024-05-03T00:00:00Z", interval: "day", agg: "count" };
    const csv = { headers: { accept: "text/csv" } };
    assert.equal((await get("timeseries", { ...words, compare: "previous" }, csv)).text, [
      "time,metric,count,previous_time,previous_count",
      '2024-05-01T00:00:00Z,"revenue",8,2024-04-29T00:00:00Z,8',
      '2024-05-02T00:00:00Z,"revenue",8,2024-04-30T00:00:00Z,8',
      "",
    ].join("\r\n"));
    delete words.interval;
    const summary = await get("summary", { ...words, groupBy: "region", format: "csv", agg: "count,min" });
    assert.equal(summary.text.split("\r\n")[0], 'metric,"region",min,count');
    assert.match(summary.headers["content-disposition"], /filename="Gr__e___shop-summary\.csv"; filename\*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20shop-summary\.csv$/);
    assert.equal((await query([{ datasetId: shop.id, metrics: ["revenue"], ...week }], csv)).text.split("\r\n").length, 9);
    problem(await query(Array(2).fill({ datasetId: shop.id, metrics: ["revenue"] }), csv), 422, "invalid");
    problem(await get("timeseries", { format: "xlsx" }), 422, "invalid");
  });

  test("that would be too large is refused, not cut off", async () => {
    const wide = Array.from({ length: 10 }, (_, i) => `revenue${" ".repeat(480)}+ ${i}`);
    const words = { expr: wide, groupBy: "region", interval: "minute", from: "2024-05-01T00:00:00Z", to: "2024-05-07T22:00:00Z" };
    const refused = problem(await get("timeseries", { ...words, format: "csv" }), 422, "invalid");
    assert.deepEqual(refused.errors.map((e) => e.path), ["interval"]);
  });
});

// --- what is remembered -----------------------------------------------------------------------------

describe("the cache", () => {
  test("an answer that still holds is not sent again", async () => {
    const first = await get("timeseries", week);
    assert.match(first.headers.etag, /^"[0-9a-f]{64}"$/);
    assert.equal(first.headers["cache-control"], "private, no-cache");
    const again = await get("timeseries", week, { headers: { "if-none-match": first.headers.etag } });
    assert.deepEqual([again.status, again.text], [304, ""]);
    assert.equal(again.headers.etag, first.headers.etag);
    const other = await get("timeseries", { ...week, agg: "sum" }, { headers: { "if-none-match": first.headers.etag } });
    assert.equal(other.status, 200);
    const csv = await get("timeseries", { ...week, format: "csv" }, { headers: { "if-none-match": first.headers.etag } });
    assert.equal(csv.status, 200);
  });

  test("is the same whatever the order of the words", async () => {
    const tag = async (words) => (await get("timeseries", words)).headers.etag;
    assert.equal(await tag({ metric: ["revenue", "errors"], "where.region": ["NO", "SE"] }),
                 await tag({ "where.region": ["SE", "NO"], metric: ["errors", "revenue"] }));
    assert.notEqual(await tag({ metric: "revenue" }), await tag({ metric: "errors" }));
  });

  test("keeps nothing of a tenant for another", async () => {
    const eve = await person(url, "Eve");
    ok(await get("timeseries", week), 200);
    problem(await get("timeseries", week, { as: eve }), 404, "not_found");
    const { etag } = (await get("timeseries", week)).headers;
    problem(await get("timeseries", week, { as: eve, headers: { "if-none-match": etag } }), 404, "not_found");
  });

  test("never tells what was, once the dataset says what is", async () => {
    const csv = (k) => "at,a\n" + Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, "0")},${k}`).join("\n");
    const { id } = await upload(ann, csv(0), { name: "moving" });
    const path = `/api/analytics/timeseries?datasetId=${id}&metric=a&interval=month&agg=max`;
    const seen = async () => {
      const alone = ok(await ann.get(path), 200).series[0].max[0];
      const { results } = ok(await query([{ datasetId: id, metrics: ["a"], interval: "month", agg: ["max"] }]), 200);
      return [alone, results[0].series[0].max[0]];
    };
    // somebody who asks all the time sees the numbers rise, never fall
    let watching = true;
    const watched = (async () => {
      const values = [];
      while (watching) values.push(ok(await ann.get(path), 200).series[0].max[0]);
      return values;
    })();
    for (let k = 1; k <= 4; k++) {
      const made = ok(await ann.post(`/api/datasets/${id}/versions`, { mode: "replace" }), 201);
      assert.equal((await ann.call("PUT", made.uploadUrl, { raw: csv(k) })).status, 201);
      ok(await ann.call("POST", `/api/datasets/${id}/complete`), 202);
      for (;;) {
        const now = ok(await ann.get(`/api/datasets/${id}`), 200);
        assert.equal(now.error, null);
        if (now.version === made.version) break;
      }
      assert.deepEqual(await seen(), [k, k]);
    }
    watching = false;
    const values = await watched;
    values.forEach((v, i) => assert.ok(i === 0 || v >= values[i - 1], `${v} after ${values[i - 1]}`));
    ok(await ann.call("POST", `/api/datasets/${id}/versions/1/restore`), 200);
    assert.deepEqual(await seen(), [0, 0], "gone back at once");
    ok(await ann.delete(`/api/datasets/${id}`), 204);
    problem(await ann.get(path), 404, "not_found");
  });

  test("hangs or is gone, and the answers are the same", async () => {
    const asked = async () => [(await get("timeseries", { ...week, expr: "revenue / sessions" })).body,
                               (await query([{ datasetId: shop.id, ...week }])).body, (await get("summary")).body];
    const before = await asked();
    assert.ok(kill("memcached", "SIGSTOP") > 0);
    try {
      assert.deepEqual(await asked(), before);
    } finally {
      kill("memcached", "SIGCONT");
    }
    assert.ok(kill("memcached", "SIGKILL") > 0);
    assert.deepEqual(await asked(), before);
  });
});
