// CloudEvents 1.0 on POST /api/events, sent by the SDK from npm as it is, and by hand where it cannot.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { CloudEvent, emitterFor, httpTransport, Mode } from "cloudevents";
import { ok, person, problem } from "./client.mjs";
import { psql, url } from "./suite.mjs";

const structured = { "content-type": "application/cloudevents+json; charset=utf-8" };
const batched = { "content-type": "application/cloudevents-batch+json" };
let c, secret;

before(async () => {
  c = await person(url);
  secret = ok(await c.post("/api/keys", { name: "CloudEvents", scopes: ["events:write"] }), 201).secret;
});

/** Through the SDK, with an API key; the parsed answer. */
async function emit(event, mode) {
  const send = emitterFor(httpTransport(`${url}/api/events`), { mode });
  const { body } = await send(event, { headers: { "x-api-key": secret, "x-forwarded-for": c.address } });
  return JSON.parse(body);
}

const stored = (id) =>
  JSON.parse(psql(`select jsonb_build_object('type', type, 'source', source, 'userId', user_id, 'value', value,
    'at', occurred_at at time zone 'UTC', 'payload', payload)
    from events.event where tenant_id = '${c.tenant}' and id = '${id}'`)[0]);
const attributes = () => ({ id: randomUUID(), source: "/shop/1", type: "order.placed" });
const now = () => new Date().toISOString();

for (const mode of [Mode.STRUCTURED, Mode.BINARY]) {
  test(`the SDK, ${mode}: every attribute arrives`, async () => {
    const time = now();
    const event = new CloudEvent({ ...attributes(), time, subject: "o-17", region: "eu", userid: "u-1", value: 12,
      data: { total: 12, lines: [{ sku: "a" }] } });
    const { id, status } = await emit(event, mode);
    assert.equal(status, "enqueued");
    const row = stored(id);
    assert.equal(row.type, "order.placed");
    assert.equal(row.source, "/shop/1");
    assert.equal(row.userId, "u-1");
    assert.equal(row.value, 12);
    assert.equal(Date.parse(`${row.at}Z`), Date.parse(time));
    assert.deepEqual(row.payload, { total: 12, lines: [{ sku: "a" }], cloudevent: { subject: "o-17", region: "eu" } });
  });

  test(`the SDK, ${mode}: data alone is the payload`, async () => {
    const { id } = await emit(new CloudEvent({ ...attributes(), data: { a: [1, null], b: "é" } }), mode);
    assert.deepEqual(stored(id).payload, { a: [1, null], b: "é" });
  });

  test(`the SDK, ${mode}: (source,id) is stored once`, async () => {
    const event = new CloudEvent({ ...attributes(), data: { n: 1 } });
    const first = await emit(event, mode);
    const again = await emit(event.cloneWith({ data: { n: 2 } }), mode);
    assert.deepEqual(again, { id: first.id, status: "duplicate" });
    assert.deepEqual(stored(first.id).payload, { n: 1 });
    const elsewhere = await emit(event.cloneWith({ source: "/shop/2" }), mode);
    assert.equal(elsewhere.status, "enqueued");
  });

  test(`the SDK, ${mode}: text`, async () => {
    const event = new CloudEvent({ ...attributes(), datacontenttype: "text/plain", data: 'Ünïcode "text"' });
    assert.equal(stored((await emit(event, mode)).id).payload, 'Ünïcode "text"');
  });
}

test("the same event in both forms is one", async () => {
  const event = new CloudEvent({ ...attributes(), data: { n: 1 } });
  const first = await emit(event, Mode.STRUCTURED);
  assert.deepEqual(await emit(event, Mode.BINARY), { id: first.id, status: "duplicate" });
});

test("the SDK: bytes", async () => {
  const data = new Uint8Array([0, 1, 2, 255]);
  const kept = { data_base64: "AAEC/w==", cloudevent: { datacontenttype: "image/png" } };
  for (const mode of [Mode.STRUCTURED, Mode.BINARY]) {
    const event = new CloudEvent({ ...attributes(), datacontenttype: "image/png", data });
    assert.deepEqual(stored((await emit(event, mode)).id).payload, kept, mode);
  }
});

test("batched", async () => {
  const events = [1, 2, 3].map((n) => new CloudEvent({ ...attributes(), data: { n } }));
  const body = [...events, events[0], { specversion: "1.0", id: "x" }];
  const answer = ok(await c.post("/api/events", body, { headers: batched }), 200);
  assert.deepEqual(answer.items.map((i) => i.status), ["enqueued", "enqueued", "enqueued", "duplicate", "rejected"]);
  assert.deepEqual(answer.items[4].errors.map((e) => e.path), ["type", "source"]);
  assert.deepEqual(stored(answer.items[2].id).payload, { n: 3 });
  problem(await c.call("POST", "/api/events", { raw: "[{]", headers: batched }), 400, "bad_json");
  problem(await c.post("/api/events", { events: [] }, { headers: batched }), 400, "bad_json");
});

const broken = [
  ["no attributes", {}, ["specversion", "type", "source", "id"]],
  ["another version", { specversion: "0.3", id: "1", source: "/", type: "t" }, ["specversion"]],
  ["empty ones", { specversion: "1.0", id: "", source: "", type: "", subject: "" }, ["type", "source", "id", "subject"]],
  ["wrong types", { specversion: 1, id: 1, source: {}, type: [], time: 5 }, ["source", "type", "specversion", "id", "time"]],
  ["a wrong name", { specversion: "1.0", id: "1", source: "/", type: "t", "my-ext": 1 }, ["my-ext"]],
  ["a wrong time", { specversion: "1.0", id: "1", source: "/", type: "t", time: "yesterday" }, ["time"]],
  ["both data", { specversion: "1.0", id: "1", source: "/", type: "t", data: 1, data_base64: "AA==" }, ["data_base64"]],
  ["no base64", { specversion: "1.0", id: "1", source: "/", type: "t", data_base64: "a*b" }, ["data_base64"]],
  ["an old time", { specversion: "1.0", id: "1", source: "/", type: "t", time: "1999-01-01T00:00:00Z" }, ["time"]],
  ["too long", { specversion: "1.0", id: "1", source: "s".repeat(256), type: "t".repeat(121), userid: "u".repeat(256) },
    ["source", "type", "userid"]],
];

for (const [what, body, paths] of broken)
  test(`structured: ${what}`, async () => {
    const { errors } = problem(await c.post("/api/events", body, { headers: structured }), 422, "invalid");
    for (const path of paths) assert.ok(errors.some((e) => e.path === path), `${path}: ${JSON.stringify(errors)}`);
  });

test("structured: long names are fine, and stored once", async () => {
  const event = { specversion: "1.0", id: randomUUID() + "i".repeat(200), source: "s".repeat(255), type: "t" };
  const first = ok(await c.post("/api/events", event, { headers: structured }), 201);
  assert.equal(ok(await c.post("/api/events", event, { headers: structured }), 200).id, first.id);
});

test("structured: what jsonb cannot hold is told by its path", async () => {
  const raw = '{"specversion":"1.0","id":"1","source":"/","type":"t","data":{"a":["\\u0000"]}}';
  const { errors } = problem(await c.call("POST", "/api/events", { raw, headers: structured }), 422, "invalid");
  assert.equal(errors[0].path, "data.a[0]");
});

test("binary: headers by hand", async () => {
  const by = (headers, raw = "") => c.call("POST", "/api/events", { raw, headers: { "content-type": null, ...headers } });
  const head = { "ce-specversion": "1.0", "ce-id": randomUUID(), "ce-source": "/a%20b%C3%A9", "ce-type": "t" };
  const { id } = ok(await by({ ...head, "ce-subject": '"50% \\"off\\""', "ce-time": now() }), 201);
  const row = stored(id);
  assert.equal(row.source, "/a bé");
  assert.deepEqual(row.payload, { cloudevent: { subject: '50% "off"' } });
  const { errors } = problem(await by({ "ce-id": "1" }), 422, "invalid");
  assert.deepEqual(errors.map((e) => e.path).sort(), ["source", "specversion", "type"]);
  problem(await by({ ...head, "ce-id": "%00" }), 422, "invalid");
  problem(await by({ ...head, "ce-value": "much" }), 422, "invalid");
  problem(await by({ ...head, "content-type": "application/json" }, "{"), 400, "bad_json");
  problem(await by({ ...head, "content-type": "application/json" }, '"\\u0000"'), 422, "invalid");
});
