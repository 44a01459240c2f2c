// What becomes of committed events: the built-in dataset, its answers against plain SQL, and the messages.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { member, ok, person, problem } from "./client.mjs";
import { home, pids, until } from "./etl.mjs";
import { listen } from "./listen.mjs";
import { compare, dice } from "./plainsql.mjs";
import { psql, url } from "./suite.mjs";

const iso = (us) => new Date(Math.floor(us / 1000)).toISOString().slice(0, -1) + String(us % 1000).padStart(3, "0") + "Z";

/** Sends events one by one, sixteen at a time. */
async function send(client, events) {
  const rest = [...events];
  const one = async () => {
    for (let e; (e = rest.pop()); ) ok(await client.post("/api/events", e), 201);
  };
  await Promise.all(Array.from({ length: 16 }, one));
}

const tally = (client) =>
  psql(`select events, invalid from events.tally where tenant_id = '${client.tenant}'`)[0]?.split("|").map(Number) ?? [0, 0];
const folded = (client, n) => until(() => tally(client)[0] === n, 30, `${n} folded events`);
async function dataset(client) {
  const { items } = ok(await client.get("/api/datasets"), 200);
  return items.filter((d) => d.kind === "events");
}
/** Closes the hours that are over now. */
async function close(client) {
  const where = `where tenant_id = '${client.tenant}'`;
  psql(`update events.tally set close_at = now() ${where}`);
  await until(() => psql(`select 1 from events.tally ${where} and close_at <= now()`).length === 0, 30, "closed hours");
}

describe("the built-in dataset", () => {
  test("comes with the first event, and is not a file", async () => {
    const ann = await person(url);
    assert.deepEqual(await dataset(ann), []);
    await send(ann, [{ type: "order", value: 12.5 }, { type: "order" }, { type: "visit", userId: "u1" }]);
    await folded(ann, 3);
    const [d] = await dataset(ann);
    assert.deepEqual([d.name, d.status, d.fileType, d.rowCount], ["Events", "ready", null, 3]);
    const metrics = ok(await ann.get(`/api/analytics/metrics?datasetId=${d.id}`), 200).items;
    assert.deepEqual(metrics.map((m) => [m.metric, m.points]), [["order", 2], ["visit", 1]]);
    problem(await ann.delete(`/api/datasets/${d.id}`), 409, "built_in");
    problem(await ann.post(`/api/datasets/${d.id}/versions`, { mode: "replace", fileType: "csv" }), 409, "built_in");
    problem(await ann.post(`/api/datasets/${d.id}/complete`), 409, "built_in");
    problem(await ann.post(`/api/datasets/${d.id}/reingest`, {}), 409, "built_in");
    assert.equal(ok(await ann.patch(`/api/datasets/${d.id}`, { name: "Shop" }), 200).name, "Shop");
  });
});

// --- answers against SQL ------------------------------------------------------------------------

const TYPES = ["order", "visit", "signup"];
const REGIONS = ["SE", "NO", "DK"];
const ZONES = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe"];

function randomEvents(roll, n, newest) {
  return Array.from({ length: n }, (_, i) => {
    // half of them within hours, the others within 40 days; no two at the same time
    const back = roll(2) ? roll(5 * 3600) : roll(40 * 86400);
    const type = TYPES[roll(3)];
    return {
      type, occurredAt: iso((newest - back) * 1e6 + i), userId: `u${roll(50)}`,
      ...(type !== "visit" && { value: roll(100000) / 100 - 200 }),
      payload: { region: REGIONS[roll(3)], i },
    };
  });
}

function askSql(client, q) {
  const group = q.groupBy ? `coalesce(payload ->> '${q.groupBy}', '')` : "''";
  const inside = [
    `tenant_id = '${client.tenant}'`, `type = '${q.metric}'`,
    q.from && `occurred_at >= date_trunc('minute', timestamptz '${q.from}')`,
    q.to && `occurred_at < date_trunc('minute', timestamptz '${q.to}' + interval '59.999999 s')`,
    q["where.region"] && `payload ->> 'region' = '${q["where.region"]}'`,
  ].filter(Boolean).join(" and ");
  const rows = psql(`
    select json_build_object('key', l || ' ' || extract(epoch from date_trunc('${q.interval}', t, '${q.tz}'))::bigint,
        'count', count(*), 'min', min(v), 'max', max(v), 'sum', sum(v), 'size', sum(abs(v)) + 1e-9,
        'first', (array_agg(v order by t))[1], 'last', (array_agg(v order by t desc))[1])
    from (select ${group} as l, occurred_at as t, coalesce(value, 1) as v from events.event where ${inside}) e
    group by l, date_trunc('${q.interval}', t, '${q.tz}')`);
  return rows.map((r) => JSON.parse(r)).map((r) => [r.key, r]);
}

describe("answers about events", () => {
  const roll = dice(20260);
  let ann, d, newest;

  async function hold(rounds) {
    for (let i = 0; i < rounds; i++) {
      const q = { datasetId: d.id, metric: TYPES[roll(3)], agg: "sum,avg,min,max,count,first,last", tz: ZONES[roll(ZONES.length)],
                  interval: ["minute", "hour", "day", "week"][roll(4)] };
      const span = { minute: 7 * 3600, hour: 300 * 3600, day: 45 * 86400, week: 45 * 86400 }[q.interval];
      if (q.interval === "minute" || roll(3)) {
        const from = newest - roll(span);
        [q.from, q.to] = [iso(from * 1e6 + roll(1e6)), iso((from + 1 + roll(span)) * 1e6)];
      }
      if (roll(2)) q.groupBy = "region";
      if (!roll(3)) q["where.region"] = REGIONS[roll(3)];
      const answer = ok(await ann.get(`/api/analytics/timeseries?${new URLSearchParams(q)}`), 200);
      if (q.from) {
        assert.equal(Date.parse(answer.from), Math.floor(Date.parse(q.from) / 60000) * 60000, "cut at whole minutes");
        assert.equal(Date.parse(answer.to), Math.ceil(Date.parse(q.to) / 60000) * 60000);
      }
      // the first bucket may begin before from
      const start = answer.series[0]?.t[0];
      const rows = askSql(ann, q).map(([key, r]) => {
        const [label, t] = key.split(" ");
        return [`${label} ${Math.max(Number(t), start ?? 0)}`, r];
      });
      compare(q, answer, rows, ["count", "min", "max", "first", "last"]);
    }
  }

  before(async () => {
    ann = await person(url);
    newest = Math.floor(Date.now() / 1000) - 5;
    psql(`insert into events.label values ('${ann.tenant}', 'region', 0)`);
    await send(ann, randomEvents(roll, 600, newest));
    await folded(ann, 600);
    [d] = await dataset(ann);
  });

  test("are those of plain SQL while everything is open", () => hold(40));

  test("are the same when hours have been closed", async () => {
    await close(ann);
    assert.ok(Number(psql(`select count(*) from analytics.rollup where tenant_id = '${ann.tenant}'`)[0]) > 0);
    await hold(40);
  });

  test("and when late events have made more chunks, and many chunks one", async () => {
    for (let i = 1; i <= 10; i++) {
      await send(ann, randomEvents(roll, 30, newest - 7200).map((e, k) => ({ ...e, occurredAt: e.occurredAt.slice(0, -4) + `${400 + i}Z` })));
      await folded(ann, 600 + 30 * i);
      await close(ann);
    }
    const most = psql(`select count(*) from analytics.rollup where tenant_id = '${ann.tenant}' and level = 4
                       group by series_id, date_bin('9600 hours', t0, '0001-01-01 00:00:00+00') order by 1 desc limit 1`);
    assert.ok(Number(most[0]) <= 9, `${most[0]} chunks of the same stretch`);
    await hold(40);
  });

  test("percentiles are near those of the values that were sent", async () => {
    const recent = { from: iso((newest - 6 * 3600) * 1e6), to: iso(newest * 1e6) };
    for (const words of [{ interval: "minute", ...recent }, { interval: "day" }, { interval: "year" }]) {
      const q = { datasetId: d.id, metric: "order", agg: "p50,p95", tz: "Asia/Kolkata", ...words };
      const answer = ok(await ann.get(`/api/analytics/timeseries?${new URLSearchParams(q)}`), 200);
      const [s] = answer.series;
      const rows = psql(`select w.i, count(e.value), percentile_cont(0.44) within group (order by e.value),
                                percentile_cont(0.56) within group (order by e.value)
                         from unnest('{${[...s.t, Date.parse(answer.to) / 1000]}}'::bigint[]) with ordinality as w (t, i)
                         join unnest('{${[...s.t.slice(1), Date.parse(answer.to) / 1000]}}'::bigint[]) with ordinality as u (t, i) using (i)
                         left join events.event e on e.tenant_id = '${ann.tenant}' and e.type = 'order'
                              and e.occurred_at >= to_timestamp(w.t) and e.occurred_at < to_timestamp(u.t)
                         group by w.i order by w.i`).map((r) => r.split("|").map(Number));
      assert.equal(rows.length, s.t.length);
      rows.forEach(([, n, low, high], i) => {
        if (!n) return assert.equal(s.p50[i], null);
        assert.ok(s.p50[i] >= low - 1e-9 && s.p50[i] <= high + 1e-9, `${s.p50[i]} of ${n} values, not within ${low} and ${high}`);
      });
    }
    const [visits] = ok(await ann.get(`/api/analytics/timeseries?datasetId=${d.id}&metric=visit&agg=p50&interval=day`), 200).series;
    assert.ok(visits.p50.every((v) => v === null), "no values were sent");
  });

  test("totals over labels are the sum of the series", async () => {
    const all = ok(await ann.get(`/api/analytics/summary?datasetId=${d.id}&agg=count,sum`), 200).series;
    const [rows] = psql(`select json_object_agg(type, json_build_array(n, v)) from (select type, count(*) as n, sum(coalesce(value, 1)) as v
                         from events.event where tenant_id = '${ann.tenant}' group by type) e`);
    const want = JSON.parse(rows);
    assert.equal(all.length, 3);
    for (const s of all) {
      assert.equal(s.count, want[s.metric][0]);
      assert.ok(Math.abs(s.sum - want[s.metric][1]) < 1e-6);
    }
  });
});

// --- messages -----------------------------------------------------------------------------------

describe("live", () => {
  const deltas = (heard) => heard.messages.filter((m) => m.type === "events.delta");

  test("each event is added once, in order, and the last state is told", async () => {
    const ann = await person(url);
    const heard = await listen(ann, `?tenant=${ann.tenant}`);
    assert.equal(heard.status, 200);
    const events = Array.from({ length: 300 }, (_, i) => ({ type: TYPES[i % 3], userId: `u${i % 7}` }));
    await send(ann, events);
    await until(() => deltas(heard).at(-1)?.data.total === 300, 30, "the last state");
    const sum = {};
    for (const m of deltas(heard))
      for (const [, types] of m.data.added) for (const [type, n] of Object.entries(types)) sum[type] = (sum[type] ?? 0) + n;
    assert.deepEqual(sum, { order: 100, visit: 100, signup: 100 });
    const seqs = deltas(heard).map((m) => m.seq);
    seqs.slice(1).forEach((s, i) => assert.equal(s, seqs[i] + 1, "no gap"));
    assert.deepEqual(deltas(heard).at(-1).data.users, { hour: 7, day: 7, week: 7 });
    const shown = deltas(heard).flatMap((m) => m.data.feed.map((e) => e.id));
    assert.equal(new Set(shown).size, shown.length, "nothing is shown twice");
    assert.ok(deltas(heard).every((m) => m.data.feed.length <= 20));
    const omitted = deltas(heard).reduce((n, m) => n + m.data.omitted, 0);
    assert.equal(shown.length + omitted, 300);
    const times = deltas(heard).map((m) => Date.parse(m.data.asOf));
    assert.ok(times.at(-1) - times[0] >= (times.length - 1) * 150, `${times.length} messages within ${times.at(-1) - times[0]} ms`);
  });

  test("reaches the sockets of both nginx workers, and goes on after a reload", async () => {
    const ann = await person(url);
    const many = await Promise.all(Array.from({ length: 12 }, () => listen(ann, `?tenant=${ann.tenant}`)));
    await send(ann, [{ type: "one" }]);
    for (const heard of many) await until(() => deltas(heard).at(-1)?.data.total === 1, 30, "the first event");
    execFileSync("kill", ["-HUP", readFileSync(`${home}/run/nginx.pid`, "utf8").split(" ")[0]]);
    let total = 1;
    // while old and new workers stand side by side, and when the new ones are alone
    for (let round = 0; round < 3; round++) {
      await send(ann, [{ type: "one" }]);
      total++;
      for (const heard of many)
        await until(() => heard.closed || deltas(heard).at(-1)?.data.total === total, 30, "an event, or the end");
      const again = await listen(ann, `?tenant=${ann.tenant}`);
      await send(ann, [{ type: "one" }]);
      total++;
      await until(() => deltas(again).at(-1)?.data.total === total, 30, "an event on a fresh socket");
    }
    for (const heard of many) {
      const seqs = deltas(heard).map((m) => m.seq);
      seqs.slice(1).forEach((q, i) => assert.equal(q, seqs[i] + 1, "no gap"));
    }
  });

  test("a removed member is cut off, a stranger is refused", async () => {
    const ann = await person(url);
    const bob = await member(ann, "viewer");
    const stranger = await person(url);
    const heard = await listen(bob, `?tenant=${ann.tenant}`);
    await send(ann, [{ type: "one" }]);
    await until(() => deltas(heard).length === 1, 30, "a message");
    ok(await ann.delete(`/api/members/${bob.user.id}`), 204);
    await until(() => heard.closed, 30, "the end");
    assert.equal((await listen(bob, `?tenant=${ann.tenant}`)).status, 403);
    assert.equal((await listen(stranger, `?tenant=${ann.tenant}`)).status, 403);
  });
});

// --- crowds and crashes -------------------------------------------------------------------------

/** Everything that counts the tenant's events: the tally, what was stored, rollups and tail, minutes and moments. */
const counts = (client) =>
  psql(`select y.events, (select count(*) from events.event e where e.tenant_id = y.tenant_id),
               (select coalesce(sum(x.n), 0) from events.tail x where x.tenant_id = y.tenant_id and x.series_id > 0)
               + (select coalesce(sum(u.k), 0) from analytics.rollup r, unnest(r.n) as u (k)
                  where r.tenant_id = y.tenant_id and r.level = 4 and r.series_id > 0),
               (select coalesce(sum(x.n), 0) from events.minute x where x.tenant_id = y.tenant_id)
               + (select coalesce(sum(x.n), 0) from events.moment x where x.tenant_id = y.tenant_id and x.level = 4),
               (select sum(m.n) from analytics.part_metric m where m.tenant_id = y.tenant_id),
               (select sum(m.n) from analytics.part_series m where m.tenant_id = y.tenant_id)
        from events.tally y where y.tenant_id = '${client.tenant}'`)[0].split("|").map(Number);

describe("a crowd", () => {
  test("of series is capped, said so, and lets others pass", async () => {
    const [ann, bob] = [await person(url), await person(url)];
    psql(`insert into events.delta (tenant_id, type, labels, minute, n, sum, min, max, first, last, first_t, last_t)
          select '${ann.tenant}', 'crowd', jsonb_build_object('who', i::text), date_trunc('minute', now()), 1, i, i, i, i, i, now(), now()
          from generate_series(1, 12000) as i`);
    await send(bob, [{ type: "one" }]);
    let left;
    await until(() => {
      const [row] = psql(`select (select events from events.tally where tenant_id = '${bob.tenant}'),
                                 (select count(*) from events.delta where tenant_id = '${ann.tenant}')`);
      left = Number(row.split("|")[1]);
      return row.startsWith("1|");
    }, 60, "the other's event");
    assert.ok(left > 0, "who came later with little was not kept waiting for all of the crowd");
    await folded(ann, 12000);
    const [d] = await dataset(ann);
    assert.deepEqual(d.notes.map((n) => n.code), ["series_capped"]);
    const [s] = ok(await ann.get(`/api/analytics/summary?datasetId=${d.id}&agg=count,sum,max`), 200).series;
    assert.deepEqual([s.count, s.sum, s.max], [12000, (12000 * 12001) / 2, 12000]);
    const [other] = ok(await ann.get(`/api/analytics/summary?datasetId=${d.id}&agg=count&where.who=__other__`), 200).series;
    assert.equal(other.count, 2000);
    const [series] = psql(`select count(*) from analytics.series where tenant_id = '${ann.tenant}'`);
    assert.equal(Number(series), 10001);
  });
});

describe("a crash", () => {
  /** The processes that answer, not the one that watches over them. */
  const workers = () => {
    const all = pids("bw-events");
    return all.filter((pid) => all.includes(Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1])));
  };

  test("of the events workers amid folds and closings loses and doubles nothing", async () => {
    const ann = await person(url);
    psql(`insert into events.label values ('${ann.tenant}', 'region', 0)`);
    let sending = true, sent = 0;
    const newest = Math.floor(Date.now() / 1000);
    const roll = dice(5);
    const sender = async () => {
      while (sending) {
        const list = randomEvents(roll, 40, newest).map((e, i) => ({ ...e, idempotencyKey: `${sent}-${i}` }));
        sent += list.length;
        for (;;) {
          const answer = await ann.post("/api/events/batch", { events: list }).catch(() => undefined);
          if (answer?.status === 200 && answer.body.rejected === 0) break;
          await new Promise((next) => setTimeout(next, 50));
        }
      }
    };
    const senders = [sender(), sender()];
    for (let i = 1; i <= 6; i++) {
      await until(() => sent >= i * 400, 60, "events on their way");
      psql(`update events.tally set close_at = now() where tenant_id = '${ann.tenant}'`);
      for (const pid of workers()) process.kill(pid, "SIGKILL");
      await until(() => workers().length > 0, 60, "a worker again");
    }
    sending = false;
    await Promise.all(senders);
    await folded(ann, sent);
    await close(ann);
    const all = counts(ann);
    assert.deepEqual(all, Array(all.length).fill(sent));
  });
});
