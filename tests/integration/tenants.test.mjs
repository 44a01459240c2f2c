// Workspaces, members, invitations, API keys, the audit log: the rules of section 3.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { test } from "node:test";
import { Client, PASSWORD, member, newEmail, ok, person, problem } from "./client.mjs";
import { psql, url } from "./suite.mjs";

const idem = () => ({ headers: { "idempotency-key": randomUUID() } });

test("workspaces: made, listed, shown, changed", async () => {
  const c = await person(url, "Owner");
  const made = ok(await c.post("/api/tenants", { name: "Second Place", metadata: { colour: "red" } }), 201);
  assert.deepEqual(Object.keys(made), ["id", "slug", "name", "role", "status", "plan", "metadata", "createdAt"]);
  assert.match(made.slug, /^second-place/);
  assert.deepEqual([made.role, made.status, made.metadata], ["owner", "active", { colour: "red" }]);
  const all = ok(await c.get("/api/tenants"), 200);
  assert.deepEqual(all.items.map((t) => t.id), [c.tenant, made.id]);
  assert.equal(all.nextCursor, null);
  assert.deepEqual(ok(await c.get(`/api/tenants/${made.id}`), 200), made);
  const slug = `place-${randomUUID().slice(0, 8)}`;
  const changed = ok(await c.patch(`/api/tenants/${made.id}`, { name: "Renamed", slug }), 200);
  assert.deepEqual(changed, { ...made, name: "Renamed", slug });
  assert.deepEqual(ok(await c.patch(`/api/tenants/${made.id}`, {}), 200), changed);
});

test("a slug is taken once", async () => {
  const c = await person(url);
  const slug = `slug-${randomUUID().slice(0, 8)}`;
  ok(await c.post("/api/tenants", { name: "One", slug }), 201);
  problem(await c.post("/api/tenants", { name: "Two", slug }), 409, "slug_taken");
  problem(await c.patch(`/api/tenants/${c.tenant}`, { slug }), 409, "slug_taken");
  for (const bad of ["", "-a", "a-", "A", "a b", "é", "x".repeat(49)])
    assert.equal(problem(await c.post("/api/tenants", { name: "Bad", slug: bad }), 422, "invalid").errors[0].path, "slug");
});

test("a name without letters still gets a slug", async () => {
  const c = await person(url);
  assert.match(ok(await c.post("/api/tenants", { name: "東京" }), 201).slug, /^workspace-[0-9a-f]{6}$/);
});

test("every invalid field of a workspace is told at once", async () => {
  const c = await person(url);
  const answer = await c.post("/api/tenants", { name: 5, slug: "A B", metadata: [], plan: "gold" });
  assert.deepEqual(problem(answer, 422, "invalid").errors.map((e) => `${e.path} ${e.code}`).sort(),
    ["metadata type", "name type", "plan unknown", "slug format"]);
  assert.equal(problem(await c.post("/api/tenants", { name: "Big", metadata: { a: "x".repeat(20000) } }), 422, "invalid").errors[0].path,
    "metadata");
});

test("another's workspace is not there", async () => {
  const a = await person(url);
  const b = await person(url);
  problem(await a.get(`/api/tenants/${b.tenant}`), 404, "not_found");
  problem(await a.patch(`/api/tenants/${b.tenant}`, { name: "Mine" }), 404, "not_found");
  problem(await a.get("/api/tenants/nonsense"), 404, "not_found");
});

test("an editor does not change the workspace", async () => {
  const owner = await person(url);
  const editor = await member(owner, "editor");
  ok(await editor.get(`/api/tenants/${owner.tenant}`), 200);
  problem(await editor.patch(`/api/tenants/${owner.tenant}`, { name: "Ours" }), 403, "forbidden");
});

test("members: who, what, and in pages", async () => {
  const owner = await person(url, "Owner");
  const viewer = await member(owner, "viewer", "Vera");
  const { items } = ok(await viewer.get("/api/members"), 200);
  assert.deepEqual(items.map((m) => [m.userId, m.email, m.name, m.role]), [
    [owner.user.id, owner.user.email, "Owner", "owner"],
    [viewer.user.id, viewer.user.email, "Vera", "viewer"],
  ]);
  assert.ok(items.every((m) => !Number.isNaN(Date.parse(m.joinedAt))));
  const first = ok(await viewer.get("/api/members?limit=1"), 200);
  const second = ok(await viewer.get(`/api/members?limit=1&cursor=${first.nextCursor}`), 200);
  assert.deepEqual([...first.items, ...second.items], items);
});

test("a change of role counts at once", async () => {
  const owner = await person(url);
  const other = await member(owner, "viewer");
  problem(await other.get("/api/keys"), 403, "forbidden");
  const changed = ok(await owner.patch(`/api/members/${other.user.id}`, { role: "admin" }), 200);
  assert.equal(changed.role, "admin");
  ok(await other.get("/api/keys"), 200);
  ok(await owner.patch(`/api/members/${other.user.id}`, { role: "viewer" }), 200);
  problem(await other.get("/api/keys"), 403, "forbidden");
  problem(await owner.patch(`/api/members/${other.user.id}`, { role: "king" }), 422, "invalid");
  problem(await owner.patch(`/api/members/${randomUUID()}`, { role: "admin" }), 404, "not_found");
  problem(await owner.patch("/api/members/nonsense", { role: "admin" }), 404, "not_found");
});

test("only an owner makes and unmakes owners", async () => {
  const owner = await person(url);
  const admin = await member(owner, "admin");
  const editor = await member(owner, "editor");
  problem(await admin.patch(`/api/members/${editor.user.id}`, { role: "owner" }), 403, "forbidden");
  problem(await admin.patch(`/api/members/${admin.user.id}`, { role: "owner" }), 403, "forbidden");
  problem(await admin.patch(`/api/members/${owner.user.id}`, { role: "viewer" }), 403, "forbidden");
  problem(await admin.delete(`/api/members/${owner.user.id}`), 403, "forbidden");
  problem(await admin.post("/api/invitations", { email: newEmail(), role: "owner" }), 403, "forbidden");
  ok(await owner.patch(`/api/members/${editor.user.id}`, { role: "owner" }), 200);
  ok(await editor.patch(`/api/members/${owner.user.id}`, { role: "admin" }), 200);
});

test("the last owner cannot go", async () => {
  const owner = await person(url);
  const admin = await member(owner, "admin");
  problem(await owner.patch(`/api/members/${owner.user.id}`, { role: "admin" }), 409, "last_owner");
  problem(await owner.delete(`/api/members/${owner.user.id}`), 409, "last_owner");
  ok(await owner.patch(`/api/members/${admin.user.id}`, { role: "owner" }), 200);
  ok(await owner.delete(`/api/members/${owner.user.id}`), 204);
  problem(await owner.get("/api/members"), 403, "not_a_member");
});

test("of two owners who leave at the same moment one stays", async () => {
  for (let i = 0; i < 3; i++) {
    const a = await person(url);
    const b = await member(a, "admin");
    ok(await a.patch(`/api/members/${b.user.id}`, { role: "owner" }), 200);
    const statuses = (await Promise.all([
      a.delete(`/api/members/${a.user.id}`), b.delete(`/api/members/${b.user.id}`),
    ])).map((answer) => answer.status).sort();
    assert.deepEqual(statuses, [204, 409]);
    assert.equal(psql(`select count(*) from tenants.member where tenant_id = '${a.tenant}' and role = 'owner'`)[0], "1");
  }
});

test("removing a member ends their right at once", async () => {
  const owner = await person(url);
  const viewer = await member(owner, "viewer");
  const editor = await member(owner, "editor");
  ok(await viewer.get("/api/members"), 200);
  problem(await editor.delete(`/api/members/${viewer.user.id}`), 403, "forbidden");
  ok(await owner.delete(`/api/members/${viewer.user.id}`), 204);
  problem(await viewer.get("/api/members"), 403, "not_a_member");
  problem(await owner.delete(`/api/members/${viewer.user.id}`), 404, "not_found");
  ok(await viewer.get("/api/me"), 200);
  ok(await editor.delete(`/api/members/${editor.user.id}`), 204); // anybody may leave
});

test("an invitation: link, what it shows, accepting it", async () => {
  const owner = await person(url, "Host");
  const guest = await person(url, "Guest");
  const made = ok(await owner.post("/api/invitations", { email: guest.user.email.toUpperCase(), role: "editor" }), 201);
  assert.match(made.url, /^\/invite\/[A-Za-z0-9_-]{43}$/);
  const life = Date.parse(made.invitation.expiresAt) - Date.parse(made.invitation.createdAt);
  assert.ok(Math.abs(life - 7 * 86400e3) < 60e3);
  const token = made.url.split("/").pop();
  assert.equal(psql(`select count(*) from tenants.invitation i where i::text like '%${token}%'`)[0], "0");

  const shown = ok(await new Client(url).get(`/api/invitations/${token}`), 200);
  assert.deepEqual(shown, {
    workspace: "Host's place", email: made.invitation.email, role: "editor", expiresAt: made.invitation.expiresAt,
  });
  assert.deepEqual(ok(await owner.get("/api/invitations"), 200).items, [made.invitation]);

  const stranger = await person(url, "Stranger");
  problem(await stranger.post(`/api/invitations/${token}/accept`), 403, "forbidden");
  problem(await new Client(url).post(`/api/invitations/${token}/accept`), 401, "unauthenticated");
  const { tenant } = ok(await guest.post(`/api/invitations/${token}/accept`), 200);
  assert.deepEqual([tenant.id, tenant.role], [owner.tenant, "editor"]);
  ok(await guest.post(`/api/invitations/${token}/accept`), 200); // a repeat is answered alike
  problem(await stranger.post(`/api/invitations/${token}/accept`), 409, "invitation_over");
  problem(await new Client(url).get(`/api/invitations/${token}`), 409, "invitation_over");
  assert.deepEqual(ok(await owner.get("/api/invitations"), 200).items, []);
  problem(await owner.post("/api/invitations", { email: guest.user.email, role: "viewer" }), 409, "already_member");
});

test("an invitation revoked, replaced, expired, unknown", async () => {
  const owner = await person(url);
  const guest = await person(url);
  const invite = async () => ok(await owner.post("/api/invitations", { email: guest.user.email, role: "viewer" }), 201);
  const tokenOf = (made) => made.url.split("/").pop();

  const revoked = await invite();
  ok(await owner.delete(`/api/invitations/${revoked.invitation.id}`), 204);
  problem(await owner.delete(`/api/invitations/${revoked.invitation.id}`), 404, "not_found");
  problem(await guest.post(`/api/invitations/${tokenOf(revoked)}/accept`), 409, "invitation_over");

  const replaced = await invite();
  const newer = await invite();
  problem(await guest.post(`/api/invitations/${tokenOf(replaced)}/accept`), 409, "invitation_over");
  psql(`update tenants.invitation set expires_at = now() - interval '1 second' where id = '${newer.invitation.id}'`);
  problem(await guest.post(`/api/invitations/${tokenOf(newer)}/accept`), 409, "invitation_over");
  problem(await guest.post("/api/invitations/unknown/accept"), 404, "not_found");
  assert.equal(psql(`select count(*) from tenants.member where tenant_id = '${owner.tenant}'`)[0], "1");
});

test("registering with an invitation joins that workspace and makes no other", async () => {
  const owner = await person(url, "Host");
  const made = ok(await owner.post("/api/invitations", { email: newEmail("new"), role: "viewer" }), 201);
  const invitation = made.url.split("/").pop();
  const wrong = await new Client(url).post("/api/auth/register",
    { email: newEmail("else"), password: PASSWORD, name: "Else", invitation });
  problem(wrong, 403, "forbidden");
  const c = new Client(url);
  const { tenant } = ok(await c.post("/api/auth/register",
    { email: made.invitation.email, password: PASSWORD, name: "New", invitation }), 201);
  assert.deepEqual([tenant.id, tenant.role], [owner.tenant, "viewer"]);
  assert.equal(ok(await c.get("/api/tenants"), 200).items.length, 1);
  problem(await new Client(url).post("/api/auth/register",
    { email: newEmail(), password: PASSWORD, name: "Late", invitation }), 409, "invitation_over");
});

test("two accept one invitation at the same moment: one member", async () => {
  const owner = await person(url);
  const guest = await person(url);
  const made = ok(await owner.post("/api/invitations", { email: guest.user.email, role: "viewer" }), 201);
  const path = `${made.url.replace("/invite/", "/api/invitations/")}/accept`;
  const answers = await Promise.all([guest.post(path), guest.post(path), guest.post(path)]);
  assert.ok(answers.some((a) => a.status === 200), answers.map((a) => a.text).join());
  assert.ok(answers.every((a) => a.status === 200 || a.status === 409));
  assert.equal(psql(`select count(*) from tenants.member where tenant_id = '${owner.tenant}'`)[0], "2");
});

test("API keys: told once, used, listed, ended at once", async () => {
  const owner = await person(url);
  const { key, secret } = ok(await owner.post("/api/keys", { name: "CI", scopes: ["datasets:read", "datasets:write"] }), 201);
  assert.deepEqual(Object.keys(key), ["id", "name", "prefix", "kind", "publicKey", "scopes", "origins", "signing", "rate",
    "expiresAt", "lastUsedAt", "createdAt"]);
  assert.equal(secret.split("_")[1], key.prefix);
  assert.match(secret, /^bw_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
  assert.equal(psql(`select count(*) from tenants.api_key k where k::text like '%${secret.split("_").slice(2).join("_")}%'`)[0], "0");

  const program = new Client(url);
  program.key = secret;
  ok(await program.get("/api/datasets"), 200);
  problem(await program.get("/api/dashboards"), 403, "scope_missing");
  problem(await program.get("/api/keys"), 403, "forbidden");
  problem(await program.get("/api/me"), 403, "forbidden");
  const listed = ok(await owner.get("/api/keys"), 200).items[0];
  assert.ok(listed.lastUsedAt);
  assert.deepEqual({ ...listed, lastUsedAt: null }, key);

  const used = () => psql(`select last_used_at from tenants.api_key where id = '${key.id}'`)[0];
  const before = used();
  ok(await program.get("/api/datasets"), 200);
  assert.equal(used(), before); // noted once a minute

  ok(await owner.delete(`/api/keys/${key.id}`), 204);
  problem(await program.get("/api/datasets"), 401, "unauthenticated");
  problem(await owner.delete(`/api/keys/${key.id}`), 404, "not_found");
});

test("public keys: shown again, good from the pages they name and for nothing but events", async () => {
  const owner = await person(url);
  const { key, secret } = ok(await owner.post("/api/keys",
    { name: "Page", kind: "public", origins: ["https://Shop.example.org:443", "http://localhost:3000"] }), 201);
  assert.deepEqual([key.kind, key.scopes, key.origins, key.publicKey],
    ["public", ["events:write"], ["https://shop.example.org", "http://localhost:3000"], secret]);
  assert.equal(ok(await owner.get("/api/keys"), 200).items[0].publicKey, secret);

  const page = new Client(url);
  page.key = secret;
  problem(await page.get("/api/datasets"), 403, "cross_origin");
  problem(await page.get("/api/datasets", { headers: { origin: "https://example.org" } }), 403, "cross_origin");
  const shop = await page.get("/api/datasets", { headers: { origin: "https://shop.example.org" } });
  problem(shop, 403, "scope_missing");
  assert.equal(shop.headers["access-control-allow-origin"], "https://shop.example.org");
});

test("keys that sign have a second secret, told once and stored sealed; a rate is shown", async () => {
  const owner = await person(url);
  for (const signing of ["standard", "github", "stripe"]) {
    const { key, signingSecret } = ok(await owner.post("/api/keys",
      { name: signing, scopes: ["events:write"], signing, rate: { perSecond: 5, burst: 50 } }), 201);
    assert.match(signingSecret, /^whsec_[A-Za-z0-9+/]{32}$/);
    assert.deepEqual([key.signing, key.rate], [signing, { perSecond: 5, burst: 50 }]);
    const stored = psql(`select encode(signing_secret, 'hex'), length(signing_secret) from tenants.api_key where id = '${key.id}'`)[0];
    assert.ok(!stored.includes(Buffer.from(signingSecret).toString("hex")) && stored.endsWith("|66"), stored);
  }
  const own = ok(await owner.post("/api/keys",
    { name: "Stripe", scopes: ["events:write"], signing: "stripe", signingSecret: "whsec_made_by_stripe" }), 201);
  assert.equal(own.signingSecret, "whsec_made_by_stripe");
  assert.ok(!("signingSecret" in ok(await owner.post("/api/keys", { name: "K", scopes: ["events:write"] }), 201)));
  for (const key of ok(await owner.get("/api/keys"), 200).items) assert.ok(!("signingSecret" in key));
});

test("a key is changed: its pages, its rate, its second secret", async () => {
  const owner = await person(url);
  const make = async (more) => ok(await owner.post("/api/keys", { name: "K", scopes: ["events:write"], ...more }), 201);
  const change = (id, body) => owner.patch(`/api/keys/${id}`, body);
  const page = await make({ kind: "public", origins: ["https://a.example"] });
  const send = (origin) => new Client(url).post(`/api/events?key=${page.secret}`, { type: "t" }, { headers: { origin } });
  ok(await send("https://a.example"), 201);
  const changed = ok(await change(page.key.id, { name: "Pages", origins: ["https://b.example"], rate: { perSecond: 50, burst: 60 } }), 200);
  assert.deepEqual(changed, { ...page.key, name: "Pages", origins: ["https://b.example"], rate: { perSecond: 50, burst: 60 },
    lastUsedAt: changed.lastUsedAt });
  problem(await send("https://a.example"), 403, "cross_origin");
  const limited = await send("https://b.example");
  assert.ok(ok(limited, 201) && limited.headers["ratelimit-policy"]);
  assert.equal(ok(await change(page.key.id, { rate: null }), 200).rate, null);

  const { key } = await make({ signing: "github" });
  const secret = "made by the other side";
  const hook = () => new Client(url).call("POST", `/webhook/${key.id}`, { raw: "{}", headers: { "content-type": "application/json",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update("{}").digest("hex")}` } });
  problem(await hook(), 401, "unauthenticated");
  ok(await change(key.id, { signingSecret: secret }), 200);
  ok(await hook(), 201);

  assert.deepEqual(ok(await change(key.id, {}), 200).signing, "github");
  for (const [id, body, path] of [[key.id, { origins: ["https://a.example"] }, "origins"], [page.key.id, { origins: [] }, "origins"],
    [page.key.id, { signingSecret: secret }, "signingSecret"], [key.id, { signingSecret: "short" }, "signingSecret"],
    [key.id, { scopes: [] }, "scopes"], [key.id, { rate: 5 }, "rate"], [key.id, { name: null }, "name"]])
    assert.deepEqual(problem(await change(id, body), 422, "invalid").errors.map((e) => e.path), [path]);
  problem(await (await person(url)).patch(`/api/keys/${key.id}`, { name: "Stolen" }), 404, "not_found");
});

test("API keys that are none", async () => {
  const owner = await person(url);
  const { key, secret } = ok(await owner.post("/api/keys", { name: "K", scopes: ["datasets:read"] }), 201);
  const last = secret.at(-1) === "A" ? "B" : "A";
  for (const wrong of [`${secret}x`, secret.slice(0, -1) + last, `bw_${key.prefix}_`, `bw_${key.prefix}`, "bw", "nonsense",
    `bw_000000000000_${"A".repeat(43)}`, "bw_" + "x".repeat(5000)]) {
    const program = new Client(url);
    program.key = wrong;
    problem(await program.get("/api/datasets"), 401, "unauthenticated");
  }
});

test("an API key that has expired", async () => {
  const owner = await person(url);
  const { key, secret } = ok(await owner.post("/api/keys",
    { name: "Short", scopes: ["datasets:read"], expiresAt: new Date(Date.now() + 3600e3).toISOString() }), 201);
  assert.ok(key.expiresAt);
  psql(`update tenants.api_key set expires_at = now() - interval '1 second' where id = '${key.id}'`);
  const program = new Client(url);
  program.key = secret;
  problem(await program.get("/api/datasets"), 401, "unauthenticated");
});

test("unknown API keys from one address are limited", async () => {
  const owner = await person(url);
  const { secret } = ok(await owner.post("/api/keys", { name: "Good", scopes: ["datasets:read"] }), 201);
  const guesser = new Client(url);
  guesser.address = "192.0.2.99";
  const codes = [];
  for (let i = 0; i < 60 && codes.at(-1) !== 429; i++) {
    guesser.key = `bw_000000000000_${randomUUID()}`;
    codes.push((await guesser.get("/api/datasets")).status);
  }
  assert.ok(codes.length > 5 && codes.at(-1) === 429, String(codes));
  guesser.key = secret;
  const limited = await guesser.get("/api/datasets");
  problem(limited, 429, "rate_limited");
  assert.ok(Number(limited.headers["retry-after"]) > 0);
});

test("every invalid field of a key is told at once", async () => {
  const owner = await person(url);
  const answer = await owner.post("/api/keys", { scopes: ["datasets:read", "all", 5], expiresAt: "yesterday" });
  assert.deepEqual(problem(answer, 422, "invalid").errors.map((e) => `${e.path} ${e.code}`).sort(),
    ["expiresAt format", "name required", "scopes[1] choice", "scopes[2] type"]);
  for (const [body, path] of [
    [{ name: "K", scopes: [] }, "scopes"],
    [{ name: "K" }, "scopes"],
    [{ name: "K", scopes: ["events:write"], origins: ["https://example.org"] }, "origins"],
    [{ name: "K", kind: "public" }, "origins"],
    [{ name: "K", kind: "public", origins: [] }, "origins"],
    [{ name: "K", kind: "public", origins: Array.from({ length: 21 }, (_, i) => `https://${i}.example.org`) }, "origins"],
    [{ name: "K", kind: "public", origins: ["https://example.org", "https://example.org/page"] }, "origins[1]"],
    [{ name: "K", kind: "public", origins: ["https://example.org", "HTTPS://EXAMPLE.ORG:443"] }, "origins[1]"],
    [{ name: "K", kind: "public", origins: ["https://example.org"], scopes: ["events:write", "events:read"] }, "scopes"],
    [{ name: "K", kind: "public", origins: ["https://example.org"], signing: "github" }, "signing"],
    [{ name: "K", kind: "semipublic", scopes: ["events:write"] }, "kind"],
    [{ name: "K", scopes: ["events:read"], signing: "github" }, "signing"],
    [{ name: "K", scopes: ["events:write"], signing: "rot13" }, "signing"],
    [{ name: "K", scopes: ["events:write"], signingSecret: "0123456789abcdef" }, "signingSecret"],
    [{ name: "K", scopes: ["events:write"], signing: "standard", signingSecret: "0123456789abcdef" }, "signingSecret"],
    [{ name: "K", scopes: ["events:write"], rate: 5 }, "rate"],
    [{ name: "K", scopes: ["events:write"], rate: { perSecond: 5 } }, "rate.burst"],
    [{ name: "K", scopes: ["events:write"], rate: { perSecond: 0, burst: 1 } }, "rate.perSecond"],
    [{ name: "K", scopes: ["events:write"], rate: { perSecond: 1, burst: 1, a: 1 } }, "rate.a"],
    [{ name: "K", scopes: ["datasets:read", "datasets:read"] }, "scopes"],
    [{ name: "K", scopes: ["datasets:read"], expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    [{ name: "x".repeat(121), scopes: ["datasets:read"] }, "name"],
  ])
    assert.deepEqual(problem(await owner.post("/api/keys", body), 422, "invalid").errors.map((e) => e.path), [path]);
});

test("Idempotency-Key: one object, no second secret, another body is a conflict", async () => {
  const owner = await person(url);
  const keyed = idem();
  const body = { name: "Once", scopes: ["datasets:read"] };
  const first = ok(await owner.post("/api/keys", body, keyed), 201);
  assert.deepEqual(ok(await owner.post("/api/keys", body, keyed), 201), { key: first.key, secret: null });
  problem(await owner.post("/api/keys", { ...body, name: "Twice" }, keyed), 409, "idempotency_conflict");
  assert.equal(ok(await owner.get("/api/keys"), 200).items.length, 1);

  const invited = { email: newEmail(), role: "viewer" };
  const once = idem();
  const made = ok(await owner.post("/api/invitations", invited, once), 201);
  assert.deepEqual(ok(await owner.post("/api/invitations", invited, once), 201), { invitation: made.invitation, url: null });
  ok(await new Client(url).get(made.url.replace("/invite/", "/api/invitations/")), 200);

  const place = idem();
  const tenant = ok(await owner.post("/api/tenants", { name: "Once only" }, place), 201);
  assert.deepEqual(ok(await owner.post("/api/tenants", { name: "Once only" }, place), 201), tenant);
  problem(await owner.post("/api/tenants", { name: "Another" }, place), 409, "idempotency_conflict");
  assert.equal(ok(await owner.get("/api/tenants"), 200).items.length, 2);

  const other = await person(url); // the same key of another person is another key
  assert.notEqual(ok(await other.post("/api/tenants", { name: "Once only" }, place), 201).id, tenant.id);
  problem(await owner.post("/api/tenants", { name: "X" }, { headers: { "idempotency-key": "a b" } }), 422, "invalid");
});

test("ten equal requests at the same moment with one Idempotency-Key make one object", async () => {
  const owner = await person(url);
  const keyed = idem();
  const answers = await Promise.all(Array.from({ length: 10 }, () =>
    owner.post("/api/keys", { name: "Once", scopes: ["datasets:read"] }, keyed)));
  assert.deepEqual(answers.map((a) => a.status), Array(10).fill(201));
  assert.equal(new Set(answers.map((a) => a.body.key.id)).size, 1);
  assert.equal(answers.filter((a) => a.body.secret).length, 1);
});

test("an Idempotency-Key is forgotten after a day", async () => {
  const owner = await person(url);
  const keyed = idem();
  const body = { name: "Daily", scopes: ["datasets:read"] };
  const first = ok(await owner.post("/api/keys", body, keyed), 201);
  psql(`update idempotency set created_at = now() - interval '25 hours' where object_id = '${first.key.id}'`);
  const second = ok(await owner.post("/api/keys", body, keyed), 201);
  assert.notEqual(second.key.id, first.key.id);
  assert.ok(second.secret);
});

test("the audit log names who did what", async () => {
  const owner = await person(url);
  const other = await member(owner, "viewer");
  ok(await owner.patch(`/api/members/${other.user.id}`, { role: "editor" }), 200);
  const { key } = ok(await owner.post("/api/keys", { name: "Logged", scopes: ["datasets:read"] }), 201);
  ok(await owner.delete(`/api/keys/${key.id}`), 204);
  ok(await owner.delete(`/api/members/${other.user.id}`), 204);
  const { items } = ok(await owner.get("/api/audit"), 200);
  assert.deepEqual(items.map((i) => i.action), [
    "member.removed", "key.revoked", "key.created", "member.role",
    "invitation.accepted", "invitation.created", "tenant.created",
  ]);
  assert.deepEqual(items[3].detail, { from: "viewer", to: "editor" });
  assert.deepEqual([items[3].userId, items[3].userEmail, items[3].object], [owner.user.id, owner.user.email, other.user.id]);
  problem(await (await member(owner, "editor")).get("/api/audit"), 403, "forbidden");
  assert.equal(ok(await owner.get("/api/audit?limit=2"), 200).items.length, 2);
});

test("a suspended workspace lets nobody in", async () => {
  const owner = await person(url);
  const { secret } = ok(await owner.post("/api/keys", { name: "K", scopes: ["datasets:read"] }), 201);
  psql(`update tenants.tenant set status = 'suspended' where id = '${owner.tenant}'`);
  const fresh = new Client(url); // nothing about this session is remembered yet
  ok(await fresh.post("/api/auth/login", { email: owner.user.email, password: PASSWORD }), 200);
  fresh.tenant = owner.tenant;
  problem(await fresh.get("/api/members"), 403, "tenant_suspended");
  const program = new Client(url);
  program.key = secret;
  problem(await program.get("/api/datasets"), 403, "tenant_suspended");
});
