// Versions of a dataset: replaced, added to, read again, canceled, gone back to.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, test } from "node:test";
import { member, ok, person, problem } from "./client.mjs";
import { count, etl, until } from "./etl.mjs";
import { put, settled, upload } from "./files.mjs";
import { psql, url } from "./suite.mjs";

let ann, bob;
before(async () => {
  ann = await person(url, "Ann");
  bob = await person(url, "Bob");
});

const at = (id) => `/api/datasets/${id}`;
const get = async (id) => ok(await ann.get(at(id)), 200);
const add = async (id, input) => ok(await ann.post(`${at(id)}/versions`, input), 201);
const complete = async (id) => ok(await ann.call("POST", `${at(id)}/complete`), 202);
const versions = async (id) => ok(await ann.get(`${at(id)}/versions`), 200).items;

/** Sends a file as a further version, and waits for what becomes of it. */
async function send(id, content, input) {
  const { uploadUrl, version } = await add(id, input);
  assert.equal((await ann.call("PUT", uploadUrl, { raw: content })).status, 201);
  await complete(id);
  await until(async () => !["created", "queued", "processing"].includes(
    (await versions(id)).find((v) => v.version === version).status), 70, "the version's end");
  return version;
}

/** What readers see: "metric sum count". */
async function seen(id) {
  const { series } = ok(await ann.get(`/api/analytics/summary?datasetId=${id}`), 200);
  return series.map((s) => `${s.metric} ${s.sum} ${s.count}`).sort();
}

const csv = (...rows) => ["at,a", ...rows.map(([day, a]) => `2024-01-${day},${a}`)].join("\n") + "\n";

describe("a later version", () => {
  test("replaces what readers see when it is whole, not before", async () => {
    const { id } = await upload(ann, csv(["01", 1], ["02", 2]));
    assert.deepEqual(await seen(id), ["a 3 2"]);
    const made = await add(id, { mode: "replace" });
    assert.equal(made.version, 2);
    assert.deepEqual([made.dataset.status, made.dataset.version, made.dataset.uploadable], ["ready", 1, true]);
    assert.equal(made.dataset.pending.status, "created");
    assert.equal((await ann.call("PUT", made.uploadUrl, { raw: csv(["03", 10]) })).status, 201);
    assert.deepEqual(await seen(id), ["a 3 2"]);
    await complete(id);
    const now = await until(async () => {
      const d = await get(id);
      return d.version === 2 && d;
    }, 70, "version 2");
    assert.deepEqual([now.status, now.pending, now.rowCount, now.uploadable], ["ready", null, 1, false]);
    assert.equal(now.firstAt, "2024-01-03T00:00:00Z");
    assert.deepEqual(await seen(id), ["a 10 1"]);
    assert.deepEqual((await versions(id)).map((v) => [v.version, v.mode, v.status, v.current, v.restorable]),
                     [[2, "replace", "ready", true, false], [1, "replace", "ready", false, true]]);
  });

  test("adds to what readers see, file after file", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    await send(id, csv(["02", 2], ["03", "x"]), { mode: "append" });
    await send(id, JSON.stringify([{ at: "2024-01-04", a: 4 }]), { mode: "append", fileType: "json" });
    const d = await get(id);
    assert.deepEqual([d.version, d.rowCount, d.rejectCount], [3, 3, 1]);
    assert.deepEqual([d.firstAt, d.lastAt], ["2024-01-01T00:00:00Z", "2024-01-04T00:00:00Z"]);
    assert.deepEqual(await seen(id), ["a 7 3"]);
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state = 'current'`), 3);
    assert.equal(ok(await ann.get(`${at(id)}/rejects`), 200).items[0].value, "x");
    assert.equal(ok(await ann.get(`${at(id)}/rejects?version=1`), 200).items.length, 0);
  });
});

describe("going back", () => {
  test("shows a former version at once, and forth again", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    await send(id, csv(["02", 2]), { mode: "append" });
    await send(id, csv(["03", 5]), { mode: "replace" });
    assert.deepEqual(await seen(id), ["a 5 1"]);
    for (const [version, points] of [[2, "a 3 2"], [1, "a 1 1"], [3, "a 5 1"], [2, "a 3 2"]]) {
      const d = ok(await ann.post(`${at(id)}/versions/${version}/restore`), 200);
      assert.equal(d.version, version);
      assert.deepEqual(await seen(id), [points]);
    }
    // added to what is seen now
    await send(id, csv(["04", 10]), { mode: "append" });
    assert.deepEqual(await seen(id), ["a 13 3"]);
    problem(await ann.post(`${at(id)}/versions/9/restore`), 404, "not_found");
    problem(await ann.post(`${at(id)}/versions/x/restore`), 404, "not_found");
  });
});
