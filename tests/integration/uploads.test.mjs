// Uploads in parts: any order, side by side, over a reload; and what must never arrive.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import { before, describe, test } from "node:test";
import { ok, person, problem } from "./client.mjs";
import { asUser, etl, home, until } from "./etl.mjs";
import { settled } from "./files.mjs";
import { psql, url } from "./suite.mjs";

let ann, bob;
before(async () => {
  ann = await person(url, "Ann");
  bob = await person(url, "Bob");
});

const create = async (client, input = {}) =>
  ok(await client.post("/api/datasets", { name: "parts", fileType: "csv", ...input }), 201);
const put = (client, made, part, content) =>
  client.call("PUT", part ? `${made.uploadUrl}&part=${part}` : made.uploadUrl, { raw: content });
const complete = (client, made, body) =>
  client.call("POST", `/api/datasets/${made.dataset.id}/complete`, body === undefined ? {} : { body });
const uploadOf = (client, made) => client.get(`/api/datasets/${made.dataset.id}/upload`);
const folder = (made, below = "") => `${home}/objects/${below}${ann.tenant}/${made.dataset.id}/1`;

async function taken(answer) {
  assert.ok([201, 204].includes(answer.status), `${answer.status} ${answer.text}`);
}

/** A request that is begun and held: send() gives it more, the answer comes at the end. */
function slowPut(made, part, length) {
  const request = http.request(new URL(`${made.uploadUrl}&part=${part}`, url), {
    method: "PUT", agent: false, headers: { "content-length": length },
  });
  const answer = new Promise((resolve, reject) => {
    request.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    request.on("error", reject);
  });
  request.flushHeaders();
  return { request, answer };
}

describe("parts", () => {
  test("in any order and side by side are one file, its lines cut where they may be", async () => {
    const made = await create(ann);
    const file = `metric,value\n${Array.from({ length: 5000 }, (_, i) => `m,${i}\n`).join("")}`;
    const cut = 7001;
    const pieces = Array.from({ length: Math.ceil(file.length / cut) }, (_, i) => file.slice(i * cut, (i + 1) * cut));
    assert.ok(pieces.length > 4);
    const [last, ...others] = pieces.map((_, i) => i + 1).reverse();
    await taken(await put(ann, made, last, pieces[last - 1]));
    await Promise.all(others.map(async (part) => taken(await put(ann, made, part, pieces[part - 1]))));
    assert.equal(ok(await complete(ann, made, { parts: pieces.length }), 202).bytes, file.length);
    const dataset = await settled(ann, made.dataset.id);
    assert.deepEqual([dataset.status, dataset.rowCount, dataset.rejectCount], ["ready", 5000, 0]);
    const back = await ann.get(`/api/datasets/${made.dataset.id}/file`);
    assert.equal(back.status, 200);
    assert.equal(back.text, file);
    assert.match(back.headers["content-disposition"], /parts\.csv/);
  });

  test("go on after a reload with what is missing", async () => {
    const made = await create(ann);
    await taken(await put(ann, made, 1, "metric,value\n"));
    await taken(await put(ann, made, 3, "c,3\n"));
    const again = ok(await uploadOf(ann, made), 200);
    assert.deepEqual([again.version, again.whole, again.parts],
      [1, false, [{ part: 1, bytes: 13 }, { part: 3, bytes: 4 }]]);
    assert.ok(new Date(again.expiresAt) > new Date());
    await taken(await put(ann, { ...made, uploadUrl: again.uploadUrl }, 2, "b,2\n"));
    ok(await complete(ann, made, { parts: 3 }), 202);
    assert.equal((await settled(ann, made.dataset.id)).rowCount, 2);
    problem(await uploadOf(ann, made), 409, "bad_state");
  });

  test("that are missing are named, and nothing has happened", async () => {
    const made = await create(ann);
    for (const part of [1, 4]) await taken(await put(ann, made, part, "x\n"));
    assert.match(problem(await complete(ann, made, { parts: 5 }), 409, "not_uploaded").detail, /2, 3, 5$/);
    problem(await complete(ann, made), 409, "not_uploaded");
    assert.equal(ok(await ann.get(`/api/datasets/${made.dataset.id}`), 200).status, "created");
    assert.equal(ok(await uploadOf(ann, made), 200).parts.length, 2);
  });

  test("may be sent again before the end, and not behind it", async () => {
    const made = await create(ann);
    await taken(await put(ann, made, 1, "metric,value\nwrong,1\n"));
    await taken(await put(ann, made, 1, "metric,value\nright,1\n"));
    ok(await complete(ann, made, { parts: 1 }), 202);
    problem(await put(ann, made, 1, "metric,value\nlate,1\n"), 409, "already_uploaded");
    problem(await put(ann, made, 2, "more,1\n"), 409, "already_uploaded");
    assert.equal((await settled(ann, made.dataset.id)).rowCount, 1);
    ok(await complete(ann, made, { parts: 1 }), 202);
    assert.equal((await ann.get(`/api/datasets/${made.dataset.id}/file`)).text, "metric,value\nright,1\n");
  });

  test("beyond those that were completed are no part of the file", async () => {
    const made = await create(ann);
    for (const [part, text] of [[1, "metric,value\n"], [2, "a,1\n"], [3, "b,2\n"]])
      await taken(await put(ann, made, part, text));
    ok(await complete(ann, made, { parts: 2 }), 202);
    assert.equal((await settled(ann, made.dataset.id)).rowCount, 1);
    assert.deepEqual(readdirSync(folder(made)).sort(), ["1", "2", "all"]);
  });

  test("have numbers from 1 to 1000", async () => {
    const made = await create(ann);
    for (const part of ["0", "1001", "01", "x", "-1", "1&part=2", "%31"])
      problem(await ann.call("PUT", `${made.uploadUrl}&part=${part}`, { raw: "x" }), 403, "url_invalid");
    for (const parts of [0, 1001, "3", 1.5, null])
      problem(await complete(ann, made, { parts }), 422, "invalid");
    await taken(await put(ann, made, 1000, "x"));
    assert.equal(readdirSync(folder(made, ".uploads/")).length, 1);
  });

  test("together may not be larger than a file may be", async () => {
    const made = await create(ann);
    await taken(await put(ann, made, 1, "x".repeat(1000)));
    const refused = await new Promise((resolve, reject) => {
      const request = http.request(new URL(`${made.uploadUrl}&part=2`, url),
        { method: "PUT", agent: false, headers: { "content-length": 10737418240 - 999 } },
        (response) => {
          let text = "";
          response.on("data", (piece) => (text += piece));
          response.on("end", () => { request.destroy(); resolve(JSON.parse(text)); });
        });
      request.on("error", reject);
      request.flushHeaders();
    });
    assert.equal(refused.code, "too_large");
    assert.match(refused.detail, /10737418240 bytes \(BELLWETHER_FILE_MAX\)/);
  });

  test("of somebody else, or late, are refused", async () => {
    const made = await create(ann);
    const key = readFileSync(`${home}/etc/secrets/upload-key`, "utf8").trim();
    const sign = (object, expires) => {
      const mac = createHmac("sha256", Buffer.from(key, "hex")).update(`PUT\n${object}\n${expires}`).digest("hex");
      return { uploadUrl: `/objects/${object}?expires=${expires}&signature=${mac}` };
    };
    const soon = Math.floor(Date.now() / 1000) + 60;
    problem(await put(ann, sign(`${bob.tenant}/${made.dataset.id}/1`, soon), 1, "x"), 409, "already_uploaded");
    problem(await put(ann, sign(`${ann.tenant}/${made.dataset.id}/2`, soon), 1, "x"), 409, "already_uploaded");
    problem(await put(ann, sign(`${ann.tenant}/${made.dataset.id}/1`, 1e9), 1, "x"), 403, "url_invalid");
    problem(await bob.get(`/api/datasets/${made.dataset.id}/upload`), 404, "not_found");
    assert.ok(!existsSync(folder(made, ".uploads/")));
  });
});

describe("a PUT that began before", () => {
  test("the end of the upload changes nothing of the file", async () => {
    const made = await create(ann);
    await taken(await put(ann, made, 1, "metric,value\na,1\n"));
    const late = slowPut(made, 1, 400000);
    late.request.write("late".repeat(75000));
    // nginx has asked by now, and writes
    await until(() => readdirSync(`${home}/objects/.incoming`).length > 0, 20, "the body");
    ok(await complete(ann, made, { parts: 1 }), 202);
    late.request.end("late".repeat(25000));
    await late.answer;
    assert.equal((await settled(ann, made.dataset.id)).rowCount, 1);
    assert.equal((await ann.get(`/api/datasets/${made.dataset.id}/file`)).text, "metric,value\na,1\n");
  });

  test("another leaves one of them whole", async () => {
    const made = await create(ann);
    const [one, two] = ["metric,value\na,1\n", "metric,value\nb,22\n"];
    const both = [slowPut(made, 1, one.length), slowPut(made, 1, two.length)];
    both[0].request.end(one);
    both[1].request.end(two);
    for (const status of await Promise.all(both.map((b) => b.answer))) assert.ok([201, 204].includes(status));
    ok(await complete(ann, made, { parts: 1 }), 202);
    await settled(ann, made.dataset.id);
    assert.ok([one, two].includes((await ann.get(`/api/datasets/${made.dataset.id}/file`)).text));
  });
});

describe("cancel", () => {
  test("ends an upload and removes what has arrived", async () => {
    const made = await create(ann);
    await taken(await put(ann, made, 1, "metric,value\n"));
    await taken(await put(ann, made, 2, "a,1\n"));
    const canceled = ok(await ann.post(`/api/datasets/${made.dataset.id}/cancel`), 200);
    assert.deepEqual([canceled.status, canceled.error.code], ["error", "canceled"]);
    assert.ok(!existsSync(folder(made, ".uploads/")));
    problem(await put(ann, made, 3, "b,2\n"), 409, "already_uploaded");
    assert.equal(ok(await complete(ann, made, { parts: 2 }), 202).status, "error");
    problem(await uploadOf(ann, made), 409, "bad_state");
    const next = ok(await ann.post(`/api/datasets/${made.dataset.id}/versions`, { mode: "replace" }), 201);
    await taken(await put(ann, next, 1, "metric,value\nb,2\n"));
    assert.equal(ok(await uploadOf(ann, made), 200).version, 2);
    ok(await complete(ann, made, { parts: 1 }), 202);
    assert.equal((await settled(ann, made.dataset.id)).rowCount, 1);
  });
});

test("files are kept for their days: what readers see stays, nothing else of them", async () => {
  const made = await create(ann);
  await taken(await put(ann, made, 0, "metric,value\na,1\n"));
  ok(await complete(ann, made), 202);
  const { id } = await settled(ann, made.dataset.id);
  const next = ok(await ann.post(`/api/datasets/${id}/versions`, { mode: "replace" }), 201);
  await taken(await put(ann, next, 1, "metric,value\na,5\na,7\n"));
  ok(await complete(ann, made, { parts: 1 }), 202);
  await until(async () => ok(await ann.get(`/api/datasets/${id}`), 200).version === 2, 60, "version 2");
  const restorable = async () => ok(await ann.get(`/api/datasets/${id}/versions`), 200).items.map((v) => v.restorable);
  assert.deepEqual(await restorable(), [false, true]);

  psql(`update datasets.upload set completed_at = now() - interval '29 days' where dataset_id = '${id}'`);
  assert.equal(etl(["run", "sweep"]).status, 0);
  assert.ok(existsSync(folder(made)));
  psql(`update datasets.upload set completed_at = now() - interval '31 days' where dataset_id = '${id}'`);
  assert.equal(etl(["run", "sweep"]).status, 0);
  assert.ok(!existsSync(folder(made)) && !existsSync(folder(made).replace(/1$/, "2")));
  assert.deepEqual(await restorable(), [false, false]);
  problem(await ann.post(`/api/datasets/${id}/versions/1/restore`), 409, "version_gone");
  problem(await ann.post(`/api/datasets/${id}/reingest`, { mapping: null }), 409, "file_gone");
  problem(await ann.get(`/api/datasets/${id}/file`), 409, "file_gone");
  const { series } = ok(await ann.get(`/api/analytics/summary?datasetId=${id}&metric=a`), 200);
  assert.deepEqual([series[0].count, series[0].sum], [2, 12]);
});

describe("what nobody needs", () => {
  const as = (...words) => execFileSync(...asUser(...words));
  const sweep = () => assert.equal(etl(["run", "sweep-store"]).status, 0);

  test("is swept when it is old: of no dataset, too late, given up, half written", async () => {
    const live = await create(ann);
    await taken(await put(ann, live, 1, "metric,value\n"));
    const done = await create(ann);
    await taken(await put(ann, done, 0, "metric,value\na,1\n"));
    ok(await complete(ann, done), 202);
    await settled(ann, done.dataset.id);
    const given = await create(ann);
    await taken(await put(ann, given, 7, "x"));
    psql(`update datasets.upload set expires_at = now() - interval '2 days' where dataset_id = '${given.dataset.id}'`);

    const nobody = `${home}/objects/${ann.tenant}/01990000-0000-7000-8000-000000000000`;
    const late = folder(done, ".uploads/");
    const waste = [`${nobody}/1`, late, folder(given, ".uploads/"), `${home}/objects/.incoming/0000009999`];
    const kept = [folder(done), folder(live, ".uploads/")];
    as("mkdir", "-p", nobody, late);
    as("touch", `${late}/0`, waste[0], waste[3]);
    sweep();
    for (const path of [...waste, ...kept]) assert.ok(existsSync(path), `${path} is young`);
    as("touch", "-d", "3 days ago", ...waste, ...kept);
    sweep();
    for (const path of waste) assert.ok(!existsSync(path), `${path} is swept`);
    for (const path of kept) assert.ok(existsSync(path), `${path} is needed`);
  });
});
