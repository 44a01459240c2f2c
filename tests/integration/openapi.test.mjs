// The description of the API and the route tables say the same, and all examples are true.
import assert from "node:assert/strict";
import { test } from "node:test";
import { document } from "./contract.mjs";
import { Client } from "./client.mjs";
import { allRoutes, url } from "./suite.mjs";

const described = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.keys(operations).filter((m) => m !== "parameters").map((method) => `${method.toUpperCase()} ${path}`));

const tables = allRoutes()
  .filter((r) => r.permission !== "internal")
  .map((r) => `${r.method} ${/^\/(health|metrics|p|webhook|v1)\b/.test(r.path) ? "" : "/api"}${r.path.replace(/:(\w+)/g, "{$1}")}`);

test("every route is described", () => {
  assert.deepEqual(tables.filter((r) => !described.includes(r)), []);
});

test("everything described is a route", () => {
  assert.deepEqual(described.filter((r) => !tables.includes(r)), []);
});

test("every reference leads somewhere", () => {
  const lost = [];
  JSON.stringify(document, (key, value) => {
    if (key === "$ref" && !value.split("/").slice(1).reduce((at, name) => at?.[name], document)) lost.push(value);
    return value;
  });
  assert.deepEqual(lost, []);
});

test("every operation has a name of its own, a tag, a summary and a problem", () => {
  const operations = Object.values(document.paths).flatMap((p) => Object.values(p));
  const ids = operations.map((o) => o.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const o of operations) assert.ok(o.tags?.length && o.summary && o.responses.default, JSON.stringify(o.operationId));
});

test("is served under both names", async () => {
  for (const path of ["/api/openapi.json", "/api/v1/openapi.json"]) {
    const answer = await new Client(url).get(path);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, document);
  }
});
