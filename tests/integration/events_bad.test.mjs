// What is wrong with events is told, whatever it is; what is good beside it is stored, once.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import net from "node:net";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { ok, person, problem } from "./client.mjs";
import { psql, url } from "./suite.mjs";

let c;

before(async () => {
  c = await person(url);
});

const json = { "content-type": "application/json" };
const lines = { "content-type": "application/x-ndjson" };
const send = (raw, headers = {}) => c.call("POST", "/api/events", { raw, headers: { ...json, ...headers } });
const batch = (raw, headers = {}) => c.call("POST", "/api/events/batch", { raw, headers: { ...json, ...headers } });
const stored = (type) =>
  Number(psql(`select count(*) from events.event where tenant_id = '${c.tenant}' and type = '${type}'`)[0]);
const nested = (n) => "[".repeat(n) + "]".repeat(n);
const newType = () => `t-${randomUUID()}`;

// [what, body, status, code, paths of the errors]
const bad = [
  ["malformed", '{"type":', 400, "bad_json"],
  ["nothing", "", 400, "bad_json"],
  ["two values", '{"type":"a"}{"type":"b"}', 400, "bad_json"],
  ["NaN", '{"type":"a","value":NaN}', 400, "bad_json"],
  ["Infinity in the payload", '{"type":"a","payload":[-Infinity]}', 400, "bad_json"],
  ["not UTF-8", Buffer.from('{"type":"\xff"}', "latin1"), 400, "bad_json"],
  ["a NUL", '{"type":"a\0"}', 400, "bad_json"],
  ["\\u0000 as type", '{"type":"a\\u0000"}', 422, "invalid", ["type"]],
  ["\\u0000 deep down", '{"type":"a","payload":{"b":[1,{"c":"\\u0000"}]}}', 422, "invalid", ["payload.b[1].c"]],
  ["\\u0000 in a name", '{"type":"a","payload":{"b":{"\\u0000":1}}}', 422, "invalid", ["payload.b"]],
  ["a lone surrogate", '{"type":"a","payload":"\\ud800"}', 422, "invalid", ["payload"]],
  ["a lone low surrogate", '{"type":"a","source":"\\udc00"}', 422, "invalid", ["source"]],
  ["1e400 as value", '{"type":"a","value":1e400}', 422, "invalid", ["value"]],
  ["1e400 in the payload", '{"type":"a","payload":{"b":1e400}}', 422, "invalid", ["payload.b"]],
  ["1e-400000 in the payload", '{"type":"a","payload":1e-400000}', 422, "invalid", ["payload"]],
  ["a thousand digits", `{"type":"a","payload":${"9".repeat(1000)}}`, 422, "invalid", ["payload"]],
  ["depth 1,000", `{"type":"a","payload":${nested(1000)}}`, 422, "invalid", [`payload${"[0]".repeat(31)}`]],
  ["depth 100,000", `{"type":"a","payload":${nested(100_000)}}`, 422, "invalid", [`payload${"[0]".repeat(31)}`]],
  ["an array", "[]", 422, "invalid", [""]],
  ["a string", '"x"', 422, "invalid", [""]],
  ["null", "null", 422, "invalid", [""]],
  ["an empty object", "{}", 422, "invalid", ["type"]],
  ["an empty type", '{"type":""}', 422, "invalid", ["type"]],
  ["all at once", '{"source":1,"userId":[],"value":"1","occurredAt":"x","payload":"\\u0000","y":1}', 422, "invalid",
    ["y", "payload", "source", "userId", "value", "occurredAt", "type"]],
  ["too long", JSON.stringify({ type: "é".repeat(121), source: "s".repeat(256), userId: "u".repeat(256) }), 422,
    "invalid", ["type", "source", "userId"]],
  ["an offset is missing", '{"type":"a","occurredAt":"2026-01-01T00:00:00"}', 422, "invalid", ["occurredAt"]],
  ["the year 1970", '{"type":"a","occurredAt":"1970-01-01T00:00:00Z"}', 422, "invalid", ["occurredAt"]],
  ["the year 9999", '{"type":"a","occurredAt":"9999-12-31T00:00:00Z"}', 422, "invalid", ["occurredAt"]],
  ["a payload beyond 1 MB", JSON.stringify({ type: "a", payload: "x".repeat(1 << 20) }), 422, "invalid", ["payload"]],
];

for (const [what, raw, status, code, paths] of bad)
  test(`one event: ${what}`, async () => {
    const { errors, detail } = problem(await send(raw), status, code);
    if (paths) assert.deepEqual(errors.map((e) => e.path).sort(), [...paths].sort());
    else assert.match(detail, /line 1, column \d+: ./);
  });

// [what, type, payload as it comes, as it is kept]
const good = [
  ["a number", "12.50", 12.5],
  ["a string", '"\\u00e9 \\ud83d\\ude00"', "é 😀"],
  ["an array", "[1,[],{}]", [1, [], {}]],
  ["members that stand twice", '{"a":1,"a":2}', { a: 2 }],
  ["the largest numbers", "[1e308,-9.9e308,1e-400]", undefined],
  ["depth 31", nested(31), JSON.parse(nested(31))],
  ["nearly 1 MB", JSON.stringify("x".repeat((1 << 20) - 2))],
];

for (const [what, payload, kept] of good)
  test(`a payload: ${what}`, async () => {
    const { id, status } = ok(await send(`{"type":"kept","payload":${payload}}`), 201);
    assert.equal(status, "enqueued");
    const where = `from events.event where tenant_id = '${c.tenant}' and id = '${id}'`;
    const row = psql(`select left(payload::text, 10000) ${where}`)[0];
    if (payload.length > 10_000)
      assert.equal(Number(psql(`select octet_length(payload::text) ${where}`)[0]), payload.length);
    else if (kept !== undefined) assert.deepEqual(JSON.parse(row), kept);
    else assert.match(row, /^\[1000+, -9900+, 0\.000+1\]$/);
  });

test("content types", async () => {
  for (const type of ["text/plain", "application/xml", "application/jsonx", "application/x-ndjson", ""]) {
    problem(await send('{"type":"a"}', { "content-type": type || null }), 415, "media_type");
  }
  for (const type of ["text/csv", "application/cloudevents+json", ""])
    problem(await batch('{"events":[]}', { "content-type": type || null }), 415, "media_type");
  ok(await send('{"type":"a"}', { "content-type": "Application/JSON; charset=utf-8" }), 201);
});

test("a batch: good and bad ones", async () => {
  const type = newType();
  const events = [
    { type, value: 1 }, { type: 5 }, 7, null, { type, occurredAt: "1970-01-01T00:00:00Z" },
    { type, payload: "fine" }, { type, unknown: true }, { type: "x".repeat(121) },
  ];
  const raw = JSON.stringify({ events }).replace('"fine"', '"fine"}, {"type":"p","payload":"\\u0000"');
  const { items, ...counts } = ok(await batch(raw), 200);
  assert.deepEqual(counts, { accepted: 2, duplicates: 0, rejected: 7, overLimit: 0 });
  assert.deepEqual(items.map((i) => i.index), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(items.map((i) => i.status[0]).join(""), "errrrerrr");
  assert.deepEqual(items[6].errors.map((e) => e.path), ["payload"]);
  for (const item of items) assert.equal(item.status === "enqueued", !item.errors, JSON.stringify(item));
  assert.equal(stored(type), 2);
});

test("a batch: its forms", async () => {
  const type = newType();
  const one = JSON.stringify({ type });
  assert.equal(ok(await batch(`[${one},${one}]`), 200).accepted, 2);
  assert.equal(ok(await batch(`{"events":[${one}]}`), 200).accepted, 1);
  for (const name of ["application/x-ndjson", "application/jsonl", "application/ndjson"])
    assert.equal(ok(await batch(`${one}\n\n${one}\r\n`, { "content-type": name }), 200).accepted, 2);
  assert.equal(stored(type), 9);
  for (const empty of ['{"events":[]}', "[]"]) assert.equal(ok(await batch(empty), 200).items.length, 0);
  assert.equal(ok(await batch("", lines), 200).items.length, 0);
});

test("a batch: JSON that breaks stores nothing", async () => {
  const type = newType();
  const one = JSON.stringify({ type });
  const { detail } = problem(await batch(`{"events":[${one},\n${one},{"type"]}`), 400, "bad_json");
  assert.match(detail, new RegExp(`^line 2, column ${one.length + 9}: `));
  for (const raw of [`[${one}`, `[${one}]]`, `[${one},]`, "", "{", `[${one},{"type":NaN}]`, `${one}\n${one}`])
    problem(await batch(raw), 400, "bad_json");
  problem(await batch(Buffer.from(`[${one},"\xff"]`, "latin1")), 400, "bad_json");
  for (const raw of ["{}", '{"events":{}}', "3", `{"events":[${one}],"more":1}`])
    problem(await batch(raw), 422, "invalid");
  assert.equal(stored(type), 0);
});

test("a batch: a line that breaks costs only itself", async () => {
  const type = newType();
  const one = JSON.stringify({ type });
  const body = Buffer.from([one, '{"type":', one, '"\xff"', "{}", one, `${one} x`].join("\n"), "latin1");
  const { items, accepted, rejected } = ok(await batch(body, lines), 200);
  assert.deepEqual([accepted, rejected], [3, 4]);
  assert.match(items[1].errors[0].message, /^line 2, column 9: /);
  assert.match(items[3].errors[0].message, /^line 4, column 2: not UTF-8/);
  assert.equal(stored(type), 3);
});

test("a batch: keys", async () => {
  const type = newType();
  const key = randomUUID();
  const events = [{ type, idempotencyKey: key }, { type, idempotencyKey: key, value: 2 }, { type }];
  const first = ok(await batch(JSON.stringify(events)), 200);
  assert.deepEqual(first.items.map((i) => i.status), ["enqueued", "duplicate", "enqueued"]);
  assert.equal(first.items[0].id, first.items[1].id);
  const again = ok(await batch(JSON.stringify(events)), 200);
  assert.deepEqual([again.accepted, again.duplicates], [1, 2]);
  assert.equal(again.items[0].id, first.items[0].id);
  // the request's key stands for the events that have none
  const whole = { "idempotency-key": randomUUID() };
  assert.equal(ok(await batch(JSON.stringify(events), whole), 200).accepted, 1);
  assert.equal(ok(await batch(JSON.stringify(events), whole), 200).duplicates, 3);
  assert.equal(stored(type), 4);
});

test("a batch: 10,000 events and one more", async () => {
  const type = newType();
  const list = Array.from({ length: 10_001 }, () => ({ type }));
  const { detail } = problem(await batch(JSON.stringify(list)), 413, "too_large");
  assert.match(detail, /10000 events/);
  problem(await batch(list.map((e) => JSON.stringify(e)).join("\n"), lines), 413, "too_large");
  assert.equal(stored(type), 0);
  assert.equal(ok(await batch(JSON.stringify(list.slice(1))), 200).accepted, 10_000);
  assert.equal(stored(type), 10_000);
});

test("a batch: 10,000 events with everything wrong", async () => {
  const one = `{${Array.from({ length: 150 }, (_, i) => `"x${i}":1`).join(",")}}`;
  const { rejected, items } = ok(await batch(`[${Array(10_000).fill(one).join(",")}]`), 200);
  assert.equal(rejected, 10_000);
  assert.ok(items.every((i) => i.errors.length === 10));
});

test("gzip", async () => {
  const type = newType();
  const gzip = { "content-encoding": "gzip" };
  const packed = gzipSync(JSON.stringify([{ type }, { type }]));
  assert.equal(ok(await batch(packed, gzip), 200).accepted, 2);
  ok(await send(gzipSync(JSON.stringify({ type })), gzip), 201);
  problem(await batch(packed.subarray(0, -9), gzip), 400, "bad_request");
  problem(await batch(Buffer.concat([packed, Buffer.from("x")]), gzip), 400, "bad_request");
  problem(await batch("no gzip", gzip), 400, "bad_request");
  problem(await batch(packed, { "content-encoding": "br" }), 415, "media_type");
  problem(await batch(gzipSync(Buffer.alloc(200 << 20, " ")), gzip), 413, "too_large");
  problem(await batch(gzipSync(Buffer.alloc((16 << 20) + 1, " ")), gzip), 413, "too_large");
  problem(await send(gzipSync(Buffer.alloc((2 << 20) + 1, " ")), gzip), 413, "too_large");
  assert.equal(stored(type), 3);
});

test("bodies that are too large", async () => {
  problem(await send(Buffer.alloc((2 << 20) + 1, " ")), 413, "too_large");
  problem(await batch(Buffer.alloc(16 << 20, " ")), 400, "bad_json");
});

/** Speaks HTTP by hand: pieces of text, and numbers of milliseconds between them. */
async function byHand(pieces, until) {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  let text = "";
  socket.setEncoding("utf8");
  const over = new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("data", (piece) => (text += piece));
    socket.on("end", resolve);
  });
  for (const piece of pieces) {
    if (typeof piece === "number") await new Promise((go) => setTimeout(go, piece));
    else if (piece instanceof RegExp) {
      while (!piece.test(text)) await new Promise((go) => setTimeout(go, 5));
      text = "";
    } else socket.write(piece);
  }
  await over;
  assert.match(text, until);
}

const head = (more) =>
  `POST /api/events HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n` +
  `x-forwarded-for: ${c.address}\r\norigin: ${url}\r\nx-tenant-id: ${c.tenant}\r\n` +
  `cookie: ${[...c.cookies.values()].filter((k) => k.path === "/").map((k) => `${k.name}=${k.value}`).join("; ")}\r\n` +
  `content-type: application/json\r\n${more}\r\n\r\n`;

test("chunked, expected and slow bodies", async () => {
  const type = newType();
  const body = JSON.stringify({ type });
  const half = body.length >> 1;
  const chunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const created = /^HTTP\/1\.1 201/;
  await byHand([head("transfer-encoding: chunked"), chunk(body.slice(0, half)), chunk(body.slice(half)), chunk("")], created);
  await byHand([head(`content-length: ${body.length}\r\nexpect: 100-continue`), /100 Continue/, body], created);
  const slow = [...body].flatMap((letter) => [letter, 5]);
  await byHand([head(`content-length: ${body.length}`), ...slow], created);
  assert.equal(stored(type), 3);
});

test("a body that breaks off is no event", async () => {
  const type = newType();
  const body = JSON.stringify({ type });
  const { hostname, port } = new URL(url);
  await new Promise((gone) => {
    const socket = net.connect(Number(port), hostname, () => {
      socket.write(head(`content-length: ${body.length + 5}`) + body, () => socket.destroy());
    });
    socket.on("close", gone);
  });
  // what is sent after it is answered after it
  ok(await send(body), 201);
  assert.equal(stored(type), 1);
});
