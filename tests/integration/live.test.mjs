// Who may hear which live channel, and how far each topic has come.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, member, ok, person, problem } from "./client.mjs";
import { listen } from "./listen.mjs";
import { url } from "./suite.mjs";

async function until(what, seconds = 5) {
  for (let i = 0; i < seconds * 50; i++) {
    if (what()) return true;
    await sleep(20);
  }
  return false;
}

const refused = (heard, status, code) => {
  assert.equal(heard.status, status, heard.text);
  assert.equal(JSON.parse(heard.text).code, code);
};

test("a member hears the workspace; what changes arrives with the counter", async () => {
  const owner = await person(url);
  const other = await member(owner, "viewer");
  const heard = await listen(owner, `?tenant=${owner.tenant}`);
  assert.equal(heard.status, 200);
  ok(await owner.patch(`/api/members/${other.user.id}`, { role: "editor" }), 200);
  assert.ok(await until(() => heard.messages.some((m) => m.type === "member.updated")), JSON.stringify(heard.messages));
  const message = heard.messages.find((m) => m.type === "member.updated");
  assert.equal(message.topic, `tenant:${owner.tenant}`);
  assert.equal(message.data.userId, other.user.id);
  const { items } = ok(await owner.get(`/api/live?topics=tenant:${owner.tenant},user:${owner.user.id}`), 200);
  assert.equal(items[`tenant:${owner.tenant}`], message.seq);
  assert.equal(items[`user:${owner.user.id}`], 0);
});

test("who is removed is cut off and cannot come back", async () => {
  const owner = await person(url);
  const other = await member(owner, "viewer");
  const heard = await listen(other, `?tenant=${owner.tenant}`);
  assert.equal(heard.status, 200);
  ok(await owner.delete(`/api/members/${other.user.id}`), 204);
  assert.ok(await until(() => heard.closed), "the connection stays open");
  refused(await listen(other, `?tenant=${owner.tenant}`), 403, "not_a_member");
});

test("who has signed out everywhere is cut off and cannot come back", async () => {
  const owner = await person(url);
  const heard = await listen(owner, `?tenant=${owner.tenant}`);
  const cookies = new Map(owner.cookies);
  assert.equal(heard.status, 200);
  ok(await owner.post("/api/auth/logout-all"), 204);
  assert.ok(await until(() => heard.closed), "the connection stays open");
  owner.cookies = cookies;
  refused(await listen(owner, `?tenant=${owner.tenant}`), 401, "session_revoked");
});

test("an id in upper case is the same dataset and dashboard", async () => {
  const a = await person(url);
  const dashboard = ok(await a.post("/api/dashboards", { name: "B" }), 201);
  const { dataset } = ok(await a.post("/api/datasets", { name: "D", fileType: "csv" }), 201);
  const board = await listen(a, `?tenant=${a.tenant}&topics=dashboard:${dashboard.id}`);
  const text = { type: "text", title: "", config: { text: "" }, layout: { x: 0, y: 0, w: 1, h: 1 } };
  ok(await a.post(`/api/dashboards/${dashboard.id.toUpperCase()}/widgets`, text), 201);
  assert.ok(await until(() => board.messages.some((m) => m.topic === `dashboard:${dashboard.id}`)));
  const heard = await listen(a, `?tenant=${a.tenant}`);
  ok(await a.delete(`/api/datasets/${dataset.id.toUpperCase()}`), 204);
  assert.ok(await until(() => heard.messages.some((m) => m.type === "dataset.deleted")), JSON.stringify(heard.messages));
  assert.equal(heard.messages.find((m) => m.type === "dataset.deleted").data.id, dataset.id);
});

test("refusals say why", async () => {
  const a = await person(url);
  const b = await person(url);
  refused(await listen(new Client(url), `?tenant=${a.tenant}`), 401, "unauthenticated");
  refused(await listen(a, `?tenant=${b.tenant}`), 403, "not_a_member");
  refused(await listen(a, "?tenant=nonsense"), 403, "not_a_member");
  refused(await listen(a, ""), 400, "tenant_required");
  refused(await listen(a, `?tenant=${a.tenant}&topics=user:${b.user.id}`), 403, "forbidden");
  refused(await listen(a, `?tenant=${a.tenant}&topics=tenant:${b.tenant}`), 403, "forbidden");
  refused(await listen(a, `?tenant=${a.tenant}&topics=dashboard:${randomUUID()}`), 403, "forbidden");
  refused(await listen(a, `?tenant=${a.tenant}&topics=*`), 403, "forbidden");
  refused(await listen(a, `?tenant=${a.tenant}`, { origin: "http://evil.example" }), 403, "cross_origin");
  const dashboard = ok(await b.post("/api/dashboards", { name: "B" }), 201);
  refused(await listen(a, `?tenant=${a.tenant}&topics=dashboard:${dashboard.id}`), 403, "forbidden");
});

test("a dashboard of the own workspace can be heard", async () => {
  const a = await person(url);
  const dashboard = ok(await a.post("/api/dashboards", { name: "B" }), 201);
  const heard = await listen(a, `?tenant=${a.tenant}&topics=dashboard:${dashboard.id}`, { origin: new URL(url).origin });
  assert.equal(heard.status, 200);
  ok(await a.post(`/api/dashboards/${dashboard.id}/widgets`,
    { type: "text", title: "T", config: { text: "t" }, layout: { x: 0, y: 0, w: 3, h: 2 } }), 201);
  assert.ok(await until(() => heard.messages.some((m) => m.type === "widget:created")), JSON.stringify(heard.messages));
});

test("counters of another workspace stay its own", async () => {
  const a = await person(url);
  const b = await person(url);
  await member(b, "viewer");
  const { items } = ok(await a.get(`/api/live?topics=tenant:${b.tenant},user:${b.user.id}`), 200);
  assert.deepEqual(items, { [`tenant:${b.tenant}`]: 0, [`user:${b.user.id}`]: 0 });
  problem(await a.get(`/api/live?topics=${Array(51).fill("a").join(",")}`), 422, "invalid");
});
