// How long events stay, with their keys and their rejects: the chores of etl, run by hand.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { ok, person } from "./client.mjs";
import { asUser, etl } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

const keep = () => {
  const { status, stderr } = etl(["run", "keep-events"]);
  assert.equal(status, 0, stderr);
};
const count = (what) => Number(psql(`select count(*) from ${what};`)[0]);
const partitions = () => psql(`select relname from pg_class where relnamespace = 'events'::regnamespace and relkind = 'r'
                               and relname ~ '^event_[0-9]' order by 1;`);
const put = (tenant, n, age) => psql(`
  insert into events.event (tenant_id, id, type, occurred_at)
  select '${tenant}', events.id_at(r.at), 't', r.at
  from generate_series(1, ${n}) g cross join lateral (select now() - interval '${age}' - g * interval '1 ms' as at) r;`);
const ids = async (client) => ok(await client.get("/api/events?limit=200"), 200).items.map((e) => e.id);

test("partitions are made ahead, and go when their month is over for long", async () => {
  const ann = await person(url);
  const [old] = psql("select to_char(now() at time zone 'UTC' - interval '20 months', '\"event_\"YYYY_MM');");
  psql(`select upkeep.event_partition(now() - interval '20 months');
        do $$ begin execute 'drop table events.' || to_char(now() at time zone 'UTC' + interval '2 months', '"event_"YYYY_MM'); end $$;`);
  put(ann.tenant, 5, "20 months");
  put(ann.tenant, 1, "1 s");
  assert.equal((await ids(ann)).length, 6);
  assert.ok(partitions().includes(old));
  keep();
  const [first, last] = psql(`select to_char(now() at time zone 'UTC', '"event_"YYYY_MM');
                              select to_char(now() at time zone 'UTC' + interval '2 months', '"event_"YYYY_MM');`);
  assert.ok(!partitions().includes(old), "the old month is gone");
  assert.ok(partitions().includes(first) && partitions().includes(last), "this one and those to come are there");
  assert.equal((await ids(ann)).length, 1);
});

test("a lock on the events delays the dropping, not the chore", () => {
  psql("select upkeep.event_partition(now() - interval '21 months');");
  const there = partitions();
  const [command, words] = asUser(`${process.env.BW_TEST_BIN}/bellwether`, "--home", process.env.BW_TEST_HOME, "psql", "-XqAt");
  const holder = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    holder.on("error", reject);
    holder.stdout.once("data", () => {
      try {
        keep();
        assert.deepEqual(partitions(), there, "somebody reads: another time");
        holder.stdin.end("commit;\n");
      } catch (error) {
        holder.stdin.end();
        reject(error);
      }
    });
    holder.on("exit", () => {
      try {
        keep();
        assert.equal(partitions().length, there.length - 1, "then it goes");
        resolve();
      } catch (error) {
        reject(error);
      }
    });
    holder.stdin.write("begin; lock table events.event in access share mode; select 'held';\n");
  });
});

test("a plan that keeps events for a shorter time has them deleted, and nobody else's", async () => {
  const [short, other] = [await person(url, "Short"), await person(url, "Other")];
  psql(`insert into billing.subscription (tenant_id, retention_days) values ('${short.tenant}', 3);`);
  for (const { tenant } of [short, other]) {
    put(tenant, 12000, "4 days");
    put(tenant, 10, "2 days");
  }
  keep();
  assert.equal(count(`events.event where tenant_id = '${short.tenant}'`), 10);
  assert.equal(count(`events.event where tenant_id = '${other.tenant}'`), 12010);
});

test("a key counts for a day, swept or not", async () => {
  const bob = await person(url, "Bob");
  const send = () => bob.post("/api/events", { type: "t" }, { headers: { "idempotency-key": "one" } });
  const age = (hours) => psql(`update events.seen set created_at = now() - interval '${hours} hours' where tenant_id = '${bob.tenant}';`);
  const first = ok(await send(), 201);
  age(23.9);
  keep();
  assert.equal(ok(await send(), 200).id, first.id);
  age(24.1);
  const second = ok(await send(), 201);
  assert.notEqual(second.id, first.id, "an older key is a new one before it is swept");
  assert.equal(ok(await send(), 200).id, second.id);
  age(24.1);
  keep();
  assert.equal(count(`events.seen where tenant_id = '${bob.tenant}'`), 0);
  assert.notEqual(ok(await send(), 201).id, second.id);
  assert.equal((await ids(bob)).length, 3);
});

test("rejects stay a week, and the newest where there are too many", async () => {
  const [carl, dora] = [await person(url, "Carl"), await person(url, "Dora")];
  const refuse = (tenant, n, age) => psql(`
    insert into events.reject (tenant_id, id, received_at, way, raw, errors)
    select '${tenant}', events.id_at(r.at), r.at, 'api', '{}', '[]'
    from generate_series(1, ${n}) g cross join lateral (select now() - interval '${age}' - g * interval '1 ms' as at) r;`);
  refuse(carl.tenant, 3, "7 days 1 minute");
  refuse(carl.tenant, 2, "6 days 23 hours");
  refuse(dora.tenant, 9999, "1 hour");
  keep();
  assert.equal(count(`events.reject where tenant_id = '${carl.tenant}'`), 2);
  assert.equal(count(`events.reject where tenant_id = '${dora.tenant}'`), 9999);
  refuse(dora.tenant, 2, "1 minute");
  keep();
  assert.equal(count(`events.reject where tenant_id = '${dora.tenant}'`), 9000);
  assert.equal(count(`events.reject where tenant_id = '${dora.tenant}' and received_at > now() - interval '30 minutes'`), 2);
});

test("rollups go with what they were made of", async () => {
  const gus = await person(url, "Gus");
  const [tenant, other] = [gus.tenant, (await person(url, "Hal")).tenant];
  for (const id of [tenant, other])
    psql(`insert into billing.subscription (tenant_id, retention_days) values ('${id}', ${id === tenant ? 10 : 40});
          select events.make_dataset('${id}');
          do $$
          declare y events.tally; s bigint;
          begin
              select * into y from events.tally where tenant_id = '${id}';
              insert into analytics.series (tenant_id, dataset_id, metric) values ('${id}', y.dataset_id, 't') returning analytics.series.id into s;
              insert into analytics.part_series (tenant_id, part_id, series_id, levels, segments, n, first_at, last_at)
              values ('${id}', y.part_id, s, 30, 0, 2, now() - interval '30 days', now());
              insert into analytics.rollup (tenant_id, series_id, part_id, level, seq, t0, t1, t, n, sum, min, max, first, last, first_t, last_t)
              select '${id}', sign * s, y.part_id, 1, d, at, at, array[at], array[1], array[1], array[1], array[1], array[1], array[1], array[at], array[at]
              from unnest(array[1, -1]) sign, unnest(array[12, 9]) d, lateral (select now() - d * interval '1 day' as at) a;
              insert into events.moment (tenant_id, level, t, n) select '${id}', 4, now() - d * interval '1 day', 1 from unnest(array[12, 9]) d;
          end $$;`);
  const version = () => psql(`select data_version from datasets.dataset where tenant_id = '${tenant}';`)[0];
  const before = version();
  keep();
  assert.deepEqual([tenant, other].map((id) => [count(`analytics.rollup where tenant_id = '${id}'`), count(`events.moment where tenant_id = '${id}'`)]), [[2, 1], [4, 2]]);
  assert.notEqual(version(), before, "answers that were kept are not told again");
  const after = version();
  keep();
  assert.equal(version(), after, "nothing more to do");
});
