// GET /api/system: what an owner sees, and what nobody else does.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { member, ok, person, problem } from "./client.mjs";
import { put, upload } from "./files.mjs";
import { etl } from "./etl.mjs";
import { areas, psql, url } from "./suite.mjs";

let ann, bob;
before(async () => {
  ann = await person(url, "Ann");
  bob = await person(url, "Bob");
});

const system = async (client) => ok(await client.get("/api/system"), 200);

test("an owner sees the programs, the tick, the space", async () => {
  const s = await system(ann);
  assert.deepEqual(s.areas.map((a) => a.name), areas);
  assert.deepEqual(new Set(s.areas.map((a) => a.status)), new Set(["ready"]));
  assert.ok(Date.now() - new Date(s.tick.lastAt) < 150000, s.tick.lastAt);
  assert.ok(new Date(s.startedAt) <= new Date());
  assert.ok(s.disk.free <= s.disk.total && s.disk.total > 0);
  assert.equal(s.disk.reserved, Math.floor(s.disk.total / 100) * 5);
  assert.ok(Math.abs(s.database.bytes - Number(psql("select pg_database_size(current_database())")[0])) < 50e6);
  assert.equal(s.files.keepDays, 30);
});

test("files and points are the workspace's own", async () => {
  const content = "at,value\n2024-01-01T00:00:00Z,1\n2024-01-02T00:00:00Z,2\n";
  const { id } = await upload(ann, content);
  await put(ann, "metric,value\nwaits,1\n");
  const [mine, theirs] = [await system(ann), await system(bob)];
  assert.deepEqual([mine.files.bytes, mine.files.count, mine.points.count], [content.length, 1, 2]);
  assert.ok(mine.points.bytes > 0);
  assert.deepEqual([theirs.files.count, theirs.points.count, theirs.points.bytes], [0, 0, 0]);
  assert.deepEqual(mine.queue, { ready: 0, delayed: 0, running: 0, dead: 0 });
  ok(await ann.delete(`/api/datasets/${id}`), 204);
  assert.equal((await system(ann)).queue.delayed, 1, "the purge waits");
  assert.equal((await system(bob)).queue.delayed, 0);
});

test("nobody but an owner", async () => {
  for (const role of ["admin", "editor", "viewer"])
    problem(await (await member(ann, role)).get("/api/system"), 403, "forbidden");
  const { secret } = ok(await ann.post("/api/keys", { name: "K", scopes: ["datasets:read"] }), 201);
  const program = ann.clone();
  program.cookies.clear();
  program.tenant = undefined;
  program.key = secret;
  problem(await program.get("/api/system"), 403, "forbidden");
});

test("the audit log reaches back for a year", async () => {
  const eve = await person(url, "Eve");
  ok(await eve.patch(`/api/tenants/${eve.tenant}`, { name: "Renamed" }), 200);
  const entries = async () => ok(await eve.get("/api/audit"), 200).items.map((i) => i.action);
  const all = await entries();
  assert.equal(all.length, 2);
  psql(`update tenants.audit set at = now() - interval '366 days'
        where tenant_id = '${eve.tenant}' and action = 'tenant.created';
        update auth.audit set at = now() - interval '366 days' where user_id = '${eve.user.id}'`);
  assert.equal(etl(["run", "sweep"]).status, 0);
  assert.deepEqual(await entries(), all.filter((action) => action !== "tenant.created"));
  assert.deepEqual(psql(`select count(*) from auth.audit where user_id = '${eve.user.id}'`), ["0"]);
});

test("a slug that looks like an id is refused", async () => {
  const answer = await bob.patch(`/api/tenants/${bob.tenant}`, { slug: ann.tenant });
  assert.equal(problem(answer, 422, "invalid").errors[0].path, "slug");
});

test("a dead part of very many rows is swept to the last of them", async () => {
  const { id } = await upload(ann, "metric,value\nmany,1\n");
  const rows = (table) => Number(psql(`select count(*) from analytics.${table} t join analytics.part p
    on p.tenant_id = t.tenant_id and p.id = t.part_id where p.dataset_id = '${id}'`)[0]);
  psql(`insert into analytics.segment
    select (jsonb_populate_record(s, jsonb_build_object('seq', g.i))).*
    from analytics.segment s
    join analytics.part p on p.tenant_id = s.tenant_id and p.id = s.part_id and p.dataset_id = '${id}',
         generate_series(1000, 12000) as g (i);
    update analytics.part set state = 'dead', dead_at = now() - interval '1 hour' where dataset_id = '${id}'`);
  assert.ok(rows("segment") > 11000);
  assert.equal(etl(["run", "sweep"]).status, 0);
  for (const table of ["segment", "rollup", "part_series"]) assert.equal(rows(table), 0, table);
  assert.deepEqual(psql(`select count(*) from analytics.segment s join analytics.series e
    on e.tenant_id = s.tenant_id and e.id = s.series_id where e.dataset_id = '${id}'`), ["0"]);
});
