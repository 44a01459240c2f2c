// The live overview: every zone's windows against plain SQL, open and closed hours, and its counter.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { until } from "./etl.mjs";
import { listen } from "./listen.mjs";
import { dice } from "./plainsql.mjs";
import { psql, url } from "./suite.mjs";

const iso = (s) => new Date(s * 1000).toISOString();
const MINUTE = 60, HOUR = 3600, DAY = 86400;
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Chatham", "Australia/Lord_Howe"];

async function send(client, events) {
  const { accepted } = ok(await client.post("/api/events/batch", { events }), 200);
  assert.equal(accepted, events.length);
}
const total = (client) => Number(psql(`select events from events.tally where tenant_id = '${client.tenant}'`)[0] ?? 0);
const folded = (client, n) => until(() => total(client) === n, 30, `${n} folded events`);
const ask = async (client, tz) => ok(await client.get(`/api/events/overview${tz ? `?tz=${tz}` : ""}`), 200);

/** What SQL says of the windows that the answer has. */
function fromSql(client, o, name, seconds) {
  const edges = [...o.starts[name], o.starts[name].at(-1) + seconds];
  const where = `tenant_id = '${client.tenant}'`;
  const list = psql(`select count(e.id) from generate_subscripts('{${edges}}'::bigint[], 1) as i
                     left join events.event e on ${where} and occurred_at >= to_timestamp(('{${edges}}'::bigint[])[i])
                               and occurred_at < to_timestamp(('{${edges}}'::bigint[])[i + 1])
                     where i < ${edges.length} group by i order by i`).map(Number);
  const types = psql(`select type, count(*) from events.event where ${where} and occurred_at >= to_timestamp(${edges[0]})
                      and occurred_at < to_timestamp(${edges.at(-1)}) group by type order by 2 desc, 1 limit 10`);
  return { list, types };
}

async function hold(client) {
  for (const tz of ZONES) {
    const o = await ask(client, tz);
    for (const [name, seconds, n] of [["hour", MINUTE, 60], ["day", HOUR, 24], ["week", DAY, 7]]) {
      // on the day of a change of clocks the running day is an hour longer or shorter; nothing lies there
      const want = fromSql(client, o, name, seconds);
      assert.equal(o.segments[name].length, n);
      assert.deepEqual(o.segments[name], want.list, `${name} in ${tz}`);
      assert.deepEqual(o.topTypes[name].map((t) => `${t.type}|${t.count}`), want.types, `types of the ${name} in ${tz}`);
      const running = o.starts[name].at(-1) * 1000;
      assert.ok(running <= Date.parse(o.asOf) && Date.parse(o.asOf) < running + seconds * 1000 + 3600e3);
    }
    const local = new Intl.DateTimeFormat("en-GB", { timeZone: tz, hour: "2-digit", minute: "2-digit" });
    for (const t of o.starts.week) assert.equal(local.format(t * 1000), "00:00", `a day of ${tz} begins at midnight`);
    for (const t of o.starts.day) assert.match(local.format(t * 1000), /:00$/, `an hour of ${tz}`);
  }
}

describe("the overview", () => {
  const roll = dice(77);
  let ann;
  const some = (n) => Array.from({ length: n }, () => {
    const now = Math.floor(Date.now() / 1000);
    const back = [() => roll(HOUR * 2), () => roll(DAY * 2), () => roll(DAY * 15)][roll(3)]();
    return { type: `t${Math.floor(Math.sqrt(roll(196)))}`, userId: `u${roll(40)}`, occurredAt: iso(now - back) };
  });
  before(async () => {
    ann = await person(url);
  });

  test("of a workspace without events is empty", async () => {
    const o = await ask(ann);
    assert.deepEqual([o.total, o.invalid, o.datasetId, o.feed], [0, 0, null, []]);
    assert.deepEqual(o.segments.hour, Array(60).fill(0));
    assert.deepEqual(o.users, { hour: 0, day: 0, week: 0 });
  });

  test("is right in every zone while hours are open", async () => {
    await send(ann, some(1200));
    await folded(ann, 1200);
    await hold(ann);
  });

  test("and when they are closed, and when late events come after that", async () => {
    const users = (await ask(ann)).users;
    for (const n of [1500, 1800]) {
      psql(`update events.tally set close_at = now() where tenant_id = '${ann.tenant}'`);
      await until(() => psql(`select 1 from events.tally where tenant_id = '${ann.tenant}' and close_at <= now()`).length === 0, 30, "closed hours");
      assert.ok(Number(psql(`select count(*) from events.moment where tenant_id = '${ann.tenant}' and level = 3`)[0]) > 100);
      assert.deepEqual((await ask(ann)).users, users);
      await send(ann, some(300));
      await folded(ann, n);
      await hold(ann);
    }
  });

  test("tells users, the time before, the feed and the counter", async () => {
    const o = await ask(ann);
    const now = Date.parse(o.asOf) / 1000;
    for (const [name, length] of [["hour", HOUR], ["day", DAY], ["week", 7 * DAY]]) {
      const from = o.starts[name][0];
      const step = name === "hour" ? 60 : 900;
      const minute = Math.floor(now / 60) * 60;
      const cut = Math.max(from - length, Math.floor((minute - length + (name === "hour" ? 0 : step / 2)) / step) * step);
      const [row] = psql(`select count(distinct user_id) filter (where occurred_at >= to_timestamp(${from})),
                                 count(*) filter (where occurred_at >= to_timestamp(${from - length}) and occurred_at < to_timestamp(${cut}))
                          from events.event where tenant_id = '${ann.tenant}'`);
      const [users, previous] = row.split("|").map(Number);
      assert.ok(Math.abs(o.users[name] - users) <= 1, `${o.users[name]} users, not ${users}, of the ${name}`);
      assert.equal(o.previous[name], previous);
    }
    assert.equal(o.total, 1800);
    assert.equal(o.thisMinute, o.segments.hour.at(-1));
    assert.ok(now > 0);
    const newest = psql(`select id from events.event where tenant_id = '${ann.tenant}' order by id desc limit 20`);
    assert.deepEqual(o.feed.map((e) => e.id), newest);
    assert.equal(o.seq, ok(await ann.get(`/api/live?topics=tenant:${ann.tenant}`), 200).items[`tenant:${ann.tenant}`]);
  });

  test("and the messages with the next counters give the next overview", async () => {
    const heard = await listen(ann, `?tenant=${ann.tenant}`);
    const o = await ask(ann);
    const at = o.starts.hour.at(-2);
    await send(ann, Array.from({ length: 50 }, () => ({ type: "late", occurredAt: iso(at) })));
    await until(() => heard.messages.some((m) => m.type === "events.delta" && m.data.total === o.total + 50), 30, "the message");
    let n = 0;
    for (const m of heard.messages.filter((m) => m.seq > o.seq && m.type === "events.delta"))
      for (const [t, types] of m.data.added) if (t === at) n += types.late;
    assert.equal(n, 50);
    // kept texts are of their state: another topic's change gives the same numbers a new counter
    ok(await ann.patch(`/api/datasets/${o.datasetId}`, { name: "Happenings" }), 200);
    const [first, second] = [await ask(ann), await ask(ann)];
    assert.equal(first.total, o.total + 50);
    assert.equal(second.seq, first.seq);
    assert.equal(first.seq, ok(await ann.get(`/api/live?topics=tenant:${ann.tenant}`), 200).items[`tenant:${ann.tenant}`]);
  });

  test("rejected events are counted", async () => {
    ok(await ann.post("/api/events/batch", { events: [{ type: "" }, { type: "fine" }] }), 200);
    await until(async () => (await ask(ann)).invalid === 1, 30, "a rejected event");
  });

  test("a zone that is none is refused", async () => {
    for (const tz of ["Nowhere/Atall", "a'b", ""])
      assert.deepEqual(problem(await ann.get(`/api/events/overview?tz=${encodeURIComponent(tz)}`), 422, "invalid").errors.map((e) => e.path), ["tz"]);
  });
});
