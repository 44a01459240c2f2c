// What is told about events beside them: types, tracked labels, and the events that were refused.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Client, member, ok, person, problem } from "./client.mjs";
import { until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

let ann, program;
before(async () => {
  ann = await person(url);
  program = new Client(url);
  program.key = ok(await ann.post("/api/keys", { name: "K", scopes: ["events:read", "events:write"] }), 201).secret;
});

const rejects = async (client = ann, query = "") => ok(await client.get(`/api/events/rejects${query}`), 200);
const replay = (client, id, event) => client.post(`/api/events/rejects/${id}/replay`, event === undefined ? undefined : { event });
const events = async (client = ann) => ok(await client.get("/api/events?limit=200"), 200).items;

test("types are those that the folder has counted, by how often", async () => {
  const bob = await person(url, "Bob");
  assert.deepEqual(ok(await bob.get("/api/events/types"), 200), { items: [] });
  psql(`select events.make_dataset('${bob.tenant}');
        insert into analytics.part_metric (tenant_id, part_id, metric, series, levels, digests, n, first_at, last_at)
        select y.tenant_id, y.part_id, m.metric, 1, 30, 0, m.n, '2026-01-01Z', '2026-01-02 03:04:05Z'
        from events.tally y, (values ('seldom', 1), ('often', 7), ('never', 0)) as m (metric, n) where y.tenant_id = '${bob.tenant}';`);
  const lastAt = "2026-01-02T03:04:05Z";
  assert.deepEqual(ok(await bob.get("/api/events/types"), 200).items, [{ type: "often", count: 7, lastAt }, { type: "seldom", count: 1, lastAt }]);
  assert.deepEqual(ok(await ann.get("/api/events/types"), 200).items.filter((t) => t.type === "often"), [], "another workspace's are not told");
});

test("a type is there soon after it was sent", async () => {
  const bob = await person(url, "Bob");
  assert.deepEqual(ok(await bob.get("/api/events/types"), 200), { items: [] });
  for (const type of ["often", "seldom", "often"]) ok(await bob.post("/api/events", { type, occurredAt: new Date().toISOString() }), 201);
  const { items } = await until(async () => {
    const body = ok(await bob.get("/api/events/types"), 200);
    return body.items.reduce((n, t) => n + t.count, 0) === 3 && body;
  });
  assert.deepEqual(items.map(({ type, count }) => [type, count]), [["often", 2], ["seldom", 1]]);
  const last = Math.max(...(await events(bob)).filter((e) => e.type === "often").map((e) => Date.parse(e.occurredAt)));
  assert.ok(Math.abs(Date.parse(items[0].lastAt) - last) < 2);
  assert.deepEqual(ok(await ann.get("/api/events/types"), 200).items.filter((t) => t.type === "often"), [], "another workspace's are not told");
});

test("tracked labels: who may, how many, since when, and who did it", async () => {
  assert.deepEqual(ok(await ann.get("/api/events/labels"), 200), { keys: [], items: [] });
  const first = ok(await ann.put("/api/events/labels", { keys: ["region", "plan.name"] }), 200);
  assert.deepEqual(first.keys, ["region", "plan.name"]);
  const second = ok(await ann.put("/api/events/labels", { keys: ["ümlaut", "region"] }), 200);
  assert.deepEqual(second.keys, ["ümlaut", "region"]);
  assert.equal(second.items[1].since, first.items[0].since, "what was tracked goes on");
  assert.ok(Date.parse(second.items[0].since) >= Date.parse(first.items[0].since));
  assert.deepEqual(ok(await ann.get("/api/events/labels"), 200), second);
  for (const [keys, path] of [[["a", "a"], "keys[1]"], [[""], "keys[0]"], [["x".repeat(201)], "keys[0]"], [Array.from("123456789"), "keys"], [[1], "keys"]]) {
    const { errors } = problem(await ann.put("/api/events/labels", { keys }), 422, "invalid");
    assert.ok(errors.some((e) => e.path.startsWith(path)), JSON.stringify(errors));
  }
  assert.deepEqual(ok(await ann.get("/api/events/labels"), 200), second, "nothing of it was stored");
  const entries = ok(await ann.get("/api/audit"), 200).items.filter((a) => a.action === "events.labels");
  assert.deepEqual(entries.map((a) => a.detail.keys), [["ümlaut", "region"], ["region", "plan.name"]]);
  problem(await (await member(ann, "viewer")).put("/api/events/labels", { keys: [] }), 403, "forbidden");
  problem(await program.put("/api/events/labels", { keys: [] }), 403, "forbidden");
  assert.deepEqual(ok(await (await member(ann, "editor")).put("/api/events/labels", { keys: [] }), 200), { keys: [], items: [] });
});

test("what is refused is kept as it came, with what was wrong", async () => {
  problem(await program.post("/api/events", { type: 7, valu: 1, occurredAt: "soon" }), 422, "invalid");
  problem(await program.call("POST", "/api/events", { raw: '{"type":"half', headers: { "content-type": "application/json" } }), 400, "bad_json");
  const { items, total, nextCursor } = await rejects();
  assert.equal(nextCursor, null);
  assert.equal(total, items.length);
  const [last] = items.filter((r) => r.raw.includes("valu"));
  assert.deepEqual(JSON.parse(last.raw), { type: 7, valu: 1, occurredAt: "soon" });
  assert.equal(last.way, "api");
  assert.ok(last.keyId);
  assert.deepEqual(last.errors.map((e) => e.path).sort(), ["occurredAt", "type", "valu"].sort());
  for (const e of last.errors) assert.ok(e.code && e.message);
  assert.deepEqual([last.replayedId, last.replayedAt, last.truncated], [null, null, false]);
});

test("a refused event is stored once, corrected", async () => {
  const carl = await person(url, "Carl");
  problem(await carl.post("/api/events", { type: "x".repeat(121), userId: "u" }), 422, "invalid");
  const [{ id }] = (await rejects(carl)).items;
  const { errors } = problem(await replay(carl, id), 422, "invalid");
  assert.deepEqual(errors.map((e) => e.path), ["type"]);
  assert.deepEqual(problem(await replay(carl, id, { type: "y", payloa: 1 }), 422, "invalid").errors.map((e) => e.path), ["payloa"]);
  problem(await replay(carl, id, { type: "y", occurredAt: "2001-01-01T00:00:00Z" }), 422, "invalid");
  assert.equal((await rejects(carl)).items.length, 1, "a try that fails is no further reject");
  assert.deepEqual(await events(carl), []);

  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => replay(carl, id, { type: "mended", value: i, payload: { i } })));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 200, 200, 200, 200, 200, 201]);
  const made = answers.find((a) => a.status === 201).body;
  for (const a of answers) assert.equal(a.body.id, made.id);
  const stored = await events(carl);
  assert.deepEqual(stored.map((e) => [e.id, e.type]), [[made.id, "mended"]]);
  const [kept] = (await rejects(carl)).items;
  assert.deepEqual([kept.id, kept.replayedId, kept.way], [id, made.id, "api"]);
  assert.equal(stored[0].occurredAt, kept.receivedAt, "without a time of its own it happened when it came");

  // long after the key was forgotten
  psql(`delete from events.seen where tenant_id = '${carl.tenant}';`);
  assert.deepEqual(ok(await replay(carl, id, { type: "another" }), 200), { id: made.id, status: "duplicate" });
  assert.equal((await events(carl)).length, 1);
});

test("a refused event is stored as it came when it has become right", async () => {
  const dora = await person(url, "Dora");
  const ahead = new Date(Date.now() + 26 * 3600e3).toISOString();
  problem(await dora.post("/api/events", { type: "early", occurredAt: ahead, source: "clock" }), 422, "invalid");
  const [{ id }] = (await rejects(dora)).items;
  problem(await replay(dora, id), 422, "invalid");
  psql(`update events.reject set raw = replace(raw, '${ahead}', '${new Date().toISOString()}') where id = '${id}';`);
  const { id: made } = ok(await replay(dora, id), 201);
  assert.deepEqual((await events(dora)).map((e) => [e.id, e.type, e.source]), [[made, "early", "clock"]]);
  psql(`update events.reject set truncated = true, replayed_id = null where id = '${id}';`);
  problem(await replay(dora, id), 409, "bad_state");
});

test("each way's text is read in its own way again", async () => {
  const gus = await person(url, "Gus");
  const now = new Date().toISOString();
  const ways = {
    api: [{ type: "ours", occurredAt: now }, "ours"],
    batch: [{ type: "one of many", idempotencyKey: "k" }, "one of many"],
    cloudevents: [{ specversion: "1.0", id: "1", source: "/here", type: "com.example.t", time: now, data: { a: 1 } }, "com.example.t"],
    entvas: [{ eventType: "page_view", userId: "12", timestamp: now }, "page_view"],
    segment: [{ type: "track", event: "Bought", userId: "u", messageId: "m", timestamp: now }, "Bought"],
  };
  for (const [way, [event, type]] of Object.entries(ways)) {
    const [id] = psql(`insert into events.reject (tenant_id, id, way, raw, errors)
                       values ('${gus.tenant}', uuid_v7(), '${way}', '${JSON.stringify(event)}', '[]') returning id;`);
    const made = ok(await replay(gus, id), 201);
    assert.equal(ok(await gus.get(`/api/events/${made.id}`), 200).type, type, way);
    assert.equal((await rejects(gus)).items[0].way, way);
  }
  const [id] = psql(`insert into events.reject (tenant_id, id, way, raw, errors)
                     values ('${gus.tenant}', uuid_v7(), 'webhook', '{}', '[]') returning id;`);
  problem(await replay(gus, id), 409, "bad_state");
  ok(await replay(gus, id, { type: "corrected" }), 201);
});

test("refused events are the workspace's own, and for those who may write", async () => {
  const [{ id }] = (await rejects()).items;
  const eve = await person(url, "Eve");
  assert.deepEqual(await rejects(eve), { items: [], nextCursor: null, total: 0 });
  problem(await replay(eve, id, { type: "mine" }), 404, "not_found");
  problem(await replay(await member(ann, "viewer"), id, { type: "t" }), 403, "forbidden");
  problem(await replay(ann, "nothing", { type: "t" }), 404, "not_found");
  ok(await replay(program, id, { type: "by a program" }), 201);
});

test("refused events come by pages", async () => {
  const finn = await person(url, "Finn");
  for (let i = 0; i < 7; i++) problem(await finn.post("/api/events", { n: i }), 422, "invalid");
  const seen = [];
  for (let cursor = ""; cursor !== null;) {
    const page = await rejects(finn, `?limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map((r) => JSON.parse(r.raw).n));
    assert.equal(page.total, 7);
    cursor = page.nextCursor;
  }
  assert.deepEqual(seen, [6, 5, 4, 3, 2, 1, 0]);
  problem(await finn.get("/api/events/rejects?cursor=eA"), 422, "invalid");
  problem(await finn.get("/api/events/rejects?nothing=1"), 422, "invalid");
});
