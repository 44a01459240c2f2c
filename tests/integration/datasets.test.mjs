// Datasets: from the file that a client sends to points, and what becomes of bad files.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import { before, describe, test } from "node:test";
import { member, ok, person, problem } from "./client.mjs";
import { count, etl, home, until } from "./etl.mjs";
import { put, settled, upload } from "./files.mjs";
import { psql, url } from "./suite.mjs";

let ann, bob;
before(async () => {
  ann = await person(url, "Ann");
  bob = await person(url, "Bob");
});

const create = async (client, input = {}) =>
  ok(await client.post("/api/datasets", { name: "file", fileType: "csv", ...input }), 201);
const complete = (client, id) => client.call("POST", `/api/datasets/${id}/complete`);

/** The rejects of a file as "line column value reason". */
async function rejects(client, id) {
  const { items } = ok(await client.get(`/api/datasets/${id}/rejects?limit=200`), 200);
  return items.map((r) => `${r.line} ${r.column} ${r.value} ${r.reason}`);
}

function signed(object, expires) {
  const key = Buffer.from(readFileSync(`${home}/etc/secrets/upload-key`, "utf8").trim(), "hex");
  const signature = createHmac("sha256", key).update(`PUT\n${object}\n${expires}`).digest("hex");
  return `/objects/${object}?expires=${expires}&signature=${signature}`;
}

describe("creating a dataset", () => {
  test("answers the dataset and where its file goes", async () => {
    const { dataset, uploadUrl, uploadExpiresAt } = await create(ann, { name: "Sales", description: "of May" });
    assert.equal(dataset.status, "created");
    assert.equal(dataset.version, 1);
    assert.deepEqual([dataset.progress, dataset.error, dataset.mapping, dataset.readyAt], [null, null, null, null]);
    assert.ok(uploadUrl.startsWith(`/objects/${ann.tenant}/${dataset.id}/1?`));
    const minutes = (new Date(uploadExpiresAt) - Date.now()) / 60000;
    assert.ok(minutes > 14 && minutes <= 15, `${minutes} minutes`);
    assert.deepEqual(ok(await ann.get(`/api/datasets/${dataset.id}`), 200), dataset);
  });

  test("lists every invalid field at once", async () => {
    const bad = problem(await ann.post("/api/datasets", {
      name: "", fileType: "xls", extra: 1, description: 7,
    }), 422, "invalid");
    assert.deepEqual(bad.errors.map((e) => `${e.path} ${e.code}`).sort(),
                     ["description type", "extra unknown", "fileType choice", "name too_short"]);
    const mapping = problem(await ann.post("/api/datasets", {
      name: "x", fileType: "csv", mapping: { timestamp: 1, metrics: ["a", ""], labels: "b", color: 1 },
    }), 422, "invalid");
    assert.deepEqual(mapping.errors.map((e) => e.path).sort(),
                     ["mapping.color", "mapping.labels", "mapping.metrics[1]", "mapping.timestamp"]);
  });

  test("with one Idempotency-Key makes one", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const body = { name: "Once", fileType: "csv" };
    const [first, again] = await Promise.all([1, 2].map(() => ann.post("/api/datasets", body, { headers })));
    assert.equal(ok(first, 201).dataset.id, ok(again, 201).dataset.id);
    problem(await ann.post("/api/datasets", { ...body, name: "Twice" }, { headers }), 409, "idempotency_conflict");
    assert.equal(ok(await ann.call("PUT", again.body.uploadUrl, { raw: "metric,value\na,1\n" }), 201), undefined);
  });

  test("is for editors, and for keys with the scope", async () => {
    const viewer = await member(ann, "viewer", "Vic");
    problem(await viewer.post("/api/datasets", { name: "x", fileType: "csv" }), 403, "forbidden");
    ok(await viewer.get("/api/datasets"), 200);
    const key = ok(await ann.post("/api/keys", { name: "reader", scopes: ["datasets:read"] }), 201).secret;
    const robot = ann.clone();
    robot.cookies.clear();
    robot.key = key;
    ok(await robot.get("/api/datasets"), 200);
    problem(await robot.post("/api/datasets", { name: "x", fileType: "csv" }), 403, "scope_missing");
  });
});

describe("the upload", () => {
  test("takes one file, and complete only what has arrived", async () => {
    const { dataset, uploadUrl } = await create(ann);
    problem(await complete(ann, dataset.id), 409, "not_uploaded");
    assert.equal((await ann.call("PUT", uploadUrl, { raw: "metric,value\na,1\n" })).status, 201);
    problem(await ann.call("PUT", uploadUrl, { raw: "metric,value\na,2\n" }), 409, "already_uploaded");
    assert.equal(ok(await complete(ann, dataset.id), 202).status, "queued");
    ok(await complete(ann, dataset.id), 202);
    const ready = await settled(ann, dataset.id);
    assert.equal(ready.status, "ready");
    assert.equal(ok(await complete(ann, dataset.id), 202).status, "ready");
    problem(await ann.call("PUT", uploadUrl, { raw: "metric,value\na,3\n" }), 409, "already_uploaded");
    assert.equal(count(`select count(*) from analytics.part where dataset_id = '${dataset.id}'`), 1);
  });

  test("needs the signature, in time and unaltered, and is nothing but a PUT", async () => {
    const { dataset, uploadUrl } = await create(ann);
    const altered = uploadUrl.replace(/.$/, (c) => (c === "0" ? "1" : "0"));
    problem(await ann.call("PUT", altered, { raw: "x" }), 403, "url_invalid");
    problem(await ann.call("PUT", uploadUrl.replace("/1?", "/2?"), { raw: "x" }), 403, "url_invalid");
    const object = `${ann.tenant}/${dataset.id}/1`;
    problem(await ann.call("PUT", signed(object, 1000000000), { raw: "x" }), 403, "url_invalid");
    for (const method of ["GET", "POST", "DELETE"])
      assert.equal((await ann.call(method, uploadUrl)).status, 405, method);
    problem(await ann.call("PUT", "/objects/../etc/passwd", { raw: "x" }), 405, "method_not_allowed");
    // nobody signed in, another person's cookie: the signature alone counts
    const stranger = bob.clone();
    stranger.cookies.clear();
    assert.equal((await stranger.call("PUT", uploadUrl, { raw: "metric,value\na,1\n" })).status, 201);
  });

  test("is refused when the dataset is gone or somebody else's", async () => {
    const { dataset, uploadUrl } = await create(ann);
    const foreign = signed(`${bob.tenant}/${dataset.id}/1`, Math.floor(Date.now() / 1000) + 60);
    problem(await ann.call("PUT", foreign, { raw: "x" }), 409, "already_uploaded");
    ok(await ann.delete(`/api/datasets/${dataset.id}`), 204);
    problem(await ann.call("PUT", uploadUrl, { raw: "x" }), 409, "already_uploaded");
  });

  test("may not be larger than the limit", async () => {
    const { uploadUrl } = await create(ann);
    const answer = await new Promise((resolve, reject) => {
      const request = http.request(new URL(uploadUrl, url), {
        method: "PUT", agent: false, headers: { "content-length": 11e9 },
      }, (response) => {
        let text = "";
        response.on("data", (piece) => (text += piece));
        response.on("end", () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
        response.on("end", () => request.destroy());
      });
      request.on("error", reject);
      request.flushHeaders();
    });
    assert.equal(answer.status, 413);
    assert.equal(answer.body.code, "too_large");
  });

  test("that nobody completes is completed by the sweep", async () => {
    const dataset = await put(ann, "metric,value\na,1\nb,2\n");
    const { dataset: never } = await create(ann);
    psql(`update datasets.upload set created_at = now() - interval '10 minutes'
          where dataset_id in ('${dataset.id}', '${never.id}')`);
    psql(`update datasets.upload set expires_at = now() - interval '2 days' where dataset_id = '${never.id}'`);
    assert.equal(etl(["run", "sweep"]).status, 0);
    assert.equal((await settled(ann, dataset.id)).rowCount, 2);
    assert.equal((await settled(ann, never.id)).error.code, "not_uploaded");
  });
});

describe("a file", () => {
  test("in the long format keeps its good rows and tells its bad ones", async () => {
    const csv = [
      "metric,value,timestamp", // 1
      "cpu,1.5,2024-01-01T00:00:00Z",
      "cpu,12abc,2024-01-01T00:01:00Z", // 3: not a number
      'cpu,"1,500.00",2024-01-01T00:02:00Z', // 4: not 1
      "cpu,2,yesterday", // 5: not a time
      "cpu,2", // 6: ragged
      "cpu,,2024-01-01T00:03:00Z", // 7: no value, no point, nothing wrong
      ",7,2024-01-01T00:04:00Z", // blank metric: "value"
      "cpu,2.5,2024-01-01T00:05:00Z",
    ].join("\n");
    const dataset = await upload(ann, csv);
    assert.equal(dataset.status, "ready", JSON.stringify(dataset.error));
    assert.equal(dataset.error, null);
    const told = await rejects(ann, dataset.id);
    assert.equal(dataset.rejectCount, told.length);
    for (const [line, reason] of [[3, "not_a_number"], [5, "not_a_time"]])
      assert.ok(told.some((r) => r.startsWith(`${line} `) && r.endsWith(reason)), `${line} ${reason}: ${told}`);
    assert.ok(!told.some((r) => r.startsWith("7 ")), `a blank is no mistake: ${told}`);
    const metrics = ok(await ann.get(`/api/analytics/metrics?datasetId=${dataset.id}`), 200).items;
    assert.deepEqual(metrics.map((m) => m.metric).sort(), ["cpu", "value"]);
    const { series } = ok(await ann.get(`/api/analytics/summary?datasetId=${dataset.id}&metric=value`), 200);
    assert.equal(series[0].sum, 7);
    const cpu = ok(await ann.get(`/api/analytics/summary?datasetId=${dataset.id}&metric=cpu`), 200).series[0];
    assert.notEqual(cpu.min, 1, '"1,500.00" became 1');
    assert.equal(dataset.rowCount - 1, count(`select sum(n) from analytics.part_series ps
      join analytics.part p on p.id = ps.part_id where p.dataset_id = '${dataset.id}'`));
  });

  test("without times gets the time of its reading", async () => {
    const began = Date.now();
    const dataset = await upload(ann, "metric,value\na,1\na,2\n");
    assert.equal(dataset.rowCount, 2);
    assert.ok(Math.abs(new Date(dataset.firstAt) - began) < 60000, dataset.firstAt);
  });

  test("as a wide table makes metrics of numbers and labels of words", async () => {
    const dataset = await upload(ann, "day,visits,bounces,country\n2024-01-01,10,1,fr\n2024-01-02,20,2,tn\n");
    const { items } = ok(await ann.get(`/api/analytics/metrics?datasetId=${dataset.id}`), 200);
    assert.deepEqual(items.map((m) => m.metric).sort(), ["bounces", "visits"]);
    assert.deepEqual(items[0].labels[0].values, ["fr", "tn"]);
    assert.deepEqual([dataset.firstAt, dataset.lastAt], ["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"]);
  });

  test("follows its mapping", async () => {
    const dataset = await upload(ann, "a,b,c,at\n1,2,x,2024-01-01\n3,4,y,2024-01-02\n",
                                 { mapping: { timestamp: "at", metrics: ["b"], labels: [] } });
    const { items } = ok(await ann.get(`/api/analytics/metrics?datasetId=${dataset.id}`), 200);
    assert.deepEqual(items.map((m) => [m.metric, m.labels.length]), [["b", 0]]);
    const late = await ann.patch(`/api/datasets/${dataset.id}`, { mapping: null });
    problem(late, 409, "bad_state");
  });

  test("of JSON takes its objects and rejects the null among them", async () => {
    const dataset = await upload(ann, JSON.stringify([{ metric: "a", value: 1 }, null, { metric: "a", value: 3 }]),
                                 { fileType: "json" });
    assert.deepEqual([dataset.status, dataset.rowCount, dataset.rejectCount], ["ready", 2, 1]);
  });

  for (const [what, fileType, content, code] of [
    ["that is empty", "csv", "", "empty_file"],
    ["with a header and nothing else", "csv", "metric,value\n", "no_rows"],
    ["that is no text", "csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 255, 254, 0, 1]), "not_text"],
    ["of nothing but words", "csv", "name,city\nann,paris\nbob,tunis\n", "no_time_column"],
    ["without a column of numbers", "csv", "day,city\n2024-01-01,paris\n2024-01-02,tunis\n", "no_metric_column"],
    ["where nothing can be read", "csv", "metric,value\na,x\nb,y\n", "nothing_readable"],
    ["that is a JSON object", "json", '{"metric":"a","value":1}', "not_an_array"],
    ["that is broken JSON", "json", "[{", "bad_json"],
  ]) {
    test(`${what} is an error that says why`, async () => {
      const dataset = await upload(ann, content, { fileType });
      assert.equal(dataset.status, "error", JSON.stringify(dataset));
      assert.equal(dataset.error.code, code);
      assert.ok(dataset.error.detail.length > 10);
      assert.deepEqual([dataset.rowCount, dataset.progress, dataset.readyAt], [0, null, null]);
      assert.equal(count(`select count(*) from analytics.part where dataset_id = '${dataset.id}'
                          and state <> 'dead'`), 0);
    });
  }

  test("tells the rejects of a failed reading, also as CSV that no spreadsheet runs", async () => {
    const dataset = await upload(ann, 'metric,value\na,=1+1\nb,"@x"\nc,"say ""no"""\n');
    assert.equal(dataset.status, "error");
    assert.equal((await rejects(ann, dataset.id)).length, 3);
    const csv = await ann.get(`/api/datasets/${dataset.id}/rejects`, { headers: { accept: "text/csv" } });
    assert.equal(csv.type, "text/csv");
    assert.deepEqual(csv.text.split("\r\n").slice(0, 4), [
      "line,column,value,reason,raw",
      `2,"value","'=1+1","not_a_number","a,=1+1"`,
      `3,"value","'@x","not_a_number","b,""@x"""`,
      `4,"value","say ""no""","not_a_number","c,""say """"no"""""""`,
    ]);
    assert.equal((await ann.get(`/api/datasets/${dataset.id}/rejects?format=csv`)).text, csv.text);
  });

  test("has rejects by pages", async () => {
    const bad = Array.from({ length: 7 }, (_, i) => `a,x${i}`).join("\n");
    const dataset = await upload(ann, `metric,value\nok,1\n${bad}\n`);
    const seen = [];
    let cursor = "";
    do {
      const page = ok(await ann.get(`/api/datasets/${dataset.id}/rejects?limit=3${cursor}`), 200);
      seen.push(...page.items.map((r) => r.value));
      cursor = page.nextCursor && `&cursor=${page.nextCursor}`;
    } while (cursor);
    assert.deepEqual(seen, Array.from({ length: 7 }, (_, i) => `x${i}`));
  });

  test("can be had back as it was", async () => {
    const content = "metric,value\né,1\n";
    const dataset = await upload(ann, content, { name: 'Zähler "1".csv' });
    const answer = await ann.get(`/api/datasets/${dataset.id}/file`);
    assert.equal(answer.status, 200);
    assert.equal(answer.text, content);
    assert.match(answer.headers["content-disposition"], /^attachment;.*filename\*=UTF-8''Z%C3%A4hler%20%221%22\.csv$/);
    assert.equal((await ann.get(`/_objects/${ann.tenant}/${dataset.id}/1`)).status, 404);
    const { dataset: none } = await create(ann);
    problem(await ann.get(`/api/datasets/${none.id}/file`), 404, "not_found");
  });
});

describe("another tenant", () => {
  test("finds nothing of it, whatever it asks or forges", async () => {
    const dataset = await upload(ann, "metric,value\na,1\n");
    const at = `/api/datasets/${dataset.id}`;
    for (const [method, path] of [["GET", at], ["PATCH", at], ["DELETE", at], ["POST", `${at}/restore`],
                                  ["POST", `${at}/complete`], ["GET", `${at}/rejects`], ["GET", `${at}/file`]]) {
      const options = method === "PATCH" ? { body: { name: "mine" } } : {};
      problem(await bob.call(method, path, options), 404, "not_found");
      problem(await bob.call(method, path, { ...options, headers: { "x-tenant-id": ann.tenant } }), 403, "not_a_member");
    }
    assert.equal(ok(await bob.get("/api/datasets"), 200).items.some((d) => d.id === dataset.id), false);
    assert.equal(ok(await ann.get(at), 200).name, "file");
  });
});

describe("a dataset", () => {
  test("is renamed, listed newest first by pages", async () => {
    const cleo = await person(url, "Cleo");
    const made = [];
    for (let i = 0; i < 5; i++) made.unshift((await create(cleo, { name: `d${i}` })).dataset.id);
    const page = ok(await cleo.get("/api/datasets?limit=3"), 200);
    const rest = ok(await cleo.get(`/api/datasets?limit=3&cursor=${page.nextCursor}`), 200);
    assert.deepEqual([...page.items, ...rest.items].map((d) => d.id), made);
    assert.equal(rest.nextCursor, null);
    const renamed = ok(await cleo.patch(`/api/datasets/${made[0]}`, { name: "new", description: "d" }), 200);
    assert.deepEqual([renamed.name, renamed.description], ["new", "d"]);
    const cleared = ok(await cleo.patch(`/api/datasets/${made[0]}`, { description: null }), 200);
    assert.deepEqual([cleared.name, cleared.description], ["new", null]);
    problem(await cleo.patch(`/api/datasets/${randomUUID()}`, { name: "x" }), 404, "not_found");
    problem(await cleo.get("/api/datasets?order=name"), 422, "invalid");
    problem(await cleo.get("/api/datasets/nonsense"), 404, "not_found");
  });

  test("is hidden, brought back, and at last purged with all that was its own", async () => {
    const dataset = await upload(ann, "metric,value,timestamp\na,1,2024-01-01\na,x,2024-01-01\n");
    const at = `/api/datasets/${dataset.id}`;
    ok(await ann.delete(at), 204);
    problem(await ann.get(at), 404, "not_found");
    problem(await ann.delete(at), 404, "not_found");
    problem(await ann.get(`/api/analytics/metrics?datasetId=${dataset.id}`), 404, "not_found");
    assert.equal(ok(await ann.post(`${at}/restore`), 200).deletedAt, null);
    assert.equal(ok(await ann.get(`/api/analytics/metrics?datasetId=${dataset.id}`), 200).items.length, 1);
    ok(await ann.delete(at), 204);
    psql(`update datasets.dataset set deleted_at = now() - interval '11 minutes' where id = '${dataset.id}';
          update jobs.job set run_at = now() where kind = 'dataset.purge' and payload->>'datasetId' = '${dataset.id}'`);
    problem(await ann.post(`${at}/restore`), 404, "not_found");
    await until(() => count(`select count(*) from datasets.dataset where id = '${dataset.id}'`) === 0, 60, "the purge");
    for (const table of ["part", "series", "reject"])
      assert.equal(count(`select count(*) from analytics.${table} where dataset_id = '${dataset.id}'`), 0, table);
    for (const table of ["segment", "rollup", "part_series"])
      assert.equal(count(`select count(*) from analytics.${table} t where not exists
        (select from analytics.series s where s.tenant_id = t.tenant_id and s.id = abs(t.series_id))`), 0, table);
    assert.throws(() => readFileSync(`${home}/objects/${ann.tenant}/${dataset.id}/1`), /ENOENT/);
  });

  test("counts into the storage of its workspace", async () => {
    const dora = await person(url, "Dora");
    const content = "metric,value\na,1\n";
    await upload(dora, content);
    const { bytesFiles, bytesPoints, datasets, running } = ok(await dora.get("/api/datasets/storage"), 200);
    assert.deepEqual([bytesFiles, datasets, running], [content.length, 1, 0]);
    assert.ok(bytesPoints > 0);
  });

  test("tells each change on the tenant's topic, counted without a gap", async () => {
    const eve = await person(url, "Eve");
    const topic = `tenant:${eve.tenant}`;
    const seq = async () => ok(await eve.get(`/api/live?topics=${topic}`), 200).items[topic];
    const first = await seq();
    const { dataset, uploadUrl } = await create(eve); // 1 created
    ok(await eve.patch(`/api/datasets/${dataset.id}`, { name: "y" }), 200); // 2 updated
    problem(await eve.patch(`/api/datasets/${randomUUID()}`, { name: "y" }), 404, "not_found"); // nothing
    await eve.call("PUT", uploadUrl, { raw: "metric,value\na,1\n" });
    ok(await complete(eve, dataset.id), 202); // 3 updated
    await settled(eve, dataset.id); // 4 ready
    ok(await eve.delete(`/api/datasets/${dataset.id}`), 204); // 5 deleted
    problem(await eve.delete(`/api/datasets/${dataset.id}`), 404, "not_found"); // nothing
    ok(await eve.post(`/api/datasets/${dataset.id}/restore`), 200); // 6 updated
    assert.equal((await seq()) - first, 6);
  });
});

describe("sample data", () => {
  test("is two datasets with a dashboard each, once for one key", async () => {
    const finn = await person(url, "Finn");
    const headers = { "idempotency-key": randomUUID() };
    const first = ok(await finn.post("/api/datasets/sample", undefined, { headers }), 202).datasets;
    const again = ok(await finn.post("/api/datasets/sample", undefined, { headers }), 202).datasets;
    assert.deepEqual(again.map((d) => d.id), first.map((d) => d.id));
    const rows = [];
    for (const { id } of first) rows.push((await settled(finn, id)).rowCount);
    assert.deepEqual(rows, [1461, 20000]);
    const boards = await until(async () => {
      const { items } = ok(await finn.get("/api/dashboards"), 200);
      return items.length === 2 && items.every((d) => d.widgetCount > 5) && items;
    }, 60, "the dashboards");
    for (const board of boards) {
      const { widgets } = ok(await finn.get(`/api/dashboards/${board.id}/data`), 200);
      for (const widget of Object.values(widgets)) assert.ok((widget.series ?? widget.summary)?.length, JSON.stringify(widget).slice(0, 200));
    }
  });
});
