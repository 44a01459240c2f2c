// Registering, signing in, sessions, passwords, preferences: the rules of section 3.
import { setTimeout as sleep } from "node:timers/promises";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, PASSWORD, newEmail, ok, person, problem } from "./client.mjs";
import { psql, url } from "./suite.mjs";

test("registering makes a person, a workspace and a session", async () => {
  const c = new Client(url);
  const email = newEmail("Reg").replace("example.org", "EXAMPLE.org");
  const answer = await c.post("/api/auth/register", {
    email, password: PASSWORD, name: "Réné", workspace: "Réné & Söhne",
  });
  const { user, tenant } = ok(answer, 201);
  assert.equal(user.email, email.replace("EXAMPLE.org", "example.org"));
  assert.equal(tenant.role, "owner");
  assert.match(tenant.slug, /^[a-z0-9-]+$/);
  for (const line of answer.setCookies) {
    assert.match(line, /HttpOnly/);
    assert.match(line, /SameSite=Lax/);
  }
  assert.equal(c.cookie("bw_refresh").path, "/api/auth");
  const me = ok(await c.get("/api/me"), 200);
  assert.deepEqual(me.user, user);
  assert.deepEqual(me.tenants.map((t) => [t.id, t.slug, t.name, t.role]),
    [[tenant.id, tenant.slug, "Réné & Söhne", "owner"]]);
  assert.deepEqual(me.preferences, { theme: "mint", scheme: "system", locale: "en", timezone: "auto" });
});

test("the same address in another case is taken, and nothing is half-stored", async () => {
  const c = await person(url);
  const before = psql("select count(*) from tenants.tenant")[0];
  const again = await new Client(url).post("/api/auth/register", {
    email: c.user.email.toUpperCase(), password: PASSWORD, name: "X", workspace: "Half",
  });
  problem(again, 409, "email_taken");
  assert.equal(psql("select count(*) from tenants.tenant where name = 'Half'")[0], "0");
  assert.ok(Number(psql("select count(*) from tenants.tenant")[0]) >= Number(before));
});

test("two workspaces of one name get two slugs", async () => {
  const a = await person(url, "Twin");
  const b = await person(url, "Twin");
  assert.notEqual(a.workspace.slug, b.workspace.slug);
});

test("every invalid field of a registration is told at once", async () => {
  const answer = await new Client(url).post("/api/auth/register", {
    email: "not an address", password: "short", name: "", extra: 1,
  });
  const { errors } = problem(answer, 422, "invalid");
  assert.deepEqual(errors.map((e) => `${e.path} ${e.code}`).sort(), [
    "email format", "extra unknown", "name too_short", "password too_short", "workspace required",
  ]);
});

for (const [password, code] of [["123456789", "too_short"], ["x".repeat(201), "too_long"], ["EMAIL", "format"]])
  test(`password rule: ${code}`, async () => {
    const email = newEmail();
    const answer = await new Client(url).post("/api/auth/register", {
      email, password: password === "EMAIL" ? email.toUpperCase() : password, name: "P", workspace: "P",
    });
    const { errors } = problem(answer, 422, "invalid");
    assert.deepEqual(errors.map((e) => [e.path, e.code]), [["password", code]]);
  });

test("a password counts characters, not bytes", async () => {
  const answer = await new Client(url).post("/api/auth/register", {
    email: newEmail(), password: "é".repeat(200), name: "P", workspace: "P",
  });
  ok(answer, 201);
});

for (const email of ["a", "a@", "@b.org", "a b@c.org", "a@b..org", "a@b_c.org", "a@b.org\n", `${"x".repeat(65)}@b.org`, `a@${"b".repeat(260)}.org`])
  test(`no address: ${JSON.stringify(email).slice(0, 30)}`, async () => {
    const answer = await new Client(url).post("/api/auth/register", {
      email, password: PASSWORD, name: "P", workspace: "P",
    });
    assert.equal(problem(answer, 422, "invalid").errors[0].path, "email");
  });

test("signing in: right, wrong, unknown, in another case", async () => {
  const c = await person(url);
  const wrong = await new Client(url).post("/api/auth/login", { email: c.user.email, password: "wrong password" });
  const unknown = await new Client(url).post("/api/auth/login", { email: newEmail(), password: PASSWORD });
  problem(wrong, 401, "bad_credentials");
  problem(unknown, 401, "bad_credentials");
  assert.equal(wrong.body.detail, unknown.body.detail);
  const d = new Client(url);
  assert.deepEqual(ok(await d.post("/api/auth/login", { email: c.user.email.toUpperCase(), password: PASSWORD }), 200),
    { user: c.user });
  ok(await d.get("/api/me"), 200);
});

test("an unknown address takes as long as a wrong password", async () => {
  const c = await person(url);
  const time = async (email) => {
    const began = process.hrtime.bigint();
    await new Client(url).post("/api/auth/login", { email, password: "wrong password" });
    return Number(process.hrtime.bigint() - began) / 1e6;
  };
  const known = Math.min(await time(c.user.email), await time(c.user.email));
  const unknown = Math.min(await time(newEmail()), await time(newEmail()));
  // scrypt takes some 100 ms; an answer without it takes some 2 ms
  assert.ok(unknown > known / 5, `unknown ${unknown} ms, known ${known} ms`);
});

test("a program signs in with token:true, gets no cookies, and refreshes by body", async () => {
  const c = await person(url);
  const d = new Client(url);
  const login = await d.post("/api/auth/login", { email: c.user.email, password: PASSWORD, token: true });
  const { user, accessToken, refreshToken, expiresIn } = ok(login, 200);
  assert.equal(user.id, c.user.id);
  assert.equal(expiresIn, 600);
  assert.equal(login.setCookies.length, 0);
  d.bearer = accessToken;
  ok(await d.get("/api/me"), 200);
  d.bearer = undefined;
  const next = ok(await d.post("/api/auth/refresh", { refreshToken }), 200);
  assert.notEqual(next.refreshToken, refreshToken);
  d.bearer = next.accessToken;
  ok(await d.get("/api/me"), 200);
  problem(await new Client(url).post("/api/auth/refresh", { refreshToken: "AAAA" }), 401, "unauthenticated");
  problem(await new Client(url).post("/api/auth/refresh", { refreshToken: 5 }), 422, "invalid");
});

test("a refresh token used again at once gives the same successor", async () => {
  const c = await person(url);
  const twin = c.clone();
  const old = c.cookie("bw_refresh").value;
  ok(await c.post("/api/auth/refresh"), 204);
  ok(await twin.post("/api/auth/refresh"), 204);
  assert.notEqual(c.cookie("bw_refresh").value, old);
  assert.equal(c.cookie("bw_refresh").value, twin.cookie("bw_refresh").value);
});

test("ten refreshes at the same moment all get the same successor", async () => {
  const c = await person(url);
  const twins = Array.from({ length: 10 }, () => c.clone());
  const answers = await Promise.all(twins.map((t) => t.post("/api/auth/refresh")));
  for (const a of answers) assert.equal(a.status, 204, a.text);
  assert.equal(new Set(twins.map((t) => t.cookie("bw_refresh").value)).size, 1);
  ok(await twins[3].post("/api/auth/refresh"), 204);
});

test("a refresh token used again later ends the session for both who hold it", async () => {
  const c = await person(url);
  const thief = c.clone();
  ok(await c.post("/api/auth/refresh"), 204);
  psql(`update auth.session set rotated_at = now() - interval '11 seconds' where user_id = '${c.user.id}'`);
  problem(await thief.post("/api/auth/refresh"), 401, "session_revoked");
  problem(await c.post("/api/auth/refresh"), 401, "session_revoked");
  problem(await c.get("/api/me"), 401, "unauthenticated"); // its cookies were taken back
  assert.equal(psql(`select count(*) from auth.audit where user_id = '${c.user.id}' and action = 'session.reused'`)[0], "1");
});

test("a token two generations old ends the session, too", async () => {
  const c = await person(url);
  const thief = c.clone();
  ok(await c.post("/api/auth/refresh"), 204);
  ok(await c.post("/api/auth/refresh"), 204);
  problem(await thief.post("/api/auth/refresh"), 401, "session_revoked");
});

test("an altered refresh token is nobody's and harms nobody", async () => {
  const c = await person(url);
  const d = c.clone();
  const cookie = d.cookie("bw_refresh");
  const bytes = Buffer.from(cookie.value, "base64url");
  bytes[bytes.length - 1] ^= 1;
  cookie.value = bytes.toString("base64url");
  problem(await d.post("/api/auth/refresh"), 401, "unauthenticated");
  ok(await c.post("/api/auth/refresh"), 204);
});

test("signing out ends the session at once", async () => {
  const c = await person(url);
  const twin = c.clone();
  ok(await twin.get("/api/me"), 200);
  ok(await c.post("/api/auth/logout"), 204);
  assert.equal(c.cookies.size, 0);
  problem(await twin.get("/api/me"), 401, "session_revoked");
  problem(await twin.post("/api/auth/refresh"), 401, "session_revoked");
  ok(await c.post("/api/auth/logout"), 204); // twice is harmless
});

test("a session is renewed by either address of the API", async () => {
  const c = await person(url);
  const before = c.cookie("bw_refresh").value;
  ok(await c.post("/api/v1/auth/refresh"), 204);
  assert.notEqual(c.cookie("bw_refresh").value, before);
  ok(await c.post("/api/auth/refresh"), 204);
  ok(await c.post("/api/v1/auth/logout"), 204);
  assert.equal(c.cookies.size, 0);
});

test("signing out works with the refresh cookie alone", async () => {
  const c = await person(url);
  const twin = c.clone();
  c.cookies.delete(`${c.cookie("bw_session").name};/`);
  ok(await c.post("/api/auth/logout"), 204);
  problem(await twin.post("/api/auth/refresh"), 401, "session_revoked");
});

test("signing out everywhere", async () => {
  const c = await person(url);
  const d = new Client(url);
  ok(await d.post("/api/auth/login", { email: c.user.email, password: PASSWORD }), 200);
  ok(await d.get("/api/me"), 200);
  ok(await c.post("/api/auth/logout-all"), 204);
  problem(await d.get("/api/me"), 401, "session_revoked");
  problem(await d.post("/api/auth/refresh"), 401, "session_revoked");
  problem(await new Client(url).post("/api/auth/logout-all"), 401, "unauthenticated");
});

test("sessions: the own ones alone; another's cannot be ended", async () => {
  const a = await person(url, "A");
  const b = await person(url, "B");
  const second = new Client(url);
  ok(await second.post("/api/auth/login", { email: a.user.email, password: PASSWORD },
    { headers: { "user-agent": "Second/1.0" } }), 200);
  const mine = ok(await a.get("/api/me/sessions"), 200).items;
  assert.equal(mine.length, 2);
  assert.deepEqual(Object.keys(mine[0]), ["id", "current", "userAgent", "address", "createdAt", "lastSeenAt"]);
  assert.deepEqual(mine.map((s) => s.current), [false, true]);
  assert.equal(mine[0].userAgent, "Second/1.0");

  const theirs = ok(await b.get("/api/me/sessions"), 200).items;
  assert.equal(theirs.length, 1);
  const log = psql("select count(*) from auth.audit")[0];
  problem(await a.delete(`/api/me/sessions/${theirs[0].id}`), 404, "not_found");
  assert.equal(psql("select count(*) from auth.audit")[0], log);
  ok(await b.get("/api/me"), 200);
  ok(await b.post("/api/auth/refresh"), 204);
  problem(await a.delete("/api/me/sessions/nonsense"), 404, "not_found");

  ok(await a.delete(`/api/me/sessions/${mine[0].id}`), 204);
  problem(await second.get("/api/me"), 401, "session_revoked");
  assert.equal(ok(await a.get("/api/me/sessions"), 200).items.length, 1);
  problem(await a.delete(`/api/me/sessions/${mine[0].id}`), 404, "not_found");
});

test("sessions in pages", async () => {
  const c = await person(url);
  await new Client(url).post("/api/auth/login", { email: c.user.email, password: PASSWORD });
  const first = ok(await c.get("/api/me/sessions?limit=1"), 200);
  assert.equal(first.items.length, 1);
  const second = ok(await c.get(`/api/me/sessions?limit=1&cursor=${first.nextCursor}`), 200);
  assert.equal(second.nextCursor, null);
  assert.notEqual(second.items[0].id, first.items[0].id);
  problem(await c.get("/api/me/sessions?limit=0"), 422, "invalid");
  problem(await c.get("/api/me/sessions?cursor=xx"), 422, "invalid");
});

test("changing the password ends the other sessions and this one goes on", async () => {
  const c = await person(url);
  const d = new Client(url);
  ok(await d.post("/api/auth/login", { email: c.user.email, password: PASSWORD }), 200);
  const wrong = await c.post("/api/me/password", { current: "not the password", new: "another password" });
  assert.equal(problem(wrong, 422, "invalid").errors[0].path, "current");
  const same = await c.post("/api/me/password", { current: PASSWORD, new: c.user.email });
  assert.equal(problem(same, 422, "invalid").errors[0].path, "new");
  ok(await c.post("/api/me/password", { current: PASSWORD, new: "another password" }), 204);
  ok(await c.get("/api/me"), 200);
  problem(await d.get("/api/me"), 401, "session_revoked");
  problem(await new Client(url).post("/api/auth/login", { email: c.user.email, password: PASSWORD }), 401, "bad_credentials");
  ok(await new Client(url).post("/api/auth/login", { email: c.user.email, password: "another password" }), 200);
});

test("name and address", async () => {
  const c = await person(url);
  const other = await person(url);
  assert.equal(ok(await c.patch("/api/me", { name: "Zoë" }), 200).user.name, "Zoë");
  const email = newEmail("new");
  assert.equal(problem(await c.patch("/api/me", { email }), 422, "invalid").errors[0].path, "password");
  problem(await c.patch("/api/me", { email: other.user.email, password: PASSWORD }), 409, "email_taken");
  const me = ok(await c.patch("/api/me", { email, password: PASSWORD }), 200);
  assert.deepEqual([me.user.email, me.user.name], [email, "Zoë"]);
  problem(await c.patch("/api/me", { name: null }), 422, "invalid");
});

test("preferences: PATCH leaves what is not sent, PUT takes the whole", async () => {
  const c = await person(url);
  ok(await c.patch("/api/me/preferences", { theme: "ember" }), 200);
  assert.deepEqual(ok(await c.patch("/api/me/preferences", { locale: "ar", timezone: "Asia/Kathmandu" }), 200),
    { theme: "ember", scheme: "system", locale: "ar", timezone: "Asia/Kathmandu" });
  assert.deepEqual(ok(await c.patch("/api/me/preferences", {}), 200),
    { theme: "ember", scheme: "system", locale: "ar", timezone: "Asia/Kathmandu" });
  assert.deepEqual(problem(await c.put("/api/me/preferences", { theme: "mint" }), 422, "invalid").errors.map((e) => e.path),
    ["scheme", "locale", "timezone"]);
  const whole = { theme: "neon", scheme: "dark", locale: "fr", timezone: "auto" };
  assert.deepEqual(ok(await c.put("/api/me/preferences", whole), 200), whole);
  assert.deepEqual(ok(await c.get("/api/me/preferences"), 200), whole);
  for (const bad of [{ theme: "pink" }, { scheme: "" }, { locale: "de" }, { timezone: "Mars/Olympus" }, { timezone: null }])
    problem(await c.patch("/api/me/preferences", bad), 422, "invalid");
  assert.deepEqual(ok(await c.get("/api/me/preferences"), 200), whole);
});

test("a request with a cookie from another site is refused", async () => {
  const c = await person(url);
  problem(await c.patch("/api/me", { name: "Evil" }, { headers: { origin: "http://evil.example" } }), 403, "cross_origin");
  problem(await c.patch("/api/me", { name: "Evil" }, { headers: { origin: null } }), 403, "cross_origin");
  problem(await c.patch("/api/me", { name: "Evil" }, { headers: { origin: "null" } }), 403, "cross_origin");
  problem(await c.post("/api/auth/logout", undefined, { headers: { origin: "http://evil.example" } }), 403, "cross_origin");
  ok(await c.patch("/api/me", { name: "Good" }, { headers: { origin: null, "sec-fetch-site": "same-origin" } }), 200);
});

test("tokens that are none", async () => {
  const c = await person(url);
  const jwt = c.cookie("bw_session").value;
  const [head, body, signature] = jwt.split(".");
  const b64 = (v) => Buffer.from(typeof v === "string" ? v : JSON.stringify(v)).toString("base64url");
  const claims = JSON.parse(Buffer.from(body, "base64url"));
  const forged = {
    "no signature": `${head}.${body}.`,
    "alg none": `${b64({ alg: "none", typ: "JWT", kid: "k1" })}.${body}.`,
    "another person": `${head}.${b64({ ...claims, sub: "00000000-0000-7000-8000-000000000000" })}.${signature}`,
    "longer life": `${head}.${b64({ ...claims, exp: claims.exp + 1 })}.${signature}`,
    "unknown key": `${b64({ alg: "HS256", typ: "JWT", kid: "zz" })}.${body}.${signature}`,
    "cut off": jwt.slice(0, -2),
    garbage: "a.b.c",
    empty: ".",
    blank: "%20",
  };
  for (const [what, token] of Object.entries(forged)) {
    const d = new Client(url);
    d.bearer = token;
    const answer = await d.get("/api/me");
    assert.equal(answer.status, 401, `${what}: ${answer.text}`);
  }
});

// Fails until it is told to wait; the statuses before.
async function guess(email, address, most) {
  const codes = [];
  for (let i = 0; i < most; i++) {
    const c = new Client(url);
    c.address = typeof address === "function" ? address(i) : address;
    const answer = await c.post("/api/auth/login", { email: email ?? newEmail(), password: "wrong password" });
    if (answer.status === 429) return { codes, answer };
    codes.push(answer.status);
  }
  return { codes };
}

test("failed sign-ins from one address are limited, with Retry-After", async () => {
  const c = await person(url);
  const address = "192.0.2.77";
  const { codes, answer } = await guess(null, address, 40);
  assert.ok(answer, "never limited");
  assert.ok(codes.length >= 5 && codes.every((code) => code === 401), String(codes));
  problem(answer, 429, "rate_limited");
  const wait = Number(answer.headers["retry-after"]);
  assert.ok(wait >= 1 && wait <= 900, answer.headers["retry-after"]);
  const right = new Client(url);
  right.address = address;
  problem(await right.post("/api/auth/login", { email: c.user.email, password: PASSWORD }), 429, "rate_limited");
  right.address = "192.0.2.78";
  ok(await right.post("/api/auth/login", { email: c.user.email, password: PASSWORD }), 200);
  ok(await c.get("/api/me"), 200);
});

test("a flood of sign-ins does not keep others from being answered", async () => {
  const c = await person(url);
  let pending = 60;
  const flood = Array.from({ length: pending }, () =>
    new Client(url).post("/api/auth/login", { email: newEmail(), password: "wrong password" }).finally(() => pending--));
  for (let i = 0; i < 5; i++) ok(await c.get("/api/me"), 200);
  assert.ok(pending > 0, "the flood was over too soon to tell");
  for (const answer of await Promise.all(flood)) {
    if (answer.status === 401) continue;
    problem(answer, 503, "unavailable");
    assert.ok(Number(answer.headers["retry-after"]) > 0);
  }
  ok(await new Client(url).post("/api/auth/login", { email: c.user.email, password: PASSWORD }), 200);
});

test("a network of IPv6 is one address", async () => {
  const { answer } = await guess(null, (i) => `2001:db8:77::${(i + 1).toString(16)}`, 40);
  problem(answer, 429, "rate_limited");
});

test("failed sign-ins for one person are limited from wherever they come", async () => {
  const c = await person(url);
  const { codes, answer } = await guess(c.user.email, (i) => `198.51.100.${i}`, 100);
  assert.ok(codes.length > 20, String(codes.length));
  problem(answer, 429, "rate_limited");
});

test("health", async () => {
  const c = new Client(url);
  assert.deepEqual(ok(await c.get("/health"), 200), { status: "live" });
  assert.deepEqual(ok(await c.get("/health/live"), 200), { status: "live" });
  assert.deepEqual(ok(await c.get("/health/ready"), 200), { status: "ready" });
});

test("/health/ready says no_tick when background work stands still", async () => {
  const c = new Client(url);
  const shift = (by) => psql(`update jobs.tick set started_at = started_at ${by} interval '1 hour'`);
  const young = () => psql("select count(*) from jobs.tick where started_at > now() - interval '150 seconds'")[0];
  assert.notEqual(young(), "0", "etl has not ticked");
  // a tick may begin between the two statements: then once more
  for (let i = 0; i < 5; i++) {
    shift("-");
    await sleep(1100); // what was found holds for a second
    const answer = await c.get("/health/ready");
    const undisturbed = young() === "0";
    shift("+");
    if (!undisturbed) continue;
    problem(answer, 503, "no_tick");
    assert.ok(answer.headers["retry-after"]);
    await sleep(1100);
    ok(await c.get("/health/ready"), 200);
    return;
  }
  assert.fail("ticks began all the time");
});
