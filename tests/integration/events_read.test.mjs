// Events read back: filters, pages while events arrive, export, types, labels, rejects.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import http from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
import { before, test } from "node:test";
import { Client, member, ok, person, problem } from "./client.mjs";
import { pids, until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

const literal = (value) => (value === null || value === undefined ? "null" : `'${String(value).replaceAll("'", "''")}'`);

/** Puts events straight into the table, one a millisecond, the last one received `ago` seconds ago. */
function fill(tenant, events, ago = 60) {
  const rows = events.map((e, i) => `(${i}, ${[e.type, e.source, e.userId, e.value, e.occurredAt,
    e.payload === undefined ? null : JSON.stringify(e.payload)].map(literal).join(", ")})`);
  return psql(`
    insert into events.event (tenant_id, id, type, source, user_id, value, occurred_at, payload)
    select '${tenant}', events.id_at(r.at), e.type, e.source, e.user_id, e.value::float8,
           coalesce(e.occurred_at::timestamptz, r.at), e.payload::jsonb
    from (values ${rows.join(",\n")}) as e (n, type, source, user_id, value, occurred_at, payload)
    cross join lateral (select now() - interval '${ago} s' - (${events.length} - e.n) * interval '1 ms' as at) r
    order by e.n returning id;`).filter((line) => /^[0-9a-f-]{36}$/.test(line));
}

/** So many alike, whose payload is {"n":1…}, received one a millisecond until `ago` seconds ago. */
const many = (tenant, n, ago = 60, type = "bulk") => psql(`
  insert into events.event (tenant_id, id, type, user_id, occurred_at, payload)
  select '${tenant}', events.id_at(r.at), '${type}', 'u' || g % 10, r.at, jsonb_build_object('n', g, 'note', md5(g::text))
  from generate_series(1, ${n}) g
  cross join lateral (select now() - interval '${ago} s' - (${n} - g) * interval '1 ms' as at) r;`);

/** All pages of a listing, with what came between two of them. */
async function pages(client, path, between = () => {}) {
  const items = [], seen = [];
  for (let cursor = ""; cursor !== null;) {
    const page = ok(await client.get(`${path}${path.includes("?") ? "&" : "?"}${cursor && `cursor=${cursor}`}`), 200);
    items.push(...page.items);
    seen.push(page);
    cursor = page.nextCursor;
    if (cursor !== null) await between();
  }
  return { items, pages: seen };
}

/** The cells of a CSV text (RFC 4180). */
function parseCsv(text) {
  const rows = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        assert.ok(at < text.length, "a quote without its end");
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else {
      while (at < text.length && !",\r\n\"".includes(text[at])) cell += text[at++];
    }
    rows.at(-1).push(cell);
    if (text[at] === ",") at++;
    else if (text.startsWith("\r\n", at)) {
      at += 2;
      if (at < text.length) rows.push([]);
    } else assert.equal(at, text.length, `what stands behind a cell: ${JSON.stringify(text.slice(at, at + 20))}`);
    if (at === text.length && text.endsWith(",")) rows.at(-1).push("");
  }
  return rows;
}

let ann;
before(async () => {
  ann = await person(url);
  fill(ann.tenant, [
    { type: "a", source: "web", userId: "1", value: 1.5, payload: { region: "eu", deep: { er: "x" }, "a.b": "dotted" } },
    { type: "b", source: "app", userId: "2", payload: { region: "us", n: 7, yes: true } },
    { type: "c", userId: "2", payload: ["Needle"] },
    { type: "a", source: "app", value: -0.25, occurredAt: "2026-01-02T03:04:05.678Z" },
    { type: "b", source: "web", userId: "3", value: 1e300, payload: "just text" },
  ]);
});

const found = async (query) => (await pages(ann, `/api/events?${query}`)).items.map((e) => e.type + (e.userId ?? "")).join(" ");

test("an event is told whole, in a list and alone", async () => {
  const { items } = await pages(ann, "/api/events?userId=1");
  const { id, receivedAt, occurredAt, ...rest } = items[0];
  assert.deepEqual(rest, { type: "a", source: "web", userId: "1", value: 1.5, payload: { region: "eu", deep: { er: "x" }, "a.b": "dotted" }, keyId: null });
  assert.ok(Math.abs(Date.parse(receivedAt) - Date.parse(occurredAt)) < 2, "they were the same moment");
  assert.deepEqual(ok(await ann.get(`/api/events/${id}`), 200), items[0]);
  problem(await ann.get("/api/events/00000000-0000-7000-8000-000000000000"), 404, "not_found");
  problem(await ann.get("/api/events/nothing"), 404, "not_found");
});

test("filters, alone and together", async () => {
  for (const [query, answer] of [
    ["", "b3 a c2 b2 a1"], ["type=a", "a a1"], ["type=a&type=c", "a c2 a1"], ["type=nothing", ""], ["source=app", "a b2"],
    ["source=app&source=web", "b3 a b2 a1"], ["userId=2", "c2 b2"], ["userId=2&type=b", "b2"],
    ["where.region=eu", "a1"], ["where.deep.er=x", "a1"], ["where.a.b=dotted", "a1"], ["where.n=7&where.yes=true", "b2"],
    ["where.n=7&where.yes=false", ""], ["q=NEEDLE", "c2"], ["q=just+te", "b3"], ["q=app", "a b2"], ["q=100%25", ""],
    ["from=2026-01-02T03:04:05.678Z&to=2026-01-02T03:04:05.679Z", "a"], ["from=2026-01-02T03:04:05.679Z", "b3 c2 b2 a1"],
    ["to=2026-01-02T03:04:05.678Z", ""], ["to=2026-01-03T00:00:00Z", "a"], ["to=2026-01-03T00:00:00Z&type=b", ""],
    ["to=2026-01-03T00:00:00Z&type=a&source=app", "a"],
  ]) assert.equal(await found(query), answer, query);
});

test("a query that means nothing is told, all of it", async () => {
  const paths = async (query) => problem(await ann.get(`/api/events?${query}`), 422, "invalid").errors.map((e) => e.path);
  assert.deepEqual(await paths("from=now&to=x"), ["from", "to"]);
  assert.deepEqual(await paths("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"), ["to"]);
  assert.deepEqual(await paths("nothing=1"), ["nothing"]);
  assert.deepEqual(await paths("where.=1"), ["where."]);
  assert.deepEqual(await paths(`cursor=${Buffer.from("x' or 1=1").toString("base64url")}`), ["cursor"]);
  assert.deepEqual(await paths("limit=201"), ["limit"]);
  assert.deepEqual(await paths(Array.from({ length: 21 }, (_, i) => `type=${i}`).join("&")), ["type"]);
  for (const hostile of ["type='%3B--", "where.x%7D,%7B=1", "where.%7Bx=%22", "q=%5C", "q=%25", "userId=%F0%9F%92%A5"])
    assert.equal(await found(hostile), "", hostile);
});

test("pages repeat and miss nothing while events arrive", async () => {
  const bob = await person(url, "Bob");
  many(bob.tenant, 330);
  for (const query of ["limit=40", "limit=40&type=bulk", "limit=40&q=note"]) {
    const there = psql(`select id from events.event where tenant_id = '${bob.tenant}' order by id desc;`);
    const { items } = await pages(bob, `/api/events?${query}`, () => many(bob.tenant, 3, 1));
    assert.deepEqual(items.map((e) => e.id).slice(-there.length), there, query);
    assert.equal(new Set(items.map((e) => e.id)).size, items.length);
  }
});

test("a tenant sees its own, a key needs the scope", async () => {
  const eve = await person(url, "Eve");
  const [first] = (await pages(ann, "/api/events")).items;
  problem(await eve.get(`/api/events/${first.id}`), 404, "not_found");
  assert.deepEqual(ok(await eve.get("/api/events"), 200), { items: [], nextCursor: null, partial: false });
  assert.deepEqual(ok(await eve.get("/api/events?q=needle"), 200).items, []);
  assert.equal(parseCsv((await eve.get("/api/events/export?format=csv")).text).length, 1);
  eve.tenant = ann.tenant;
  problem(await eve.get("/api/events"), 403, "not_a_member");
  for (const [scope, status] of [["events:read", 200], ["events:write", 403]]) {
    const reader = new Client(url);
    reader.key = ok(await ann.post("/api/keys", { name: scope, scopes: [scope] }), 201).secret;
    for (const path of ["", "/types", "/labels", "/rejects", `/${first.id}`])
      assert.equal((await reader.get(`/api/events${path}`)).status, status, `${scope} ${path}`);
  }
  problem(await new Client(url).get("/api/events"), 401, "unauthenticated");
});

test("what few events pass is looked for in bounded pages, and found", async () => {
  const carl = await person(url, "Carl");
  fill(carl.tenant, [{ type: "rare", userId: "needle", source: "hay", payload: { k: "v" }, occurredAt: "2026-10-01T12:00:00Z" }], 7200);
  fill(carl.tenant, [{ type: "rare", userId: "needle", payload: { k: "late" }, occurredAt: "2026-10-01T13:00:00Z" }], 7100);
  many(carl.tenant, 120000);
  for (const query of ["userId=needle", "source=hay", "q=needle", "where.k=v"]) {
    const { items, pages: all } = await pages(carl, `/api/events?${query}`);
    assert.equal(items.length, /source|where/.test(query) ? 1 : 2, query);
    assert.ok(all.length > 1 && all[0].partial && all[0].items.length === 0, `${query} was looked for in pieces`);
    assert.equal(all.at(-1).partial, false);
  }
  // what an index leads to is found at once
  for (const query of ["type=rare", "type=rare&userId=needle", "to=2026-10-02T00:00:00Z", "from=2026-10-01T12:30:00Z&to=2026-10-02T00:00:00Z"]) {
    const page = ok(await carl.get(`/api/events?${query}`), 200);
    assert.deepEqual([page.items.length, page.partial, page.nextCursor], [query.startsWith("from") ? 1 : 2, false, null], query);
  }
});

test("large payloads make short pages, not large answers", async () => {
  const dora = await person(url, "Dora");
  psql(`insert into events.event (tenant_id, id, type, occurred_at, payload)
        select '${dora.tenant}', events.id_at(now() - g * interval '1 ms'), 'large', now(), to_jsonb(repeat('x', 1000000))
        from generate_series(1, 30) g;`);
  const { items, pages: all } = await pages(dora, "/api/events?limit=200");
  assert.equal(items.length, 30);
  assert.ok(all.length >= 3 && all.every((p) => p.items.length < 12), all.map((p) => p.items.length).join(" "));
  assert.equal((await dora.get("/api/events/export?format=ndjson")).text.split("\n").length, 31);
});

const hostile = [
  "plain", "", "=1+1", "+1", "-1", "@sum", "\tx", "a,b", 'say "x"', '"', '""', "line\nbreak", "line\r\nbreak", ",", ";", "'", "\\", "ümläut",
  "💥", "مرحبا", "</script>", "x".repeat(255),
];

test("an export is the list, in either form, whatever the cells hold", async () => {
  const finn = await person(url, "Finn");
  fill(finn.tenant, hostile.map((text, i) => ({
    type: text.slice(0, 120) || "empty", source: text, userId: i % 2 ? text : null, value: i % 3 ? i / 8 - 1 : null,
    payload: i % 4 ? { [text]: [text, { deep: text }] } : undefined,
  })));
  fill(finn.tenant, [{ type: "number", payload: -5 }, { type: "text", payload: "=text" }, { type: "null", payload: null }], 30);
  const { items } = await pages(finn, "/api/events?limit=7");
  const ndjson = await finn.get("/api/events/export?format=ndjson");
  assert.equal(ndjson.type, "application/x-ndjson");
  assert.deepEqual(ndjson.text.split("\n").filter(Boolean).map((line) => JSON.parse(line)), items);

  const csv = await finn.get("/api/events/export?format=csv");
  assert.match(csv.headers["content-disposition"], /^attachment; filename="events-\d{4}-\d\d-\d\d\.csv"$/);
  const [head, ...rows] = parseCsv(csv.text);
  assert.deepEqual(head, ["id", "type", "source", "userId", "value", "occurredAt", "receivedAt", "payload", "keyId"]);
  const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  assert.equal(rows.length, items.length);
  rows.forEach((row, i) => {
    const e = items[i];
    assert.deepEqual(row.slice(0, 7), [e.id, guarded(e.type), guarded(e.source ?? ""), guarded(e.userId ?? ""), e.value === null ? "" : row[4], e.occurredAt, e.receivedAt]);
    if (e.value !== null) assert.equal(Number(row[4]), e.value);
    assert.equal(row.length, 9);
    if (e.payload !== null) assert.deepEqual(JSON.parse(row[7].replace(/^'/, "")), e.payload);
    assert.ok(!/^[=+@\t\r]/.test(row[7]) && !row[7].startsWith("-"), "no formula");
  });
  assert.deepEqual(parseCsv((await finn.get("/api/events/export?format=csv&type=number")).text).length, 2);
  for (const wrong of ["", "?format=xml", "?format=csv&cursor=x", "?format=csv&from=x"]) problem(await finn.get(`/api/events/export${wrong}`), 422, "invalid");
});

/** Every line of a stream, without keeping it: how many, and how many different ids. */
function drain(client, path, onFirst) {
  return new Promise((resolve, reject) => {
    const headers = { host: client.url.host, "x-tenant-id": client.tenant, cookie: [...client.cookies.values()].map((c) => `${c.name}=${c.value}`).join("; ") };
    http.get({ host: client.url.hostname, port: client.url.port, path, headers, agent: false }, (response) => {
      const ids = new Set();
      let rest = "", lines = 0, first = true;
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        if (first) onFirst?.();
        first = false;
        const split = (rest + piece).split("\n");
        rest = split.pop();
        lines += split.length;
        for (const line of split) ids.add(JSON.parse(line).id);
      });
      response.on("end", () => (response.complete ? resolve({ lines, ids, rest, headers: response.headers }) : reject(new Error("cut off"))));
      response.on("error", reject);
    }).on("error", reject);
  });
}

const peak = (pid) => 1024 * Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmHWM:\s+(\d+)/m)[1]);

test("an export of 200,000 events takes the memory of one piece, and holds each once while more arrive", async () => {
  const gus = await person(url, "Gus");
  many(gus.tenant, 200000);
  const [there] = psql(`select max(id::text) || ' ' || md5(string_agg(id::text, '' order by id)) from events.event
                        where tenant_id = '${gus.tenant}';`);
  await drain(gus, "/api/events/export?format=ndjson&type=nothing");
  const running = pids("bw-events");
  assert.ok(running.length > 0);
  for (const pid of running) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const before = running.map(peak);
  const { lines, ids, rest, headers } = await drain(gus, "/api/events/export?format=ndjson", () => many(gus.tenant, 50, 1));
  assert.equal(headers["content-length"], undefined, "it was not put together before");
  assert.equal(rest, "");
  assert.equal(ids.size, lines, "none twice");
  const [last, digest] = there.split(" ");
  const old = [...ids].filter((id) => id <= last).sort();
  assert.equal(old.length, 200000);
  assert.equal(createHash("md5").update(old.join("")).digest("hex"), digest, "none missing");
  running.forEach((pid, i) => assert.ok(peak(pid) - before[i] < 16e6, `worker ${pid} grew by ${peak(pid) - before[i]} bytes`));
});

/** An export of which nobody reads more than its head until resume(): tells how it ended. */
async function halted(client) {
  const headers = { host: client.url.host, "x-tenant-id": client.tenant, cookie: [...client.cookies.values()].map((c) => `${c.name}=${c.value}`).join("; ") };
  const response = await new Promise((resolve, reject) => {
    http.get({ host: client.url.hostname, port: client.url.port, path: "/api/events/export?format=csv", headers, agent: false }, resolve).on("error", reject);
  });
  assert.equal(response.statusCode, 200);
  response.pause();
  const ended = new Promise((resolve) => response.on("end", () => resolve("whole")).on("error", () => resolve("cut off")));
  return async () => {
    response.resume();
    return [await ended, response.complete];
  };
}

/** The worker of bw-events, without the parent that makes a new one. */
function worker() {
  const all = pids("bw-events");
  return all.find((pid) => all.includes(Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1])));
}

test("an export that breaks off does not look whole", async () => {
  const hal = await person(url, "Hal");
  many(hal.tenant, 200000);
  let resume = await halted(hal);
  psql("revoke select on events.event from bw_app;");
  try {
    assert.deepEqual(await resume(), ["cut off", false]);
    // and before the first byte it is a problem like any other
    problem(await hal.get("/api/events/export?format=csv"), 500, "internal");
  } finally {
    psql("grant select on events.event to bw_app;");
  }
  resume = await halted(hal);
  process.kill(worker(), "SIGKILL");
  assert.deepEqual(await resume(), ["cut off", false]);
  await until(async () => (await hal.get("/api/events?limit=1")).status === 200);
  resume = await halted(hal);
  assert.deepEqual(await resume(), ["whole", true]);
});
