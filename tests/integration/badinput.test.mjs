// Every route that takes JSON: each bad body gets its clear error, and nothing is half-stored.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { psql, routes, url } from "./suite.mjs";

// Routes that change something without a body; the others of their methods take JSON.
const withoutBody = new Set([
  "POST /auth/logout", "POST /auth/logout-all", "POST /invitations/:token/accept",
  "POST /datasets/:id/complete", "POST /datasets/:id/restore", "POST /datasets/sample",
  "POST /datasets/:id/cancel", "POST /datasets/:id/versions/:version/restore",
  "POST /events/rejects/:id/replay",
  "POST /dashboards/:id/restore", "POST /dashboards/:id/widgets/:wid/restore",
]);
const named = (r) => `${r.method} ${r.path}`;
const table = routes().filter((r) => ["POST", "PUT", "PATCH"].includes(r.method) && r.permission !== "internal");
const json = table.filter((r) => !withoutBody.has(named(r)));
let c, path, baseline;

before(async () => {
  c = await person(url);
  const dataset = ok(await c.post("/api/datasets", { name: "D", fileType: "csv" }), 201).dataset;
  const dashboard = ok(await c.post("/api/dashboards", { name: "B" }), 201);
  const widget = ok(await c.post(`/api/dashboards/${dashboard.id}/widgets`,
    { type: "text", title: "T", config: { text: "t" }, layout: { x: 0, y: 0, w: 3, h: 2 } }), 201);
  const ids = {
    tenants: { id: c.tenant }, members: { userId: c.user.id }, datasets: { id: dataset.id, version: 1 },
    dashboards: { id: dashboard.id, wid: widget.id }, invitations: { token: "unknown" },
    events: { id: randomUUID() }, keys: { id: ok(await c.post("/api/keys", { name: "K", scopes: ["events:write"] }), 201).key.id },
  };
  path = (r) => "/api" + r.path.replace(/:(\w+)/g, (_, name) => ids[r.path.split("/")[1]][name]);
  baseline = stored();
});

const stored = () =>
  psql(`select md5(string_agg(u::text, '' order by id)) from auth.user u where id = '${c.user.id}';
        select md5(string_agg(t::text, '' order by id)) from tenants.tenant t where id = '${c.tenant}';
        select count(*) from tenants.member where user_id = '${c.user.id}';
        select count(*) from tenants.invitation where tenant_id = '${c.tenant}';
        select count(*) from tenants.api_key where tenant_id = '${c.tenant}';
        select md5(string_agg(d::text, '' order by id)) from datasets.dataset d
          where tenant_id = '${c.tenant}' and kind = 'file';
        select md5(string_agg(v::text, '' order by version)) from datasets.version v
          where tenant_id = '${c.tenant}' and dataset_id in (select id from datasets.dataset where kind = 'file');
        select count(*) from events.event where tenant_id = '${c.tenant}';
        select md5(string_agg(d::text, '' order by id)) from dashboards.dashboard d where tenant_id = '${c.tenant}';
        select md5(string_agg(w::text, '' order by id)) from dashboards.widget w where tenant_id = '${c.tenant}';`);

const deep = (n) => '{"a":'.repeat(n) + "1" + "}".repeat(n);
const jsonType = { "content-type": "application/json" };

const bad = [
  ["malformed", '{"name":', 400, "bad_json"],
  ["nothing", "", 400, "bad_json"],
  ["not JSON", "name=x", 400, "bad_json"],
  ["two values", "{}{}", 400, "bad_json"],
  ["single quotes", "{'name':'x'}", 400, "bad_json"],
  ["a trailing comma", '{"name":"x",}', 400, "bad_json"],
  ["NaN", '{"name":NaN}', 400, "bad_json"],
  ["not UTF-8", Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), 400, "bad_json"],
  ["\\u0000", '{"name":"a\\u0000b"}', 422, "invalid"],
  ["a lone surrogate", '{"name":"\\ud800"}', 422, "invalid"],
  ["a lone low surrogate", '{"name":"\\udc00x"}', 422, "invalid"],
  ["depth 1,000", deep(1000), 422, "invalid"],
  ["an array", "[]", 422, "invalid"],
  ["a string", '"x"', 422, "invalid"],
  ["null", "null", 422, "invalid"],
  ["an unknown field", '{"noSuchField":1}', 422, "invalid"],
];

for (const r of json) {
  for (const [what, raw, status, code] of bad)
    test(`${named(r)}: ${what}`, async () => {
      // refreshing without a body is done by cookie
      if (named(r) === "POST /auth/refresh" && what === "nothing") return void ok(await c.call("POST", path(r)), 204);
      // there is nothing to store in an empty batch
      if (named(r) === "POST /events/batch" && what === "an array") return void ok(await c.post(path(r), []), 200);
      const headers = { ...jsonType, "if-match": '"1"' };
      const answer = await c.call(r.method, path(r), { raw, headers });
      const { errors, detail } = problem(answer, status, code);
      assert.ok(status === 400 ? detail.length > 5 : errors.length > 0 || detail.length > 5, answer.text);
    });

  test(`${named(r)}: nothing was half-stored`, () => assert.deepEqual(stored(), baseline));

  const tooMuch = named(r) === "POST /events/batch" ? 17 : 10;
  test(`${named(r)}: ${tooMuch} MB`, async () => {
    const raw = `{"name":"${"x".repeat(tooMuch << 20)}"}`;
    const answer = await c.call(r.method, path(r), { raw, headers: jsonType });
    problem(answer, 413, "too_large");
  });

  if (named(r) !== "POST /auth/refresh")
    test(`${named(r)}: another media type`, async () => {
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx"])
        problem(await c.call(r.method, path(r), { raw: "{}", headers: { "content-type": type } }), 415, "media_type");
    });
}

// Each field of each body once with each wrong type: the answer names the field.
const fields = {
  "POST /auth/register": ["email", "password", "name", "workspace", "invitation"],
  "POST /auth/login": ["email", "password", "token"],
  "PATCH /me": ["name", "email", "password"],
  "POST /me/password": ["current", "new"],
  "PUT /me/preferences": ["theme", "scheme", "locale", "timezone"],
  "PATCH /me/preferences": ["theme", "scheme", "locale", "timezone"],
  "POST /tenants": ["name", "slug"],
  "PATCH /tenants/:id": ["name", "slug"],
  "PATCH /members/:userId": ["role"],
  "POST /invitations": ["email", "role"],
  "PATCH /keys/:id": ["name", "origins", "signingSecret"],
  "POST /keys": ["name", "scopes", "expiresAt", "kind", "origins", "signing", "signingSecret"],
  "POST /datasets/:id/versions": ["mode", "fileType"],
};

for (const [route, names] of Object.entries(fields))
  test(`${route}: wrong types, field by field`, async () => {
    const r = table.find((row) => named(row) === route);
    assert.ok(r, `${route} is not in the table`);
    for (const name of names)
      for (const value of [12, 1.5, { a: 1 }, [1, { b: 2 }], [[]]]) {
        const answer = await c.call(r.method, path(r), { body: { [name]: value } });
        const { errors } = problem(answer, 422, "invalid");
        assert.ok(errors.some((e) => e.path === name || e.path.startsWith(`${name}[`)), `${name}=${JSON.stringify(value)}: ${answer.text}`);
      }
  });

for (const r of table.filter((row) => withoutBody.has(named(row))))
  test(`${named(r)}: takes no body`, async () => {
    const d = await person(url); // signing out must not end the session of the other tests
    const answer = await d.call(r.method, path(r), { body: { a: "x".repeat(50) } });
    problem(answer, 422, "invalid");
  });

test("unreadable query strings", async () => {
  for (const q of ["?limit=%zz", "?limit=%00", "?limit=%ff"])
    problem(await c.get(`/api/members${q}`), 400, "bad_query");
  for (const q of ["?limit=", "?limit=1e3", "?limit=-1", "?limit=201", "?limit=99999999999999999999", "?cursor=%20", "?cursor=AAAA"])
    problem(await c.get(`/api/members${q}`), 422, "invalid");
  problem(await c.get("/api/members?nonsense=1"), 422, "invalid");
});

test("paths and methods that are none", async () => {
  problem(await c.get("/api/nothing"), 404, "not_found");
  problem(await c.get("/api/members/"), 404, "not_found");
  const answer = await c.call("PUT", "/api/members", { body: {} });
  problem(answer, 405, "method_not_allowed");
  assert.equal(answer.headers.allow, "GET");
  for (const p of ["/api/tenants/%00", "/api/tenants/%ff", "/api/tenants/a%2fb", `/api/tenants/${"x".repeat(3000)}`]) {
    const status = (await c.get(p)).status;
    assert.ok([400, 404, 414].includes(status), `${p.slice(0, 40)}: ${status}`);
  }
});

test("headers that are none", async () => {
  const id = "x".repeat(65);
  const answer = await c.get("/api/me", { headers: { "x-request-id": id } });
  assert.notEqual(answer.headers["x-request-id"], id);
  const sane = randomUUID();
  assert.equal((await c.get("/api/me", { headers: { "x-request-id": sane } })).headers["x-request-id"], sane);
  for (const key of ["", "x".repeat(256), "a\tb"])
    problem(await c.post("/api/keys", { name: "K", scopes: ["datasets:read"] }, { headers: { "idempotency-key": key } }), 422, "invalid");
});
