// Entvas's webhook: the bodies and statuses that its users know, and not its defects.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { randomUUID } from "node:crypto";
import { Client, ok, person } from "./client.mjs";
import { psql, url } from "./suite.mjs";

let owner, sender;

before(async () => {
  owner = await person(url);
  sender = new Client(url);
  sender.key = ok(await owner.post("/api/keys", { name: "Feeder", scopes: ["events:write"] }), 201).secret;
});

const soon = () => new Date(Date.now() - 1000).toISOString().replace(/\.\d+/, "");
const event = (more) => ({
  eventType: "page_view", userId: "123", timestamp: soon(), metadata: { page: "home", browser: "chrome" }, ...more,
});
const stored = (id) =>
  JSON.parse(psql(`select to_jsonb(e) from events.event e where tenant_id = '${owner.tenant}' and id = '${id}'`)[0]);
const count = (table) => Number(psql(`select count(*) from events.${table} where tenant_id = '${owner.tenant}'`)[0]);

test("an event of its feeder is received", async () => {
  const sent = event();
  const body = ok(await sender.post("/webhook", sent), 200);
  assert.deepEqual(Object.keys(body), ["success", "message", "data"]);
  assert.equal(body.success, true);
  assert.equal(body.message, "Event received successfully");
  assert.deepEqual(Object.keys(body.data), ["eventId", "receivedAt"]);
  assert.ok(Math.abs(Date.parse(body.data.receivedAt) - Date.now()) < 60e3);
  const row = stored(body.data.eventId);
  assert.deepEqual([row.type, row.user_id, row.payload], ["page_view", "123", sent.metadata]);
  assert.equal(Date.parse(row.occurred_at), Date.parse(sent.timestamp));
});

test("a UUID is a user, metadata is optional and may hold anything", async () => {
  const user = randomUUID();
  const { data } = ok(await sender.post("/webhook", { eventType: "log", userId: user, timestamp: soon() }), 200);
  assert.deepEqual([stored(data.eventId).user_id, stored(data.eventId).payload], [user, null]);
  const metadata = { page: "pricing", user: { plan: "pro", tags: ["a"] } };
  const more = ok(await sender.post("/webhook", event({ metadata })), 200);
  assert.deepEqual(stored(more.data.eventId).payload, metadata);
});

test("the same event sent twice is stored once, also at the same instant", async () => {
  const sent = event({ userId: "77" });
  const before = count("event");
  const answers = await Promise.all(Array.from({ length: 10 }, () => sender.post("/webhook", sent)));
  assert.equal(new Set(answers.map((a) => ok(a, 200).data.eventId)).size, 1);
  assert.equal(count("event"), before + 1);
});

test("with an Idempotency-Key another body under it is a conflict", async () => {
  const keyed = { headers: { "idempotency-key": randomUUID() } };
  const first = ok(await sender.post("/webhook", event({ userId: "1" }), keyed), 200);
  const other = await sender.post("/webhook", event({ userId: "2" }), keyed);
  assert.deepEqual([other.status, other.body.success], [409, false]);
  assert.ok(first.data.eventId);
});

test("every invalid field is listed, and the event is kept as a reject", async () => {
  const before = count("reject");
  const answer = await sender.post("/webhook",
    { eventType: "invalid_type", userId: "invalid_user", timestamp: "invalid-timestamp" });
  assert.equal(answer.status, 400);
  assert.equal(answer.type, "application/json");
  assert.deepEqual([answer.body.success, answer.body.message], [false, "Validation failed"]);
  assert.deepEqual(answer.body.errors.map((e) => [e.path, e.type]),
    [[["eventType"], "any.only"], [["userId"], "string.guid"], [["timestamp"], "string.isoDate"]]);
  assert.match(answer.body.errors[0].message, /^eventType must be one of: page_view, user_joined/);
  assert.equal(count("reject"), before + 1);
  const [kept] = psql(`select way, raw from events.reject where tenant_id = '${owner.tenant}' order by id desc limit 1`);
  assert.ok(kept.startsWith('entvas|{"eventType":"invalid_type"'), kept);
});

test("what is missing, of another type or not known", async () => {
  const paths = async (body) => {
    const answer = await sender.post("/webhook", body);
    assert.equal(answer.status, 400, answer.text);
    return answer.body.errors.map((e) => `${e.path.join(".")} ${e.type}`);
  };
  assert.deepEqual(await paths({}), ["eventType any.required", "userId any.required", "timestamp any.required"]);
  assert.deepEqual(await paths(event({ userId: 5, metadata: "x" })), ["userId string.base", "metadata object.base"]);
  assert.deepEqual(await paths(event({ userId: "" })), ["userId string.empty"]);
  assert.deepEqual(await paths(event({ surprise: 1 })), ["surprise object.unknown"]);
  assert.deepEqual(await paths(event({ timestamp: "1999-01-01T00:00:00Z" })), ["timestamp date.min"]);
  assert.deepEqual(await paths(event({ timestamp: "2999-01-01T00:00:00Z" })), ["timestamp date.max"]);
});

test("malformed JSON is the sender's mistake", async () => {
  for (const raw of ['{"eventType":', "", "[]", '"x"', '{"eventType":"\\u0000"}']) {
    const answer = await sender.call("POST", "/webhook", { raw, headers: { "content-type": "application/json" } });
    assert.deepEqual([answer.status, answer.body.success], [400, false], raw);
  }
});

test("a missing, wrong or too narrow key", async () => {
  const nobody = new Client(url);
  const refused = async (c) => {
    const { status, body } = await c.post("/webhook", event());
    assert.deepEqual(Object.keys(body), ["success", "error"]);
    assert.equal(body.success, false);
    return [status, body.error];
  };
  assert.deepEqual(await refused(nobody), [401, "Invalid or missing API key"]);
  nobody.key = `bw_000000000000_${"x".repeat(43)}`;
  assert.deepEqual(await refused(nobody), [401, "Invalid or missing API key"]);
  nobody.key = ok(await owner.post("/api/keys", { name: "Reader", scopes: ["events:read"] }), 201).secret;
  assert.equal((await refused(nobody))[0], 403);
});

test("GET /webhook is told what it takes", async () => {
  const answer = await sender.get("/webhook");
  assert.deepEqual([answer.status, answer.headers.allow], [405, "POST"]);
});
