// Segment's HTTP API, through the library that Segment publishes and by hand.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Analytics } from "@segment/analytics-node";
import { Client, ok, person } from "./client.mjs";
import { pids, until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

let owner, writeKey;

before(async () => {
  owner = await person(url);
  writeKey = await makeKey();
});

async function makeKey(more) {
  return ok(await owner.post("/api/keys", { name: "Shop", scopes: ["events:write"], ...more }), 201).secret;
}

const rows = (where = "true") =>
  psql(`select to_jsonb(e) from events.event e where tenant_id = '${owner.tenant}' and ${where} order by id`).map((l) => JSON.parse(l));
const count = (where) => Number(psql(`select count(*) from events.event where tenant_id = '${owner.tenant}' and ${where}`)[0]);
const rejects = () => psql(`select way, raw, errors from events.reject where tenant_id = '${owner.tenant}' order by id`);

/** What the library does; rejects when it tells of a failure. */
async function through(settings, work) {
  const analytics = new Analytics({ writeKey, host: url, flushInterval: 50, ...settings });
  const failures = [];
  analytics.on("error", (e) => failures.push(e));
  await work(analytics);
  await analytics.closeAndFlush({ timeout: 60000 });
  return failures;
}

/** By hand; the key as user name of Basic auth unless `headers` say otherwise. */
function post(path, body, headers = {}) {
  const auth = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  const raw = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
  return new Client(url).call("POST", path,
    { raw, headers: { "content-type": "application/json", authorization: auth, origin: null, ...headers } });
}

test("the library's six calls arrive as what they are", async () => {
  const failures = await through({}, (a) => {
    a.identify({ userId: "u-1", traits: { plan: "pro" } });
    a.track({ userId: "u-1", event: "Order Completed", properties: { revenue: 12.5, items: ["a", "b"] } });
    a.page({ anonymousId: "a-1", category: "docs", name: "Home", properties: { path: "/" } });
    a.screen({ userId: "u-1", name: "Cart" });
    a.group({ userId: "u-1", groupId: "g-1", traits: { size: 5 } });
    a.alias({ userId: "u-1", previousId: "a-1" });
  });
  assert.deepEqual(failures, []);
  const all = rows();
  assert.deepEqual(all.map((e) => e.type).sort(), ["Order Completed", "alias", "group", "identify", "page", "screen"]);
  const of = (type) => all.find((e) => e.type === type);
  const order = of("Order Completed");
  assert.deepEqual([order.user_id, order.value, order.source], ["u-1", 12.5, "@segment/analytics-node"]);
  assert.deepEqual(order.payload.properties, { revenue: 12.5, items: ["a", "b"] });
  assert.equal(order.payload.context.library.name, "@segment/analytics-node");
  assert.deepEqual([of("page").user_id, of("page").payload.name], ["a-1", "Home"]);
  assert.deepEqual(of("identify").payload.traits, { plan: "pro" });
  assert.equal(of("group").payload.groupId, "g-1");
  assert.equal(of("alias").payload.previousId, "a-1");
  assert.ok(!JSON.stringify(all).includes(writeKey), "the key is not stored");
});

/** The worker of bw-events: the process whose parent is one, too. */
function worker() {
  const all = pids("bw-events");
  const parent = (pid) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]);
  return all.find((pid) => all.includes(parent(pid)));
}

/** Keeps every commit of events waiting until the answer is called. */
async function holdCommits() {
  const [command, ...words] = process.env.BW_TEST_PSQL.split(" ");
  const session = spawn(command, [...words, "-XqAt"], { stdio: ["pipe", "pipe", "inherit"] });
  session.stdin.write("begin; lock table events.event in share mode; select 'held';\n");
  await once(session.stdout, "data");
  return async () => {
    session.stdin.end("commit;\n");
    await once(session, "exit");
  };
}
const waiting = () => Number(psql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")[0]);

test("nothing is lost and nothing doubled while the program is killed under it", async () => {
  const n = 1000, killed = new Set();
  let requests = 0;
  const release = await holdCommits();
  const failures = await through({ flushAt: 10, maxRetries: 50, httpRequestTimeout: 60000 }, async (a) => {
    a.on("http_request", () => requests++);
    for (let i = 0; i < n; i++)
      a.track({ userId: `u-${i % 7}`, event: "Killed", properties: { i }, messageId: `m-${i}` });
    // each time with a commit on its way, which PostgreSQL may carry out although nobody is there to hear
    try {
      for (let k = 1; k <= 3; k++) {
        await until(() => waiting() >= k && worker() && !killed.has(worker()), 20, "a commit that waits");
        killed.add(worker());
        process.kill(worker(), "SIGKILL");
      }
    } finally {
      await release();
    }
  });
  assert.deepEqual(failures, []);
  assert.ok(requests > n / 10, "some were sent again");
  assert.equal(count("type = 'Killed'"), n);
  assert.equal(psql(`select count(distinct payload->'properties'->'i') from events.event
    where tenant_id = '${owner.tenant}' and type = 'Killed'`)[0], String(n));
});

test("a message that is sent again counts once, whoever sends it and with whatever in it", async () => {
  const messageId = randomUUID();
  const call = { userId: "u", event: "Once", messageId };
  ok(await post("/v1/track", call), 200);
  ok(await post("/v1/track", { ...call, properties: { other: 1 } }), 200);
  ok(await post("/v1/batch", { batch: [{ ...call, type: "track" }, { ...call, type: "track" }] }), 200);
  assert.equal(count("type = 'Once'"), 1);
});

test("the key as Basic user name, in the body, in our header; /v1/import; gzip", async () => {
  const call = (event) => ({ type: "track", userId: "u", event });
  const none = { authorization: null };
  assert.deepEqual(ok(await post("/v1/track", call("basic")), 200), { success: true });
  ok(await post("/v1/track", { ...call("body"), writeKey }, none), 200);
  ok(await post("/v1/batch", { batch: [call("batch body")], writeKey }, none), 200);
  ok(await post("/v1/track", call("header"), { ...none, "x-api-key": writeKey }), 200);
  ok(await post("/v1/import", { batch: [call("import")] }), 200);
  const packed = gzipSync(JSON.stringify({ batch: [call("gzip")], writeKey }));
  ok(await post("/v1/batch", packed, { ...none, "content-encoding": "gzip" }), 200);
  for (const event of ["basic", "body", "batch body", "header", "import", "gzip"])
    assert.equal(count(`type = '${event}'`), 1, event);
});

test("a clock that goes wrong is corrected by the time of sending", async () => {
  const wrong = Date.now() + 40 * 86400e3;
  const time = (ms) => new Date(ms).toISOString();
  ok(await post("/v1/track", { userId: "u", event: "Skewed", timestamp: time(wrong - 5000), sentAt: time(wrong) }), 200);
  const [skewed] = rows("type = 'Skewed'");
  const ago = Date.parse(skewed.received_at ?? time(Date.now())) - Date.parse(skewed.occurred_at);
  assert.ok(ago > 4000 && ago < 60000, `${ago} ms before it was received`);
  const past = time(Date.now() - 3600e3);
  ok(await post("/v1/track", { userId: "u", event: "Told", timestamp: past }), 200);
  assert.equal(Date.parse(rows("type = 'Told'")[0].occurred_at), Date.parse(past));
});

test("one bad call does not sink a batch: it is kept as a reject", async () => {
  const before = rejects().length;
  const batch = [
    { type: "track", userId: "u", event: "Good 1" },
    { type: "track", userId: "u" },
    { type: "sing", userId: "u" },
    { type: "track", userId: "u", event: "x".repeat(121) },
    { type: "page", userId: "u", timestamp: "1990-01-01T00:00:00Z" },
    { type: "page" },
    "nonsense",
    { type: "track", userId: "u", event: "Good 2" },
  ];
  ok(await post("/v1/batch", { batch }), 200);
  assert.equal(count("type like 'Good %'"), 2);
  const kept = rejects();
  assert.equal(kept.length, before + 6);
  assert.ok(kept.some((r) => r.startsWith("segment|") && r.includes('"path": "event"')), kept.join("\n"));
});

test("a refused call is kept so that it can be sent again, without the key", async () => {
  const time = new Date(Date.now() + 48 * 3600e3).toISOString();
  const answer = await post("/v1/track", { userId: "u", event: "Too early", timestamp: time, writeKey }, { authorization: null });
  assert.equal(answer.status, 400);
  const kept = ok(await owner.get("/api/events/rejects"), 200).items[0];
  assert.deepEqual(JSON.parse(kept.raw), { type: "track", userId: "u", event: "Too early", timestamp: time });
  assert.equal(kept.errors[0].path, "occurredAt");
  ok(await owner.post(`/api/events/rejects/${kept.id}/replay`, { event: { type: "Too early", userId: "u" } }), 201);
  assert.equal(count("type = 'Too early'"), 1);
});

/** What an SDK is told: 400 means never again. */
async function refused(answer, status, code) {
  const { body, type } = await answer;
  assert.equal((await answer).status, status, (await answer).text);
  assert.equal(type, "application/json");
  assert.deepEqual([body.success, body.code, typeof body.message], [false, code, "string"]);
}

test("what is for good wrong is 400, a key that is none 401", async () => {
  await refused(post("/v1/track", { userId: "u" }), 400, "invalid");
  await refused(post("/v1/track", "{"), 400, "bad_json");
  await refused(post("/v1/track", ""), 400, "bad_json");
  await refused(post("/v1/batch", {}), 400, "invalid");
  await refused(post("/v1/batch", { batch: [], pad: "x".repeat(5 << 20) }), 400, "too_large");
  await refused(post("/v1/batch", Buffer.from("no gzip"), { "content-encoding": "gzip" }), 400, "bad_request");
  await refused(post("/v1/batch", gzipSync("0".repeat(5 << 20)), { "content-encoding": "gzip" }), 400, "too_large");
  await refused(post("/v1/track", { userId: "u", event: "e" }, { authorization: null }), 401, "unauthenticated");
  await refused(post("/v1/track", { userId: "u", event: "e" }, { authorization: "Basic !!" }), 401, "unauthenticated");
  await refused(post("/v1/track", { userId: "u", event: "e", writeKey: "unknown" }, { authorization: null }), 401, "unauthenticated");
  const reader = await makeKey({ scopes: ["events:read"] });
  await refused(post("/v1/track", { userId: "u", event: "e", writeKey: reader }, { authorization: null }), 403, "scope_missing");
});

test("a batch of a thousand calls, and of none", async () => {
  const batch = Array.from({ length: 1000 }, (_, i) => ({ type: "track", userId: "u", event: "Many", messageId: `many-${i}` }));
  ok(await post("/v1/batch", { batch }), 200);
  assert.equal(count("type = 'Many'"), 1000);
  ok(await post("/v1/batch", { batch: [] }), 200);
});
