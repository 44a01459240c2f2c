// Random questions over many series with equal times: every answer is that of plain SQL over all points.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { until } from "./etl.mjs";
import { upload } from "./files.mjs";
import { compare, dice } from "./plainsql.mjs";
import { psql, url } from "./suite.mjs";

const DAY = 86400;
const START = Date.UTC(2024, 9, 1) / 1000;
const DAYS = 40;
const SERIES = 120;
let ann, dataset;

/** Every two minutes several sensors report at the same moment, in any order; some rows come late. */
function table(seed, rows) {
  const roll = dice(seed);
  const lines = ["time,sensor,site,load,size"];
  for (let i = 0; i < rows; i++) {
    const late = roll(20) ? 0 : roll(5000);
    const at = START + Math.floor((Math.max(0, i - late) * DAYS * DAY) / rows / 120) * 120;
    const load = Math.round(Math.sin(i / 500) * 5000 + roll(1000)) / 100;
    lines.push(`${new Date(at * 1000).toISOString()},s${roll(SERIES)},site${roll(3)},${load},${roll(7)}`);
  }
  return lines.join("\n");
}

before(async () => {
  ann = await person(url, "Ann");
  dataset = await upload(ann, table(7, 60000), { name: "sensors" });
  assert.equal(dataset.status, "ready", JSON.stringify(dataset.error));
});

const ask = (path, words) => {
  const query = new URLSearchParams({ datasetId: dataset.id });
  for (const [name, value] of Object.entries(words))
    for (const one of [value].flat()) query.append(name, one);
  return ann.get(`/api/analytics/${path}?${query}`);
};

const AGGS = ["count", "min", "max", "first", "last", "p50", "p95", "p99"];
const ZONES = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"];

function question(roll) {
  const from = START - DAY + roll(DAYS * DAY * 4) / 4;
  const length = [roll(3600) + 1, roll(DAY) + 60, roll(DAYS * DAY) + 3600][roll(3)];
  const units = length < 2 * DAY ? ["minute", "hour", "day", "week", "month"] : ["hour", "day", "week", "month", "year"];
  const interval = units[roll(5)];
  const open = interval !== "minute";
  return {
    metric: ["load", "size"][roll(2)],
    ...(roll(8) || !open ? { from: new Date(from * 1000).toISOString() } : {}),
    ...(roll(8) || !open ? { to: new Date((from + length) * 1000).toISOString() } : {}),
    interval,
    tz: ZONES[roll(ZONES.length)],
    ...(roll(2) ? {} : { groupBy: "site" }),
    ...(roll(4) ? {} : { "where.site": ["site0", "site2"].slice(roll(2)) }),
  };
}

function expected(q) {
  const bucket = `date_trunc('${q.interval}', t, '${q.tz}')`;
  const sites = [q["where.site"] ?? []].flat().map((s) => `'${s}'`);
  const rows = psql(`
    select json_build_object('label', coalesce(labels ->> '${q.groupBy ?? ""}', ''),
      't', extract(epoch from ${bucket})::bigint, 'count', count(*),
      'sum', sum(v), 'size', sum(abs(v)), 'min', min(v), 'max', max(v),
      'p50', percentile_cont(0.5) within group (order by v), 'p95', percentile_cont(0.95) within group (order by v),
      'p99', percentile_cont(0.99) within group (order by v),
      'first', (array_agg(v order by t, part_id, line))[1],
      'last', (array_agg(v order by t desc, part_id desc, line desc))[1])
    from sensors
    where metric = '${q.metric}' and t >= '${q.from ?? "-infinity"}' and t < '${q.to ?? "infinity"}'
      ${sites.length ? `and labels ->> 'site' in (${sites})` : ""}
    group by labels ->> '${q.groupBy ?? ""}', ${bucket}`);
  return new Map(rows.map((row) => JSON.parse(row)).map((r) => [`${r.label} ${r.t}`, r]));
}

/** Asks n random questions, with percentiles and without: those are answered by other rows. */
async function askAll(seed, n) {
  // the lines are opened once
  psql(`drop table if exists sensors;
    create table sensors as select metric, labels, t, v, part_id, line from analytics.points_in_order
    where dataset_id = '${dataset.id}'; analyze sensors`);
  const roll = dice(seed);
  for (let i = 0; i < n; i++) {
    const q = question(roll);
    const rows = expected(q);
    for (const aggs of [AGGS.slice(0, 5), AGGS])
      compare(q, ok(await ask("timeseries", { ...q, agg: ["avg", "sum", ...aggs].join() }), 200), rows, aggs);
  }
  psql("drop table sensors");
}

describe("many series", () => {
  test("have a total of each metric, which is what is read", () => {
    const [totals] = psql(`select count(*) filter (where m.total_id < 0 and m.levels <> 0) || ' of ' || count(*)
      from analytics.part_metric m join analytics.part p on p.tenant_id = m.tenant_id and p.id = m.part_id
      where p.dataset_id = '${dataset.id}'`);
    assert.equal(totals, "2 of 2");
    const [lines] = psql(`select count(*) = 120000 and count(line) = count(*) and count(distinct line) = 60000
      from analytics.points_in_order where dataset_id = '${dataset.id}'`);
    assert.equal(lines, "t");
  });

  test("forty questions have the answers of plain SQL", () => askAll(20241101, 40));

  test("any of several values of a label", async () => {
    const words = { metric: "size", interval: "month", agg: "count" };
    const count = async (...sites) =>
      ok(await ask("timeseries", { ...words, "where.site": sites }), 200).series[0].count[0];
    assert.equal(await count("site0", "site1"), (await count("site0")) + (await count("site1")));
    assert.equal(await count("site0", "site1", "site2"),
      ok(await ask("timeseries", words), 200).series[0].count[0]);
  });
});

describe("files added to files", () => {
  let alone;

  async function append(content) {
    const at = `/api/datasets/${dataset.id}`;
    const { uploadUrl } = ok(await ann.post(`${at}/versions`, { mode: "append" }), 201);
    assert.equal((await ann.call("PUT", uploadUrl, { raw: content })).status, 201);
    ok(await ann.call("POST", `${at}/complete`), 202);
    dataset = await until(async () => {
      const now = ok(await ann.get(at), 200);
      return !now.pending && now;
    }, 70, "the append");
  }

  const parts = () => Number(psql(`select count(*) from analytics.part
    where dataset_id = '${dataset.id}' and state = 'current'`)[0]);

  /** All points of the parts that are seen, or of those that were, in their order. */
  const order = (state) => psql(`
    select s.metric, count(*), md5(string_agg(concat_ws(' ', s.labels, u.t, u.v), ',' order by u.t, p.id, u.line))
    from analytics.part p
    join analytics.part_series ps on ps.tenant_id = p.tenant_id and ps.part_id = p.id
    join analytics.series s on s.tenant_id = ps.tenant_id and s.id = ps.series_id
    join analytics.segment g on g.tenant_id = ps.tenant_id and g.series_id = ps.series_id and g.part_id = ps.part_id
    cross join lateral unnest(g.t, g.v, analytics.lines(g.lines)) as u (t, v, line)
    where p.dataset_id = '${dataset.id}' and p.state ${state} group by s.metric order by s.metric`);

  before(async () => {
    alone = dataset;
    dataset = await upload(ann, table(50, 3000), { name: "days" });
    for (let i = 1; i < 5; i++) await append(table(50 + i, i === 2 ? 300 : 3000));
  });
  after(() => {
    dataset = alone;
  });

  test("several parts have the answers of plain SQL, equal times by part and line", async () => {
    assert.equal(parts(), 5);
    await askAll(20241102, 15);
  });

  test("beyond sixteen they are made one, and nothing else changes", async () => {
    for (let i = 5; i < 17; i++) await append(table(50 + i, 300));
    await until(() => parts() === 1, 70, "the merge");
    const now = order("= 'current'");
    assert.deepEqual(now.map((row) => row.split("|").slice(0, 2)), [["load", "15900"], ["size", "15900"]]);
    // the last one's own part belongs to no version any more
    assert.deepEqual(now, order("in ('former', 'dead')"));
    await askAll(20241103, 15);
    await append(table(70, 300));
    assert.equal(parts(), 2);
  });

  test("one can go back to before the merge, and to after it", async () => {
    const at = `/api/datasets/${dataset.id}`;
    const count = async () => ok(await ann.get(`/api/analytics/summary?datasetId=${dataset.id}&metric=load`), 200)
      .series[0].count;
    const before = await count();
    ok(await ann.post(`${at}/versions/5/restore`), 200);
    assert.deepEqual([parts(), await count()], [5, 12300]);
    ok(await ann.post(`${at}/versions/18/restore`), 200);
    assert.deepEqual([parts(), await count()], [2, before]);
  });
});

describe("more points than can be read one by one", () => {
  const POINTS = 2_100_000, LENGTH = 70 * DAY;
  let many;

  const questions = (words) => {
    const query = new URLSearchParams({ datasetId: many.id, metric: "v", ...words });
    return ann.get(`/api/analytics/timeseries?${query}`);
  };

  before(async () => {
    const roll = dice(3);
    const lines = new Array(POINTS + 1);
    lines[0] = "time,v";
    for (let i = 0; i < POINTS; i++) {
      const at = new Date((START + Math.floor((i * LENGTH) / POINTS)) * 1000).toISOString();
      lines[i + 1] = `${at.slice(0, 19)}Z,${roll(1000) * roll(1000)}`;
    }
    many = await upload(ann, lines.join("\n"), { name: "many" });
    assert.equal(many.status, "ready", JSON.stringify(many.error));
  });

  /** How far the ranks of the answers are from where they should be, as a share of a bucket's points. */
  function off(answer, unit, zone) {
    const [s] = answer.series;
    const rows = s.t.map((t, i) => [t, s.p50[i], s.p95[i], s.p99[i]]).filter((r) => r[1] !== null);
    const ranks = psql(`
      select n, w.b50, w.u50, w.b95, w.u95, w.b99, w.u99 from (
        select date_trunc('${unit}', t, '${zone}') as at, count(*) as n,
          count(*) filter (where v < p50) as b50, count(*) filter (where v <= p50) as u50,
          count(*) filter (where v < p95) as b95, count(*) filter (where v <= p95) as u95,
          count(*) filter (where v < p99) as b99, count(*) filter (where v <= p99) as u99
        from analytics.points
        join (values ${rows.map(([at, ...p]) => `(to_timestamp(${at}), ${p.join()}::float8)`)}) as a (at, p50, p95, p99)
          on a.at = date_trunc('${unit}', t, '${zone}')
        where dataset_id = '${many.id}' group by 1) as w`).map((row) => row.split("|").map(Number));
    assert.equal(ranks.length, rows.length);
    return [0.5, 0.95, 0.99].map((q, i) => Math.max(...ranks.map(([n, ...w]) => {
      const [below, upto] = w.slice(2 * i);
      return Math.max(0, below - 1 - q * (n - 1), q * (n - 1) - upto) / n;
    })));
  }

  test("has percentiles near enough, and says so", async () => {
    for (const [interval, tz] of [["hour", "UTC"], ["day", "Europe/Berlin"]]) {
      const answer = ok(await questions({ interval, tz, agg: "p50,p95,p99,count" }), 200);
      assert.equal(answer.approximate, true);
      assert.equal(answer.series[0].count.reduce((a, b) => a + b, 0), POINTS);
      off(answer, interval, tz).forEach((far, i) =>
        assert.ok(far <= [0.016, 0.007, 0.0032][i] + 1e-3, `${interval} ${tz}: off by ${far} of the points`));
    }
  });

  test("is exact again for a part of it", async () => {
    const answer = ok(await questions({ interval: "day", agg: "p50,p95", from: "2024-10-03T01:02:03Z",
                                        to: "2024-10-23T04:05:06Z" }), 200);
    assert.equal(answer.approximate, undefined);
    const rows = psql(`select percentile_cont(0.5) within group (order by v) || ' '
        || percentile_cont(0.95) within group (order by v)
      from analytics.points where dataset_id = '${many.id}' and t >= '2024-10-03T01:02:03Z'
        and t < '2024-10-23T04:05:06Z' group by date_trunc('day', t, 'UTC') order by date_trunc('day', t, 'UTC')`);
    assert.deepEqual(answer.series[0].p50.map((p, i) => `${p} ${answer.series[0].p95[i]}`), rows);
  });

  test("says what to do when neither can be", async () => {
    const words = { interval: "day", tz: "Asia/Kolkata", agg: "p95" };
    const wrong = problem(await questions(words), 422, "invalid");
    assert.deepEqual(wrong.errors.map((e) => [e.path, e.code]), [["agg", "too_many_points"]]);
    assert.match(wrong.detail, /shorter range/);
    assert.equal(ok(await questions({ ...words, agg: "avg" }), 200).series.length, 1);
  });
});
