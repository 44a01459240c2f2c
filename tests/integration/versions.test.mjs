// Versions of a dataset: replaced, added to, read again, canceled, gone back to.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, test } from "node:test";
import { member, ok, person, problem } from "./client.mjs";
import { count, etl, until } from "./etl.mjs";
import { put, settled, upload } from "./files.mjs";
import { psql, transaction, url } from "./suite.mjs";

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

describe("reading again", () => {
  test("makes a version from the same file, with another mapping", async () => {
    const { id } = await upload(ann, "at,a,b\n2024-01-01,1,10\n2024-01-02,2,20\n", { mapping: { metrics: ["a"] } });
    assert.deepEqual(await seen(id), ["a 3 2"]);
    const d = ok(await ann.post(`${at(id)}/reingest`, { mapping: { metrics: ["b"] } }), 202);
    assert.deepEqual([d.version, d.pending.mode, d.uploadable], [1, "reingest", false]);
    await until(async () => (await get(id)).version === 2, 70, "version 2");
    assert.deepEqual(await seen(id), ["b 30 2"]);
    assert.deepEqual((await get(id)).mapping, { metrics: ["b"] });
    assert.equal(count(`select count(*) from datasets.upload where dataset_id = '${id}'`), 1);
  });

  test("of several files reads them all, and shows them together", async () => {
    const { id } = await upload(ann, "at,a,b\n2024-01-01,1,10\n");
    await send(id, "at,a,b\n2024-01-02,2,20\n", { mode: "append" });
    await send(id, '[{"at":"2024-01-03","a":3,"b":30}]', { mode: "append", fileType: "json" });
    ok(await ann.post(`${at(id)}/reingest`, { mapping: { metrics: ["b"] } }), 202);
    const d = await until(async () => { const x = await get(id); return x.version === 4 && x; }, 70, "version 4");
    assert.deepEqual(await seen(id), ["b 60 3"]);
    assert.equal(d.rowCount, 3);
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state = 'current'`), 3);
    // and on top of that
    await send(id, "at,b\n2024-01-04,40\n", { mode: "append", fileType: "csv" });
    assert.deepEqual(await seen(id), ["b 100 4"]);
    assert.equal((await get(id)).rowCount, 4);
  });

  test("makes something of a file that failed", async () => {
    const failed = await upload(ann, "name,n\nann,1\nbob,2\n");
    assert.deepEqual([failed.status, failed.error.code], ["error", "no_time_column"]);
    assert.deepEqual(failed.plan.columns.map((c) => c.name), ["name", "n"]);
    ok(await ann.post(`${at(failed.id)}/reingest`, { mapping: { timestamp: null } }), 202);
    const d = await until(async () => { const x = await get(failed.id); return x.status !== "queued" && x.status !== "processing" && x; }, 70, "its end");
    assert.deepEqual([d.status, d.version, d.rowCount, d.error, d.pending], ["ready", 2, 2, null, null]);
  });

  test("adds what was to be added and failed", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const version = await send(id, "name,a\nann,5\n", { mode: "append", mapping: null });
    assert.equal((await get(id)).pending.error.code, "no_time_column");
    ok(await ann.post(`${at(id)}/reingest`, { version, mapping: { timestamp: null, metrics: ["a"], labels: [] } }), 202);
    await until(async () => (await get(id)).version === 3, 70, "version 3");
    assert.deepEqual(await seen(id), ["a 6 2"]);
  });

  test("needs the file, a sane mapping, and nothing else on its way", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const { errors } = problem(await ann.post(`${at(id)}/reingest`, { mapping: { color: 1 }, version: 1 }), 422, "invalid");
    assert.deepEqual(errors.map((e) => e.path), ["mapping.color"]);
    problem(await ann.post(`${at(id)}/reingest`, { version: 7 }), 404, "not_found");
    psql(`begin; select set_config('app.tenant', '${ann.tenant}', true); select datasets.file_removed('${id}', 1); commit`);
    problem(await ann.post(`${at(id)}/reingest`, { mapping: null }), 409, "file_gone");
    problem(await ann.get(`${at(id)}/rows`), 409, "file_gone");
    await add(id, { mode: "replace" });
    problem(await ann.post(`${at(id)}/reingest`, { mapping: null }), 409, "version_pending");
    problem(await ann.post(`${at(id)}/versions`, { mode: "append" }), 409, "version_pending");
  });
});

describe("a version that fails", () => {
  test("leaves the dataset ready with its old points", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    await send(id, "metric,value\na,x\nb,y\n", { mode: "replace" });
    const d = await get(id);
    assert.deepEqual([d.status, d.version, d.error, d.rowCount], ["ready", 1, null, 1]);
    assert.deepEqual([d.pending.version, d.pending.status, d.pending.error.code], [2, "error", "nothing_readable"]);
    assert.deepEqual(await seen(id), ["a 1 1"]);
    // its rejects can be looked at, also when the sweep has been there
    psql("update analytics.part set dead_at = now() - interval '1 hour' where state = 'dead'");
    assert.equal(etl(["run", "sweep"]).status, 0);
    assert.equal(ok(await ann.get(`${at(id)}/rejects?version=2`), 200).items.length, 2);
    assert.equal(ok(await ann.get(`${at(id)}/rejects`), 200).items.length, 0);
    problem(await ann.post(`${at(id)}/versions/2/restore`), 409, "bad_state");
    // the next one takes its place
    await send(id, csv(["04", 7]), { mode: "replace" });
    assert.deepEqual([await seen(id), (await get(id)).pending], [["a 7 1"], null]);
    assert.equal(ok(await ann.get(`${at(id)}/rejects?version=2`), 200).items.length, 0);
  });

  test("first of all is followed by another", async () => {
    const failed = await upload(ann, "");
    assert.equal(failed.status, "error");
    const made = await add(failed.id, { mode: "replace" });
    assert.deepEqual([made.dataset.status, made.dataset.version, made.dataset.uploadable], ["created", 2, true]);
    assert.equal((await ann.call("PUT", made.uploadUrl, { raw: csv(["01", 1]) })).status, 201);
    await complete(failed.id);
    assert.equal((await settled(ann, failed.id)).status, "ready");
  });

  test("that never arrives is told so", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    await add(id, { mode: "append" });
    psql(`update datasets.upload set created_at = now() - interval '10 minutes', expires_at = now() - interval '2 days'
          where dataset_id = '${id}' and version = 2`);
    assert.equal(etl(["run", "sweep"]).status, 0);
    const d = await get(id);
    assert.deepEqual([d.status, d.pending.status, d.pending.error.code], ["ready", "error", "not_uploaded"]);
  });
});

describe("canceling", () => {
  test("ends an upload; its URL takes nothing any more", async () => {
    const { dataset, uploadUrl } = ok(await ann.post("/api/datasets", { name: "c", fileType: "csv" }), 201);
    const d = ok(await ann.post(`${at(dataset.id)}/cancel`), 200);
    assert.deepEqual([d.status, d.error.code, d.uploadable], ["error", "canceled", false]);
    problem(await ann.call("PUT", uploadUrl, { raw: "x" }), 409, "already_uploaded");
    problem(await ann.post(`${at(dataset.id)}/cancel`), 409, "bad_state");
    assert.equal((await versions(dataset.id))[0].status, "canceled");
    assert.equal(await complete(dataset.id).then((x) => x.status), "error");
    await send(dataset.id, csv(["01", 1]), { mode: "replace" });
    assert.deepEqual(await seen(dataset.id), ["a 1 1"]);
  });

  test("ends an entry of the queue, and a later version alone", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const { uploadUrl } = await add(id, { mode: "replace" });
    assert.equal((await ann.call("PUT", uploadUrl, { raw: csv(["02", 2]) })).status, 201);
    // nobody takes it while the lane's jobs are locked
    psql(`begin; select set_config('app.tenant', '${ann.tenant}', true);
          select datasets.must_move('${id}', 2, 'queued');
          select jobs.enqueue(uuid_v7(), 'dataset.ingest', 1, '{"datasetId":"${id}","version":2}', 3600000, null); commit`);
    const d = ok(await ann.post(`${at(id)}/cancel`), 200);
    assert.deepEqual([d.status, d.pending.status, d.pending.error.code], ["ready", "canceled", "canceled"]);
    assert.equal(count(`select count(*) from jobs.job where payload->>'datasetId' = '${id}'`), 0);
    assert.deepEqual(await seen(id), ["a 1 1"]);
    problem(await ann.post(`${at(id)}/cancel`), 409, "bad_state");
  });

  test("ends a reading in the middle of it", async () => {
    const lines = ["at,host,load"];
    for (let i = 0; i < 300000; i++) lines.push(`${new Date(1.7e12 + i * 1000).toISOString()},host-${i % 500},${i % 1000}`);
    const { id } = await upload(ann, csv(["01", 1]));
    const { uploadUrl } = await add(id, { mode: "replace", mapping: null });
    assert.equal((await ann.call("PUT", uploadUrl, { raw: lines.join("\n") })).status, 201);
    // no segment can be written: the reading stands still wherever it is then
    const release = await transaction("lock table analytics.segment in share mode");
    try {
      await complete(id);
      await until(async () => (await get(id)).pending.status === "processing", 70, "the reading");
      const d = ok(await ann.post(`${at(id)}/cancel`), 200);
      assert.equal(d.pending.status, "canceled");
    } finally {
      await release();
    }
    await until(() => count(`select count(*) from jobs.job where payload->>'datasetId' = '${id}'`) === 0, 10, "its end");
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state = 'loading'`), 0);
    assert.deepEqual([(await get(id)).version, await seen(id)], [1, ["a 1 1"]]);
  });
});

describe("at the same time", () => {
  test("two versions are asked for: one is made", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const answers = await Promise.all(Array.from({ length: 6 }, () => ann.post(`${at(id)}/versions`, { mode: "replace" })));
    assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409, 409, 409, 409, 409]);
  });

  test("with one Idempotency-Key one is made, and told twice", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const headers = { "idempotency-key": randomUUID() };
    const body = { mode: "append" };
    const [a, b] = await Promise.all([1, 2].map(() => ann.post(`${at(id)}/versions`, body, { headers })));
    assert.deepEqual([ok(a, 201).version, ok(b, 201).version], [2, 2]);
    assert.ok(a.body.uploadUrl && b.body.uploadUrl);
    problem(await ann.post(`${at(id)}/versions`, { mode: "replace" }, { headers }), 409, "idempotency_conflict");
    const again = { "idempotency-key": randomUUID() };
    ok(await ann.post(`${at(id)}/cancel`), 200);
    const twice = await Promise.all([1, 2].map(() => ann.post(`${at(id)}/reingest`, { mapping: null }, { headers: again })));
    for (const answer of twice) ok(answer, 202);
    assert.equal((await versions(id)).length, 3);
  });

  test("going back, adding, canceling and deleting leave one truth", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    await send(id, csv(["02", 2]), { mode: "replace" });
    for (let round = 0; round < 6; round++) {
      const { uploadUrl } = await add(id, { mode: "append" });
      assert.equal((await ann.call("PUT", uploadUrl, { raw: csv(["03", 100]) })).status, 201);
      await Promise.all([
        ann.call("POST", `${at(id)}/complete`),
        ann.post(`${at(id)}/versions/${1 + (round % 2)}/restore`),
        round % 3 === 1 ? ann.post(`${at(id)}/cancel`) : null,
        round % 3 === 2 ? ann.delete(at(id)) : null,
      ]);
      if (round % 3 === 2) ok(await ann.post(`${at(id)}/restore`), 200);
      // it was deleted before it was complete
      if ((await get(id)).uploadable) await complete(id);
      await until(async () => (await versions(id)).every((v) => ["ready", "error", "canceled"].includes(v.status)), 70, "rest");
      // what is seen is what the version is made of, and nothing else
      assert.equal(count(`select count(*) from datasets.dataset d
        join datasets.version v on v.dataset_id = d.id and v.version = d.version
        where d.id = '${id}' and v.status = 'ready'
          and v.parts = array(select p.id from analytics.part p where p.dataset_id = d.id and p.state = 'current' order by p.id)
          and v.point_count = (select sum(points) from analytics.part p where p.dataset_id = d.id and p.state = 'current')`), 1);
      const total = Number((await seen(id))[0].split(" ")[1]);
      assert.equal(total % 100, ok(await ann.get(at(id)), 200).version < 3 ? total : total % 100);
    }
  });

  test("several jobs read one version: it is published once", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const { uploadUrl } = await add(id, { mode: "append" });
    assert.equal((await ann.call("PUT", uploadUrl, { raw: csv(["02", 2]) })).status, 201);
    const job = `select jobs.enqueue(uuid_v7(), 'dataset.ingest', 1, '{"datasetId":"${id}","version":2}', 0, null);`;
    await complete(id);
    psql(`begin; select set_config('app.tenant', '${ann.tenant}', true); ${job.repeat(3)} commit`);
    await until(() => count(`select count(*) from jobs.job where payload->>'datasetId' = '${id}'`) === 0, 70, "their end");
    assert.deepEqual([(await get(id)).version, await seen(id)], [2, ["a 3 2"]]);
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state <> 'dead'`), 2);
  });

  test("a dataset that is being purged cannot be restored", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    ok(await ann.delete(at(id)), 204);
    psql(`update datasets.dataset set purged_at = now() where id = '${id}'`);
    problem(await ann.post(`${at(id)}/restore`), 404, "not_found");
  });
});

describe("every change of what readers see", () => {
  test("raises the dataset's data version, and nothing else does", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const data = () => count(`select data_version from datasets.dataset where id = '${id}'`);
    let last = data();
    const raised = (by, what) => { const now = data(); assert.equal(now - last, by, what); last = now; };
    ok(await ann.patch(at(id), { name: "renamed" }), 200);
    raised(0, "renamed");
    await send(id, csv(["02", 2]), { mode: "append" });
    raised(1, "added");
    await send(id, "", { mode: "replace" });
    raised(0, "failed");
    ok(await ann.post(`${at(id)}/versions/1/restore`), 200);
    raised(1, "gone back");
    ok(await ann.delete(at(id)), 204);
    ok(await ann.post(`${at(id)}/restore`), 200);
    raised(2, "deleted and brought back");
  });
});

describe("former versions", () => {
  test("go with their file; what is seen stays", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    await send(id, csv(["02", 2]), { mode: "replace" });
    const gone = (version) => psql(`begin; select set_config('app.tenant', '${ann.tenant}', true);
                                    select datasets.file_removed('${id}', ${version}); commit`);
    gone(2);
    assert.deepEqual((await versions(id)).map((v) => v.restorable), [false, true]);
    gone(1);
    assert.deepEqual((await versions(id)).map((v) => v.restorable), [false, false]);
    problem(await ann.post(`${at(id)}/versions/1/restore`), 409, "version_gone");
    psql("update analytics.part set dead_at = now() - interval '1 hour' where state = 'dead'");
    assert.equal(etl(["run", "sweep"]).status, 0);
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}'`), 1);
    assert.deepEqual(await seen(id), ["a 2 1"]);
  });

  test("are listed by pages", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    for (const day of ["02", "03", "04"]) await send(id, csv([day, 1]), { mode: "append" });
    const first = ok(await ann.get(`${at(id)}/versions?limit=3`), 200);
    const rest = ok(await ann.get(`${at(id)}/versions?limit=3&cursor=${first.nextCursor}`), 200);
    assert.deepEqual([...first.items, ...rest.items].map((v) => v.version), [4, 3, 2, 1]);
    assert.equal(rest.nextCursor, null);
    assert.equal(first.items[0].createdBy, ann.user.id);
    problem(await ann.get(`${at(id)}/versions?cursor=x`), 422, "invalid");
  });
});

describe("rows", () => {
  const rows = async (id, query = "") => ok(await ann.get(`${at(id)}/rows${query}`), 200);

  test("are those of the raw file, by number", async () => {
    const { id } = await upload(ann, 'at,name,a\n2024-01-01,"x, ""y""",1\n2024-01-02,,2\nbad\n2024-01-03,"two\nlines",x\n');
    const all = await rows(id);
    assert.deepEqual(all.header, ["at", "name", "a"]);
    assert.deepEqual(all.items.map((r) => r.cells[1]), ['x, "y"', "", "two\nlines"]);
    assert.deepEqual(all.items.map((r) => r.line), [2, 3, 5]);
    assert.deepEqual([all.offset, all.nextOffset], [0, null]);
    const one = await rows(id, "?offset=1&limit=1");
    assert.deepEqual([one.items[0].cells[2], one.offset, one.nextOffset], ["2", 1, 2]);
    assert.deepEqual([(await rows(id, "?offset=99")).items, (await rows(id, "?offset=99")).nextOffset], [[], null]);
    const { errors } = problem(await ann.get(`${at(id)}/rows?offset=-1&limit=201`), 422, "invalid");
    assert.deepEqual(errors.map((e) => e.path).sort(), ["limit", "offset"]);
    problem(await ann.get(`${at(id)}/rows?page=1`), 422, "invalid");
  });

  test("go through all files of a version, under one header", async () => {
    const { id } = await upload(ann, "at,a\n2024-01-01,1\n2024-01-02,2\n");
    await send(id, '[{"b":7,"at":"2024-01-03"},{"a":4,"at":"2024-01-04","c":null}]', { mode: "append", fileType: "json" });
    const all = await rows(id);
    assert.deepEqual(all.header, ["at", "a", "b", "c"]);
    assert.deepEqual(all.items.map((r) => r.cells), [
      ["2024-01-01", "1", null, null], ["2024-01-02", "2", null, null],
      ["2024-01-03", null, "7", null], ["2024-01-04", "4", null, null],
    ]);
    const page = await rows(id, "?offset=1&limit=2");
    assert.deepEqual([page.items.map((r) => r.cells[0]), page.nextOffset], [["2024-01-02", "2024-01-03"], 3]);
  });

  test("of a file that failed are shown, of one that never came are not there", async () => {
    const failed = await upload(ann, "name,city\nann,paris\n");
    assert.equal(failed.status, "error");
    assert.deepEqual((await rows(failed.id)).items[0].cells, ["ann", "paris"]);
    const { dataset } = ok(await ann.post("/api/datasets", { name: "c", fileType: "csv" }), 201);
    problem(await ann.get(`${at(dataset.id)}/rows`), 404, "not_found");
    assert.deepEqual((await rows((await upload(ann, "")).id)).items, []);
  });

  test("far into a large file are there, with long cells cut", async () => {
    const lines = ["at,a,text"];
    for (let i = 0; i < 200000; i++) lines.push(`2024-01-01,${i},${i === 150000 ? "é".repeat(3000) : "t"}`);
    const { id } = await upload(ann, lines.join("\n"));
    const { items, nextOffset } = await rows(id, "?offset=149999&limit=2");
    assert.deepEqual([items[1].cells[1], items[1].cells[2], nextOffset], ["150000", "é".repeat(512), 150001]);
  });
});

describe("many files", () => {
  test("become fewer parts, in the order of the files; each version can be gone back to", async () => {
    const { id } = await upload(ann, "at,a\n2024-01-01,1\n2024-01-01,x\n");
    for (let i = 2; i <= 20; i++) await send(id, `at,a\n2024-01-01,${i}\n`, { mode: "append" });
    const rest = () => until(() => count(`select count(*) from jobs.job where payload->>'datasetId' = '${id}'`) === 0, 70, "rest");
    const ends = async () => ok(await ann.get(`/api/analytics/summary?datasetId=${id}`), 200).series
      .map((x) => [x.sum, x.count, x.first, x.last]);
    await rest();
    assert.ok(count(`select count(*) from analytics.part where dataset_id = '${id}' and state = 'current'`) < 16, "merged");
    for (const v of [10, 20, 1, 19, 20]) {
      ok(await ann.post(`${at(id)}/versions/${v}/restore`), 200);
      assert.deepEqual(await ends(), [[(v * (v + 1)) / 2, v, 1, v]]);
    }
    psql("update analytics.part set dead_at = now() - interval '1 hour' where state = 'dead'");
    assert.equal(etl(["run", "sweep"]).status, 0);
    assert.deepEqual(await ends(), [[210, 20, 1, 20]]);
    assert.equal(ok(await ann.get(`${at(id)}/rejects`), 200).items.length, 1);
    ok(await ann.post(`${at(id)}/reingest`, { mapping: null }), 202);
    await until(async () => (await get(id)).version === 21, 70, "version 21");
    await rest();
    assert.deepEqual(await ends(), [[210, 20, 1, 20]]);
  });
});

describe("the raw file", () => {
  test("is the last one of what is shown, or the one asked for", async () => {
    const contents = [csv(["01", 1]), csv(["02", 2])];
    const { id } = await upload(ann, contents[0]);
    await send(id, contents[1], { mode: "append" });
    ok(await ann.post(`${at(id)}/reingest`, { mapping: null }), 202);
    await until(async () => (await get(id)).version === 3, 70, "version 3");
    const file = async (query) => ann.get(`${at(id)}/file${query}`);
    assert.equal((await file("")).text, contents[1]);
    assert.equal((await file("?version=1")).text, contents[0]);
    problem(await file("?version=3"), 404, "not_found");
    problem(await file("?version=x"), 422, "invalid");
    psql(`begin; select set_config('app.tenant', '${ann.tenant}', true); select datasets.file_removed('${id}', 1); commit`);
    problem(await file("?version=1"), 409, "file_gone");
    assert.equal((await file("?version=2")).text, contents[1]);
  });
});

describe("lineage", () => {
  test("names the dashboards and widgets that use a dataset", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const other = await upload(ann, csv(["01", 1]));
    assert.deepEqual(ok(await ann.get(`${at(id)}/dashboards`), 200).items, []);
    const board = ok(await ann.post("/api/dashboards", { name: "B" }), 201);
    const widget = async (title, config) => ok(await ann.post(`/api/dashboards/${board.id}/widgets`,
      { type: config.datasetId ? "line" : "text", title, config, layout: { x: 0, y: 0, w: 3, h: 2 } }), 201);
    const mine = await widget("mine", { datasetId: id, metrics: ["a"] });
    await widget("other", { datasetId: other.id, metrics: ["a"] });
    await widget("text", { text: "t" });
    const { items } = ok(await ann.get(`${at(id)}/dashboards`), 200);
    assert.deepEqual(items, [{ id: board.id, name: "B", widgets: [{ id: mine.id, type: "line", title: "mine" }] }]);
    ok(await ann.delete(`/api/dashboards/${board.id}`), 204);
    assert.deepEqual(ok(await ann.get(`${at(id)}/dashboards`), 200).items, []);
  });
});

describe("a mapping", () => {
  test("can change while a version waits for its file", async () => {
    const { id } = await upload(ann, "at,a,b\n2024-01-01,1,2\n");
    problem(await ann.patch(at(id), { mapping: null }), 409, "bad_state");
    const { uploadUrl } = await add(id, { mode: "replace" });
    ok(await ann.patch(at(id), { mapping: { metrics: ["b"] } }), 200);
    assert.equal((await ann.call("PUT", uploadUrl, { raw: "at,a,b\n2024-01-01,1,2\n" })).status, 201);
    await complete(id);
    await until(async () => (await get(id)).version === 2, 70, "version 2");
    assert.deepEqual(await seen(id), ["b 2 1"]);
  });

  test("is kept for the next file unless another one is sent", async () => {
    const { id } = await upload(ann, "at,a,b\n2024-01-01,1,2\n", { mapping: { metrics: ["b"] } });
    await send(id, "at,a,b\n2024-01-02,1,5\n", { mode: "append" });
    assert.deepEqual(await seen(id), ["b 7 2"]);
    await send(id, "at,a,b\n2024-01-02,1,5\n", { mode: "replace", mapping: null });
    assert.deepEqual(await seen(id), ["a 1 1", "b 5 1"]);
  });
});

describe("who may", () => {
  test("a viewer looks and changes nothing; another workspace finds nothing", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const viewer = await member(ann, "viewer", "Vic");
    for (const path of ["versions", "rows", "rejects", "dashboards"]) {
      ok(await viewer.get(`${at(id)}/${path}`), 200);
      problem(await bob.get(`${at(id)}/${path}`), 404, "not_found");
    }
    for (const [path, body] of [["versions", { mode: "replace" }], ["reingest", { mapping: null }], ["cancel", undefined],
                                ["versions/1/restore", undefined]]) {
      problem(await viewer.post(`${at(id)}/${path}`, body), 403, "forbidden");
      problem(await bob.post(`${at(id)}/${path}`, body), 404, "not_found");
    }
  });

  test("what is wrong with a version is named", async () => {
    const { id } = await upload(ann, csv(["01", 1]));
    const { errors } = problem(await ann.post(`${at(id)}/versions`, { mode: "merge", fileType: "xls", a: 1 }), 422, "invalid");
    assert.deepEqual(errors.map((e) => `${e.path} ${e.code}`).sort(), ["a unknown", "fileType choice", "mode choice"]);
    const bad = problem(await ann.post(`${at(id)}/versions`, { mode: "append", mapping: { metrics: "a" } }), 422, "invalid");
    assert.deepEqual(bad.errors.map((e) => e.path), ["mapping.metrics"]);
    problem(await ann.get(`${at(id)}/rejects?version=x`), 422, "invalid");
  });
});
