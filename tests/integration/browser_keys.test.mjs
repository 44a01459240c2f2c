// Public keys: what a page of another site may do with one, and what nobody else may.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Client, ok, person, problem } from "./client.mjs";
import { psql, url } from "./suite.mjs";

const shop = "https://shop.example.org";
let owner, key, secret;

before(async () => {
  owner = await person(url);
  key = ok(await owner.post("/api/keys", { name: "Page", kind: "public", origins: [shop, "http://localhost:3000"] }), 201).secret;
  secret = ok(await owner.post("/api/keys", { name: "Server", scopes: ["events:write"] }), 201).secret;
});

/** As a browser sends it for a page of that origin. */
const fromPage = (path, body, headers, client = new Client(url)) =>
  client.call("POST", path, { raw: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "text/plain;charset=UTF-8", origin: shop, "sec-fetch-site": "cross-site", ...headers } });
const preflight = (path, headers) => new Client(url).call("OPTIONS", path, {
  headers: { origin: shop, "access-control-request-method": "POST", "access-control-request-headers": "content-type,x-api-key", ...headers } });
const count = (type) => Number(psql(`select count(*) from events.event where tenant_id = '${owner.tenant}' and type = '${type}'`)[0]);
const allowed = (answer) => answer.headers["access-control-allow-origin"];

test("a page sends one event and many, without a preflight", async () => {
  const one = await fromPage(`/api/events?key=${key}`, { type: "clicked" });
  ok(one, 201);
  assert.equal(allowed(one), shop);
  assert.match(one.headers.vary, /Origin/);
  assert.equal(one.headers["access-control-allow-credentials"], undefined);
  const many = await fromPage(`/api/events/batch?key=${key}`, { events: [{ type: "seen" }, { type: "" }] });
  assert.deepEqual([ok(many, 200).accepted, many.body.rejected], [1, 1]);
  assert.equal(allowed(many), shop);
  ok(await fromPage("/api/events", { type: "clicked" }, { "x-api-key": key, "content-type": "application/json" }), 201);
  assert.deepEqual([count("clicked"), count("seen")], [2, 1]);
});

test("from another page, from none, from a page that only looks like it: 403", async () => {
  for (const origin of [null, "null", "https://example.org", "http://shop.example.org", `${shop}:8443`, `${shop}.evil.example`, `${shop}/`]) {
    const answer = await fromPage(`/api/events?key=${key}`, { type: "stolen" }, { origin });
    problem(answer, 403, "cross_origin");
    assert.equal(allowed(answer), undefined);
  }
  assert.equal(count("stolen"), 0);
});

test("a public key writes events and does nothing else", async () => {
  const page = new Client(url);
  page.key = key;
  const here = { headers: { origin: shop } };
  for (const path of ["/api/events", "/api/events/types", "/api/datasets", "/api/usage"])
    problem(await page.get(path, here), 403, "scope_missing");
  problem(await page.get("/api/keys", here), 403, "forbidden");
  problem(await page.post("/api/datasets", { name: "D", fileType: "csv" }, here), 403, "scope_missing");
  problem(await page.post(`/api/events/rejects/${owner.user.id}/replay`, undefined, here), 403, "forbidden");
});

test("a secret key is not taken from an address, nor a public one for what is not events", async () => {
  problem(await fromPage(`/api/events?key=${secret}`, { type: "leaked" }), 401, "unauthenticated");
  problem(await fromPage("/api/events?key=nonsense", { type: "leaked" }), 401, "unauthenticated");
  problem(await new Client(url).get(`/api/datasets?key=${key}`, { headers: { origin: shop } }), 401, "unauthenticated");
  problem(await fromPage("/api/events", { type: "leaked" }, { "x-api-key": secret }), 415, "media_type");
  assert.equal(count("leaked"), 0);
});

test("cookies are not looked at: a person signed in on the same browser stays out of it", async () => {
  const answer = await fromPage(`/api/events?key=${key}`, { type: "with cookies" }, {}, owner.clone());
  ok(answer, 201);
  const [row] = psql(`select key_id from events.event where tenant_id = '${owner.tenant}' and type = 'with cookies'`);
  assert.ok(row, "it is the key's event");
  const other = await person(url);
  const foreign = other.clone();
  foreign.tenant = undefined;
  ok(await fromPage(`/api/events?key=${key}`, { type: "with others' cookies" }, {}, foreign), 201);
  assert.equal(count("with others'' cookies"), 1);
});

test("a preflight is answered by origin, for the key when the address has one", async () => {
  const fine = await preflight(`/api/events/batch?key=${key}`);
  assert.equal(fine.status, 204);
  assert.equal(allowed(fine), shop);
  assert.equal(fine.headers["access-control-allow-methods"], "POST");
  assert.match(fine.headers["access-control-allow-headers"], /x-api-key/);
  assert.equal(fine.headers["access-control-allow-credentials"], undefined);
  assert.equal(allowed(await preflight("/api/events")), shop);
  for (const answer of [
    await preflight(`/api/events?key=${key}`, { origin: "https://example.org" }),
    await preflight(`/api/events?key=${secret}`),
    await preflight("/api/events?key=nonsense"),
    await preflight("/api/events", { origin: "https://nobody.example" }),
    await preflight("/api/events", { origin: null }),
  ]) {
    assert.equal(answer.status, 204);
    assert.equal(allowed(answer), undefined);
  }
  assert.equal((await preflight("/api/datasets")).status, 405);
});

test("a key that has ended is nobody's, at once", async () => {
  const gone = ok(await owner.post("/api/keys", { name: "Gone", kind: "public", origins: ["https://gone.example"] }), 201);
  const send = () => fromPage(`/api/events?key=${gone.secret}`, { type: "gone" }, { origin: "https://gone.example" });
  ok(await send(), 201);
  ok(await owner.delete(`/api/keys/${gone.key.id}`), 204);
  problem(await send(), 401, "unauthenticated");
});

test("the script is small, open to every page and soon old", async () => {
  const script = await new Client(url).get("/bw.js", { headers: { "accept-encoding": "gzip" } });
  assert.equal(script.status, 200);
  assert.match(script.type, /javascript/);
  assert.equal(script.headers["content-encoding"], "gzip");
  assert.ok(Number(script.headers["content-length"]) <= 2048, script.headers["content-length"]);
  assert.equal(script.headers["access-control-allow-origin"], "*");
  assert.equal(script.headers["cross-origin-resource-policy"], "cross-origin");
  assert.match(script.headers["cache-control"], /max-age=3600/);
  assert.deepEqual(script.setCookies, []);
});
