// POST /webhook/<key id>: what other systems sign, and everything that must not pass.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { createHmac, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { Client, ok, person, problem } from "./client.mjs";
import { home } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

let owner;
const keys = {};

before(async () => {
  owner = await person(url);
  for (const signing of ["standard", "github", "stripe"])
    keys[signing] = await make({ signing });
});

async function make(more) {
  const { key, signingSecret, secret } = ok(await owner.post("/api/keys",
    { name: "Hook", scopes: ["events:write"], ...more }), 201);
  return { id: key.id, secret: signingSecret, key: secret };
}

const send = (id, body, headers) =>
  new Client(url).call("POST", `/webhook/${id}`, { raw: body, headers: { "content-type": "application/json", origin: null, ...headers } });
const stored = (id) =>
  JSON.parse(psql(`select to_jsonb(e) from events.event e where tenant_id = '${owner.tenant}' and id = '${id}'`)[0]);
const seconds = () => Math.floor(Date.now() / 1000);
const hmac = (secret, text) => createHmac("sha256", secret).update(text).digest("hex");

const standard = (key, id, body, at = new Date()) => ({
  "webhook-id": id, "webhook-timestamp": String(Math.floor(at / 1000)),
  "webhook-signature": new Webhook(key.secret).sign(id, at, body),
});
const github = (key, body, more) => ({ "x-hub-signature-256": `sha256=${hmac(key.secret, body)}`, ...more });
const stripe = (key, body, t = seconds()) => ({ "stripe-signature": `t=${t},v1=${hmac(key.secret, `${t}.${body}`)}` });

test("Standard Webhooks, signed by its own library", async () => {
  const body = JSON.stringify({ type: "contact.created", timestamp: new Date().toISOString(), data: { id: "c1" } });
  const id = `msg_${randomUUID()}`;
  const first = ok(await send(keys.standard.id, body, standard(keys.standard, id, body)), 201);
  assert.equal(first.status, "enqueued");
  const row = stored(first.id);
  assert.deepEqual([row.type, row.source, row.payload], ["contact.created", "standard", JSON.parse(body)]);
  assert.equal(row.key_id, keys.standard.id);
  const again = ok(await send(keys.standard.id, body, standard(keys.standard, id, body)), 200);
  assert.deepEqual(again, { id: first.id, status: "duplicate" });
});

test("a secret that is being replaced: one of several signatures", async () => {
  const body = '{"event":"rotated"}', id = `msg_${randomUUID()}`;
  const headers = standard(keys.standard, id, body);
  headers["webhook-signature"] = `v1,${Buffer.alloc(32).toString("base64")} v1a,x ${headers["webhook-signature"]}`;
  assert.equal(stored(ok(await send(keys.standard.id, body, headers), 201).id).type, "rotated");
});

test("what the library refuses is refused here, and all of it in the same words", async () => {
  const body = '{"type":"a"}', id = `msg_${randomUUID()}`;
  const good = standard(keys.standard, id, body);
  const details = new Set();
  const refused = async (key, text, headers) => {
    const answer = problem(await send(key, text, headers), 401, "unauthenticated");
    details.add(answer.detail);
  };
  await refused(keys.standard.id, '{"type":"b"}', good);
  await refused(keys.standard.id, body, { ...good, "webhook-id": "msg_other" });
  await refused(keys.standard.id, body, { ...good, "webhook-signature": null });
  await refused(keys.standard.id, body, { ...good, "webhook-signature": "v1,AAAA" });
  await refused(keys.standard.id, body, {});
  await refused(keys.standard.id, body, standard(keys.standard, id, body, new Date(Date.now() - 301e3)));
  await refused(keys.standard.id, body, standard(keys.standard, id, body, new Date(Date.now() + 320e3)));
  await refused(keys.standard.id, body, standard({ secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }, id, body));
  await refused(keys.github.id, body, good);
  await refused(randomUUID(), body, good);
  await refused("nonsense", body, good);
  const plain = ok(await owner.post("/api/keys", { name: "No signing", scopes: ["events:write"] }), 201);
  await refused(plain.key.id, body, { "x-api-key": plain.secret });
  assert.equal(details.size, 1, [...details].join(" / "));
});

test("GitHub: its documented vector, its event, its delivery", async () => {
  const own = await make({ signing: "github", signingSecret: "It's a Secret to Everybody" });
  const vector = { "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17" };
  problem(await send(own.id, "Hello, World!", vector), 400, "bad_json"); // signed well, but no JSON
  problem(await send(own.id, "Hello, World?", vector), 401, "unauthenticated");

  const body = JSON.stringify({ action: "opened", number: 7 }), delivery = randomUUID();
  const headers = github(keys.github, body, { "x-github-event": "pull_request", "x-github-delivery": delivery });
  const first = ok(await send(keys.github.id, body, headers), 201);
  assert.deepEqual([stored(first.id).type, stored(first.id).payload], ["pull_request", JSON.parse(body)]);
  assert.deepEqual(ok(await send(keys.github.id, body, headers), 200), { id: first.id, status: "duplicate" });
  assert.equal(psql(`select count(*) from events.event where tenant_id = '${owner.tenant}' and type = 'pull_request'`)[0], "1");
});

test("Stripe: time and signatures in one header, its event counts once", async () => {
  const body = JSON.stringify({ id: `evt_${randomUUID()}`, type: "charge.succeeded", created: seconds() - 60 });
  const headers = stripe(keys.stripe, body);
  headers["stripe-signature"] = headers["stripe-signature"].replace(",v1", `,v1=${"0".repeat(64)},v0=x,v1`);
  const first = ok(await send(keys.stripe.id, body, headers), 201);
  const row = stored(first.id);
  assert.equal(row.type, "charge.succeeded");
  assert.equal(Date.parse(row.occurred_at) / 1000, JSON.parse(body).created);
  // tried again by Stripe it is signed anew
  assert.equal(ok(await send(keys.stripe.id, body, stripe(keys.stripe, body, seconds() - 5)), 200).id, first.id);
  problem(await send(keys.stripe.id, body, stripe(keys.stripe, body, seconds() - 310)), 401, "unauthenticated");
  problem(await send(keys.stripe.id, `${body} `, headers), 401, "unauthenticated");
});

test("any JSON is an event; what cannot be stored is kept as a reject", async () => {
  const body = "[1,2,3]";
  assert.equal(stored(ok(await send(keys.github.id, body, github(keys.github, body)), 201).id).type, "webhook");
  const bad = '{"a":"\\u0000"}';
  problem(await send(keys.github.id, bad, github(keys.github, bad)), 422, "invalid");
  problem(await send(keys.github.id, "", github(keys.github, "")), 400, "bad_json");
  const rejects = psql(`select way, raw from events.reject where tenant_id = '${owner.tenant}' order by id`);
  assert.ok(rejects.includes(`webhook|${bad}`), rejects.join("\n"));
});

test("a body of more than a megabyte, a key that has ended", async () => {
  const large = JSON.stringify({ a: "x".repeat(1 << 20) });
  problem(await send(keys.github.id, large, github(keys.github, large)), 413, "too_large");
  for (const name of readdirSync(`${home}/log`))
    assert.ok(!readFileSync(`${home}/log/${name}`, "utf8").includes(`/webhook/${keys.github.id}`), `${name} tells the address`);
  const gone = await make({ signing: "github" });
  const send1 = () => send(gone.id, "{}", github(gone, "{}"));
  ok(await send1(), 201);
  ok(await owner.delete(`/api/keys/${gone.id}`), 204);
  problem(await send1(), 401, "unauthenticated");
});
