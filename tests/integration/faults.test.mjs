// Faults: whatever dies, the suite recovers by itself, and an interrupted file is read once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { before, describe, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { asUser, count, etl, home, kill, tick, until } from "./etl.mjs";
import { put, settled, upload } from "./files.mjs";
import { psql, url } from "./suite.mjs";

const ROWS = 600000;
let ann, big;
before(async () => {
  ann = await person(url, "Ann");
  const lines = ["at,host,load"];
  for (let i = 0; i < ROWS; i++)
    lines.push(`${new Date(1.7e12 + i * 1000).toISOString()},host-${i % 500},${(i * 7919) % 1000}`);
  big = lines.join("\n");
});

/** Begins the reading of a big file and returns when it is in the middle of it. */
async function inMidFile() {
  const { id } = await put(ann, big);
  ok(await ann.call("POST", `/api/datasets/${id}/complete`), 202);
  await until(() => count(`select coalesce((progress->>'bytes')::bigint, 0) from datasets.shown
                           where id = '${id}'`) > 0, 70, "progress");
  return id;
}

/** Ready, with exactly the file's rows, in one part, and nothing else left once it is swept. */
async function readOnce(id) {
  const dataset = await until(async () => {
    const answer = await ann.get(`/api/datasets/${id}`);
    if (answer.status === 503) return false; // a connection from before a restart
    const d = ok(answer, 200);
    assert.notEqual(d.status, "error", JSON.stringify(d.error));
    return d.status === "ready" && d;
  }, 150, "ready");
  assert.deepEqual([dataset.rowCount, dataset.rejectCount], [ROWS, 0]);
  const { series } = ok(await ann.get(`/api/analytics/summary?datasetId=${id}&metric=load`), 200);
  assert.equal(series[0].count, ROWS);
  assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state = 'current'`), 1);
  assert.equal(count(`select count(*) from jobs.job where payload->>'datasetId' = '${id}'
                      and kind = 'dataset.ingest'`), 0);
  psql("update analytics.part set dead_at = now() - interval '1 hour' where state = 'dead'");
  assert.equal(etl(["run", "sweep"]).status, 0);
  await until(() => count(`select count(*) from analytics.part where dataset_id = '${id}'`) === 1, 60, "the sweep");
  for (const table of ["segment", "rollup"])
    assert.equal(count(`select coalesce(sum(${table === "segment" ? "n" : "0"}), 0) from analytics.${table} t
      join analytics.series s on s.tenant_id = t.tenant_id and s.id = t.series_id
      where s.dataset_id = '${id}'`), table === "segment" ? ROWS : 0, table);
}

const midway = (id) => psql(`select status from datasets.shown where id = '${id}'`)[0] === "processing";

describe("in mid-file", () => {
  test("kill -9 of etl: read again when the lease is over, once", async () => {
    const id = await inMidFile();
    assert.ok(kill("bw-etl", "SIGKILL") > 0);
    assert.ok(midway(id), "it was in mid-file");
    const helper = tick();
    await readOnce(id);
    helper.kill("SIGTERM");
  });

  test("SIGTERM: handed back at once, read by the next tick, once", async () => {
    const id = await inMidFile();
    assert.ok(kill("bw-etl", "SIGTERM") > 0);
    const helper = tick();
    // what is handed back has not counted as an attempt; a lease that ran out would have
    let most = 0;
    await until(() => {
      const [attempts] = psql(`select attempts from jobs.job where payload->>'datasetId' = '${id}'`);
      most = Math.max(most, Number(attempts ?? 0));
      return attempts === undefined;
    }, 120, "the end of the job");
    assert.equal(most, 1);
    await readOnce(id);
    helper.kill("SIGTERM");
  });

  test("kill -9 while a file is added: the old points are seen meanwhile, the new ones once", async () => {
    const { id } = await upload(ann, "at,host,load\n2020-01-01T00:00:00Z,host-0,1\n");
    const { uploadUrl } = ok(await ann.post(`/api/datasets/${id}/versions`, { mode: "append" }), 201);
    assert.equal((await ann.call("PUT", uploadUrl, { raw: big })).status, 201);
    ok(await ann.call("POST", `/api/datasets/${id}/complete`), 202);
    await until(() => count(`select coalesce((progress->>'bytes')::bigint, 0) from datasets.version
                             where dataset_id = '${id}' and version = 2`) > 0, 70, "progress");
    assert.ok(kill("bw-etl", "SIGKILL") > 0);
    const points = async () =>
      ok(await ann.get(`/api/analytics/summary?datasetId=${id}&metric=load`), 200).series[0].count;
    assert.equal(await points(), 1);
    const helper = tick();
    const d = await until(async () => {
      const got = ok(await ann.get(`/api/datasets/${id}`), 200);
      assert.equal(got.status, "ready");
      return got.version === 2 && got;
    }, 150, "version 2");
    assert.deepEqual([d.rowCount, await points()], [ROWS + 1, ROWS + 1]);
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state = 'current'`), 2);
    helper.kill("SIGTERM");
  });

  test("deletion: the reading stops, nothing of it stays; restored, it is read again", async () => {
    const id = await inMidFile();
    ok(await ann.delete(`/api/datasets/${id}`), 204);
    await until(() => count(`select count(*) from jobs.job where payload->>'datasetId' = '${id}'
                             and kind = 'dataset.ingest'`) === 0, 30, "the end of the job");
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${id}' and state <> 'dead'`), 0);
    assert.equal(ok(await ann.post(`/api/datasets/${id}/restore`), 200).status, "queued");
    await readOnce(id);
  });

  test("a restart of PostgreSQL: read again, once", async () => {
    const id = await inMidFile();
    const pid = () => Number(readFileSync(`${home}/pg/postmaster.pid`, "utf8").split("\n")[0]);
    const before = pid();
    process.kill(before, "SIGINT");
    await until(() => { try { return pid() !== before; } catch { return false; } }, 60, "the restart");
    await until(async () => (await ann.get("/health/ready")).status === 200, 60, "readiness");
    await readOnce(id);
  });
});

/** Does with the file of a dataset what its completion does, and nothing else. */
function take(id) {
  const [from, to] = [`.uploads/${ann.tenant}/${id}/1/0`, `${ann.tenant}/${id}`].map((p) => `${home}/objects/${p}`);
  execFileSync(...asUser("mkdir", "-p", to));
  execFileSync(...asUser("mv", from, `${to}/1`));
}

test("a file whose worker died five times is an error, until a person has it read again", async () => {
  const { id } = await put(ann, "metric,value\na,1\n");
  take(id);
  psql(`update datasets.version set status = 'processing' where dataset_id = '${id}';
        update datasets.upload set completed_at = now(), bytes = 17 where dataset_id = '${id}';
        insert into jobs.job (tenant_id, id, kind, lane, payload, state, queue_at, lease_until, attempts)
        values ('${ann.tenant}', uuid_v7(), 'dataset.ingest', 1, '{"datasetId":"${id}","version":1}', 'running', now(),
                now() - interval '1 s', 5)`);
  const dead = await settled(ann, id);
  assert.equal(dead.status, "error");
  assert.equal(dead.error.code, "failed");
  const [job, error] = psql(`select id, last_error from jobs.job where state = 'dead'
                             and payload->>'datasetId' = '${id}'`)[0].split("|");
  assert.match(error, /the worker died/);
  assert.equal(etl(["admin", "jobs", "--retry", job]).status, 0);
  await until(async () => ok(await ann.get(`/api/datasets/${id}`), 200).status === "ready", 70, "ready");
});

describe("without", () => {
  test("memcached, a file becomes ready all the same", async () => {
    assert.ok(kill("memcached", "SIGKILL") > 0);
    assert.equal((await upload(ann, "metric,value\na,1\n")).status, "ready");
  });

  test("a worker that died, the next request is answered", async () => {
    assert.ok(kill("bw-datasets", "SIGKILL") > 0);
    await until(async () => (await ann.get("/api/datasets")).status === 200, 30, "an answer");
  });

  test("its uploaded file, a dataset is an error that says so", async () => {
    const { id } = await put(ann, "metric,value\na,1\n");
    take(id);
    const object = `${home}/objects/${ann.tenant}/${id}/1`;
    psql(`update datasets.version set status = 'queued' where dataset_id = '${id}';
          begin; select set_config('app.tenant', '${ann.tenant}', true) \\g /dev/null
          select jobs.enqueue(uuid_v7(), 'dataset.ingest', 1, '{"datasetId":"${id}","version":1}', 0, null) \\g /dev/null
          commit; \\! rm ${object}`);
    assert.equal((await settled(ann, id)).error.code, "file_missing");
  });

  test("room on the disk, an upload says so, and there is room again later", async (t) => {
    const objects = `${home}/objects`;
    const small = process.env.BW_TEST_SMALL_DISK;
    if (small) {
      renameSync(objects, `${objects}.large`);
      symlinkSync(small, objects);
      t.after(() => { rmSync(objects); renameSync(`${objects}.large`, objects); });
    } else {
      // allowed by the namespace that api.test made
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", objects]);
      t.after(() => execFileSync("umount", ["-l", objects]));
    }
    const [command, words] = asUser("mkdir", "-m", "700", `${objects}/.incoming`);
    execFileSync(command, words);
    const made = ok(await ann.post("/api/datasets", { name: "big", fileType: "csv" }), 201);
    problem(await ann.call("PUT", made.uploadUrl, { raw: Buffer.alloc(4 << 20, "a,1\n") }), 507, "disk_full");
    problem(await ann.call("POST", `/api/datasets/${made.dataset.id}/complete`), 409, "not_uploaded");
    assert.equal((await ann.call("PUT", made.uploadUrl, { raw: "metric,value\na,1\n" })).status, 201);
    ok(await ann.call("POST", `/api/datasets/${made.dataset.id}/complete`), 202);
    assert.equal((await settled(ann, made.dataset.id)).rowCount, 1);

    // a reading leaves the reserve alone, too, and says so
    const full = ok(await ann.post("/api/datasets", { name: "full", fileType: "csv" }), 201);
    assert.equal((await ann.call("PUT", full.uploadUrl, { raw: `metric,value\n${"a,1\n".repeat(5000)}` })).status, 201);
    const free = Number(execFileSync("df", ["-B1", "--output=avail", objects]).toString().split("\n")[1]);
    const [fill, size] = asUser("fallocate", "-l", String(free - 16384), `${objects}/filler`);
    execFileSync(fill, size);
    ok(await ann.call("POST", `/api/datasets/${full.dataset.id}/complete`), 202);
    assert.equal((await settled(ann, full.dataset.id)).error.code, "disk_full");
    problem(await ann.call("PUT", ok(await ann.post("/api/datasets", { name: "no", fileType: "csv" }), 201).uploadUrl,
      { raw: "a" }), 507, "disk_full");
    execFileSync(...asUser("rm", `${objects}/filler`));
    ok(await ann.post(`/api/datasets/${full.dataset.id}/reingest`, { mapping: null }), 202);
    assert.equal((await settled(ann, full.dataset.id)).rowCount, 5000);
  });
});
