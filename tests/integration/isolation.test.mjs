// Every route of every program: nobody, a forged session, a forged header, another's member.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { Client, member, ok, person, problem } from "./client.mjs";
import { psql, routes, url } from "./suite.mjs";

const table = routes();
const needsTenant = (r) => !["public", "user", "internal"].includes(r.permission);
let mine, theirs, things;

// What a stranger might try to reach: one of each kind in the other workspace.
before(async () => {
  mine = await person(url, "Mine");
  theirs = await person(url, "Theirs");
  const other = await member(theirs, "viewer");
  const key = ok(await theirs.post("/api/keys", { name: "K", scopes: ["datasets:read", "datasets:write"] }), 201);
  const invitation = ok(await theirs.post("/api/invitations", { email: "x@example.org", role: "viewer" }), 201);
  const dataset = ok(await theirs.post("/api/datasets", { name: "D", fileType: "csv" }), 201);
  const dashboard = ok(await theirs.post("/api/dashboards", { name: "B" }), 201);
  const widget = ok(await theirs.post(`/api/dashboards/${dashboard.id}/widgets`,
    { type: "text", title: "T", config: { text: "t" }, layout: { x: 0, y: 0, w: 3, h: 2 } }), 201);
  const session = ok(await theirs.get("/api/me/sessions"), 200).items[0];
  const [event] = psql(`insert into events.event (tenant_id, id, type, occurred_at) values ('${theirs.tenant}', uuid_v7(), 't', now())
                        returning id;`);
  psql(`insert into events.reject (tenant_id, id, way, raw, errors) values ('${theirs.tenant}', '${event}', 'api', '{"type":"t"}', '[]');`);
  things = {
    tenants: { id: theirs.tenant },
    me: { id: session.id },
    members: { userId: other.user.id },
    invitations: { invitation: invitation.invitation.id, token: "unknown-token" },
    keys: { id: key.key.id },
    datasets: { id: dataset.dataset.id, version: 1 },
    dashboards: { id: dashboard.id, wid: widget.id },
    events: { id: event },
    secret: key.secret,
  };
});

// The route's path with the other workspace's ids.
function path(route) {
  const area = route.path.split("/")[1];
  return "/api" + route.path.replace(/:(\w+)/g, (_, name) => {
    const id = things[area]?.[name];
    assert.ok(id, `no ${name} to try for ${route.path}`);
    return id;
  });
}

const named = (r) => `${r.method} ${r.path}`;
const call = (client, r, options) => client.call(r.method, path(r), options);

test("the tables are there", () => {
  for (const program of ["auth", "tenants", "datasets", "analytics", "dashboards", "billing", "events"])
    assert.ok(table.some((r) => r.program === program), program);
  assert.ok(table.length > 40);
});

for (const r of table.filter((row) => row.permission !== "public" && row.permission !== "internal")) {
  test(`nobody: ${named(r)}`, async () => {
    problem(await call(new Client(url), r), 401, "unauthenticated");
  });

  test(`a forged session: ${named(r)}`, async () => {
    const c = mine.clone();
    const cookie = c.cookie("bw_session");
    const [head, body, signature] = cookie.value.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url"));
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: theirs.user.id })).toString("base64url");
    cookie.value = `${head}.${forged}.${signature}`;
    c.tenant = theirs.tenant;
    problem(await call(c, r), 401, "unauthenticated");
  });
}

for (const r of table.filter(needsTenant)) {
  test(`a member of another workspace, forged header: ${named(r)}`, async () => {
    const c = mine.clone();
    c.tenant = theirs.tenant;
    problem(await call(c, r), 403, "not_a_member");
    c.tenant = randomUUID();
    problem(await call(c, r), 403, "not_a_member");
    c.tenant = "nonsense";
    problem(await call(c, r), 422, "invalid");
  });

  test(`no workspace named: ${named(r)}`, async () => {
    const c = mine.clone();
    c.tenant = undefined;
    problem(await call(c, r), 400, "tenant_required");
  });

  test(`a key with another workspace's header: ${named(r)}`, async () => {
    const program = new Client(url);
    program.key = things.secret;
    program.tenant = mine.tenant;
    problem(await call(program, r), 403, "forbidden");
  });

  if (r.permission !== "viewer")
    test(`a viewer: ${named(r)}`, async () => {
      const v = (things.viewer ??= await member(theirs, "viewer"));
      problem(await call(v, r), 403, "forbidden");
    });
}

// Bodies that pass the gates, so that the thing itself is asked for.
const bodies = {
  "PATCH /tenants/:id": { name: "Stolen" },
  "PATCH /keys/:id": { name: "Stolen" },
  "PATCH /members/:userId": { role: "viewer" },
  "PATCH /datasets/:id": { name: "Stolen" },
  "POST /datasets/:id/versions": { mode: "replace" },
  "POST /datasets/:id/reingest": { mapping: null },
  "PATCH /dashboards/:id": { name: "Stolen" },
  "PUT /dashboards/:id/layout": (t) => ({ items: [{ id: t.dashboards.wid, x: 0, y: 0, w: 2, h: 2 }] }),
  "POST /dashboards/:id/widgets": { type: "text", title: "T", config: { text: "t" }, layout: { x: 0, y: 0, w: 3, h: 2 } },
  "PATCH /dashboards/:id/widgets/:wid": { title: "Stolen" },
};

for (const r of table.filter((row) => /:(id|userId|wid|invitation)\b/.test(row.path) && row.permission !== "public"))
  test(`another workspace's thing is not there: ${named(r)}`, async () => {
    const before = snapshot();
    const given = bodies[named(r)];
    const body = typeof given === "function" ? given(things) : given;
    const headers = r.path.includes(":wid") ? { "if-match": '"1"' } : {};
    problem(await call(mine, r, { body, headers }), 404, "not_found");
    assert.deepEqual(snapshot(), before);
  });

// Everything that the other workspace has, as it is stored.
function snapshot() {
  const tables = psql(`select format('%I.%I', table_schema, table_name) from information_schema.columns
    where column_name = 'tenant_id' and table_schema in ('tenants', 'datasets', 'dashboards', 'events')
    order by 1`);
  return psql(tables.map((t) =>
    `select '${t}', md5(coalesce(string_agg(x::text, '|' order by x::text), '')) from ${t} x where tenant_id = '${theirs.tenant}';`,
  ).join("\n"));
}

test("lists show the own workspace alone", async () => {
  for (const list of ["/api/datasets", "/api/dashboards", "/api/keys", "/api/invitations"])
    assert.deepEqual(ok(await mine.get(list), 200).items, [], list);
  assert.deepEqual(ok(await mine.get("/api/members"), 200).items.map((m) => m.userId), [mine.user.id]);
  const log = ok(await mine.get("/api/audit"), 200).items;
  assert.deepEqual(log.map((i) => i.action), ["tenant.created"]);
});

test("questions about another workspace's points find nothing", async () => {
  for (const q of ["metrics?", "summary?metric=value&", "timeseries?metric=value&"]) {
    const answer = await mine.get(`/api/analytics/${q}datasetId=${things.datasets.id}`);
    problem(answer, 404, "not_found");
  }
});

test("the API under /api/v1 is the same", async () => {
  assert.deepEqual(ok(await mine.get("/api/v1/members"), 200), ok(await mine.get("/api/members"), 200));
});

test("what is inside stays inside", async () => {
  for (const r of table.filter((row) => row.permission === "internal")) {
    problem(await mine.call(r.method, `/api${r.path}`), 404, "not_found");
    const answer = await mine.call(r.method, r.path); // the page draws its own "not found"
    assert.equal(answer.type, "text/html");
    assert.equal(answer.headers["x-live-channels"], undefined);
  }
});
