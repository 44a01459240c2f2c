// What a file would be read as, asked before it is uploaded.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { member, ok, person, problem } from "./client.mjs";
import { upload } from "./files.mjs";
import { psql, url } from "./suite.mjs";

let ann;
before(async () => {
  ann = await person(url, "Ann");
});

const base64 = (content) => Buffer.from(content).toString("base64");
const ask = (content, input = {}) =>
  ann.post("/api/datasets/preview", { fileType: "csv", content: base64(content), whole: true, ...input });
const preview = async (content, input) => ok(await ask(content, input), 200);

describe("a preview", () => {
  test("tells plan, rows, rejects and points", async () => {
    const p = await preview("at,load,host\n2024-01-01,1,a\n2024-01-02,x,a\n2024-01-03,3,b\n");
    assert.deepEqual([p.plan.format, p.plan.timestamp, p.plan.metrics, p.plan.labels],
                     ["wide", ["at"], ["load"], ["host"]]);
    assert.deepEqual(p.header, ["at", "load", "host"]);
    assert.deepEqual(p.rows[1], ["2024-01-02", "x", "a"]);
    assert.deepEqual([p.problem, p.rowCount, p.rejectCount], [null, 2, 1]);
    assert.deepEqual(p.rejects[0], { line: 3, column: "load", value: "x", reason: "not_a_number",
                                     raw: "2024-01-02,x,a" });
    assert.deepEqual(p.series.map((s) => [s.metric, s.labels, s.t, s.v]), [
      ["load", {}, [1704067200, 1704240000], [1, 3]],
    ]);
  });

  test("is what the reading will be", async () => {
    const content = 'day;visits\n2024-02-01;1500.5\n2024-02-13;7\n2024-02-14;x\n';
    const p = await preview(content);
    const dataset = await upload(ann, content);
    assert.deepEqual(p.plan, dataset.plan);
    assert.deepEqual([p.rowCount, p.rejectCount], [dataset.rowCount, dataset.rejectCount]);
  });

  test("follows the mapping, and stores nothing", async () => {
    const before = psql(`select count(*) from datasets.dataset where tenant_id = '${ann.tenant}'`);
    const p = await preview("at,a,b\n2024-01-01,1,2\n", { mapping: { metrics: ["b"], timestamp: null } });
    assert.deepEqual([p.plan.metrics, p.plan.timestamp], [["b"], null]);
    assert.deepEqual(psql(`select count(*) from datasets.dataset where tenant_id = '${ann.tenant}'`), before);
  });

  test("of JSON and of gzip", async () => {
    const json = await preview('[{"at":"2024-01-01","a":1},{"at":"2024-01-02","a":null}]', { fileType: "json" });
    assert.deepEqual([json.rows[1], json.plan.metrics], [["2024-01-02", null], ["a"]]);
    const packed = await preview(gzipSync("at,a\n2024-01-01,1\n"));
    assert.deepEqual([packed.plan.compression, packed.rowCount], ["gzip", 1]);
  });

  test("of what cannot be read says why, and shows it all the same", async () => {
    const p = await preview("name,city,n\nann,paris,1\nbob,tunis,2\n");
    assert.equal(p.problem.code, "no_time_column");
    assert.deepEqual(p.header, ["name", "city", "n"]);
    assert.equal(p.rows.length, 2);
    assert.equal((await preview("", {})).problem.code, "empty_file");
    assert.equal((await preview(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 255, 254, 0, 1]))).problem.code, "not_text");
    assert.equal((await preview("at,b\n2024-01-01,2\n", { mapping: { metrics: ["c"] } })).problem.code, "mapping_column");
  });

  test("takes 64 KB, and base64 alone", async () => {
    const line = "2024-01-01,1\n";
    const content = ("at,a\n" + line.repeat(6000)).slice(0, 65536);
    const p = await preview(content, { whole: false });
    assert.ok(p.rowCount > 4000 && p.rows.length === 20 && p.series[0].t.length <= 500, `${p.rowCount}`);
    problem(await ask(content + "x", { whole: false }), 422, "invalid");
    for (const bad of ["a", "ab=c", "a-_b", "äöü=", "====", "a=bc"]) {
      const { errors } = problem(await ann.post("/api/datasets/preview", { fileType: "csv", content: bad }), 422, "invalid");
      assert.deepEqual(errors.map((e) => `${e.path} ${e.code}`), ["content format"], bad);
    }
  });

  test("lists every invalid field at once", async () => {
    const { errors } = problem(await ann.post("/api/datasets/preview",
      { fileType: "xls", content: "!", whole: 1, mapping: { color: 1 } }), 422, "invalid");
    assert.deepEqual(errors.map((e) => e.path).sort(), ["fileType", "whole"]);
    problem(await ann.post("/api/datasets/preview", { fileType: "csv", content: "x".repeat(600000) }), 413, "too_large");
  });

  test("is for those who may write datasets", async () => {
    const viewer = await member(ann, "viewer", "Vic");
    const body = { fileType: "csv", content: base64("a,b\n1,2\n") };
    problem(await viewer.post("/api/datasets/preview", body), 403, "forbidden");
    const robot = ann.clone();
    robot.cookies.clear();
    robot.key = ok(await ann.post("/api/keys", { name: "w", scopes: ["datasets:write"] }), 201).secret;
    ok(await robot.post("/api/datasets/preview", body), 200);
  });
});
