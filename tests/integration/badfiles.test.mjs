// Bad and odd files, sent to a whole suite: each is read right or refused with a reason, what could
// not be read is told line by line, and of a file that is refused nothing stays.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { ok, person } from "./client.mjs";
import { count } from "./etl.mjs";
import { upload } from "./files.mjs";
import { psql, url } from "./suite.mjs";

let ann;
before(async () => {
  ann = await person(url, "Ann");
});

const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");
const latin1 = (text) => Buffer.from(text, "latin1");
const days = (n, line) => Array.from({ length: n }, (_, i) =>
  line(new Date(Date.UTC(2024, 0, 1) + i * 86400000).toISOString().slice(0, 10), i)).join("");

/** "2 a [1,x] not_a_number" of each reject: its line, column, raw record and reason. */
function rejects(id) {
  return psql(`select string_agg(concat_ws(' ', line, nullif(column_name, ''), '[' || raw || ']', reason), ' ! ' order by n)
               from analytics.reject where dataset_id = '${id}'`).join("\n");
}

/** What readers see of it. */
const points = (id) => Number(psql(`select count(*) from analytics.points where dataset_id = '${id}'`)[0]);

/** The codes of the notes of a dataset's plan. */
const notes = (dataset) => (dataset.plan?.notes ?? []).map((n) => n.code).sort();

async function read(content, fileType, want) {
  const dataset = await upload(ann, content, { fileType, ...want.input });
  assert.equal(dataset.status, "ready", JSON.stringify(dataset.error));
  assert.deepEqual([dataset.rowCount, dataset.rejectCount], [want.rows, want.rejects ?? 0]);
  if (want.told) assert.equal(rejects(dataset.id), want.told);
  for (const key of ["compression", "encoding", "delimiter"])
    if (want[key]) assert.equal(dataset.plan[key], want[key]);
  for (const code of want.notes ?? []) assert.ok(notes(dataset).includes(code), `${code} in ${notes(dataset)}`);
  return dataset;
}

async function previewed(bytes, fileType) {
  const content = Buffer.from(bytes).subarray(0, 65536);
  return ok(await ann.post("/api/datasets/preview",
                           { fileType, content: content.toString("base64"), whole: content.length === bytes.length }), 200);
}

async function refused(content, fileType, code, detail) {
  const dataset = await upload(ann, content, { fileType });
  assert.equal(dataset.status, "error");
  assert.equal(dataset.error.code, code);
  assert.match(dataset.error.detail, detail);
  assert.equal(dataset.rowCount, 0);
  assert.equal(points(dataset.id), 0, "no points are seen");
  assert.equal(count(`select count(*) from analytics.part where dataset_id = '${dataset.id}' and state <> 'dead'`), 0, "its part is dead");
  return dataset;
}

describe("a file that is packed or written otherwise", () => {
  const table = "date;Umsatz;Ort\n" + days(40, (day, i) => `${day};${i},5;Köln\n`);
  for (const [name, bytes, want] of [
    ["gzip", gzipSync(table), { compression: "gzip", encoding: "utf-8" }],
    ["gzip of two members", Buffer.concat([gzipSync(table.slice(0, 100)), gzipSync(table.slice(100))]), { compression: "gzip" }],
    ["Windows-1252", latin1(table), { encoding: "windows-1252", notes: ["converted_encoding"] }],
    ["UTF-16", utf16(table), { encoding: "utf-16", notes: ["converted_encoding"] }],
    ["UTF-16 in gzip", gzipSync(utf16(table)), { compression: "gzip", encoding: "utf-16" }],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${table}`), { encoding: "utf-8" }],
  ])
    test(`is read: ${name}`, async () => {
      const { id, plan } = await read(bytes, "csv", { rows: 40, delimiter: ";", ...want });
      const shown = await previewed(bytes, "csv");
      assert.deepEqual([shown.problem, shown.rowCount, shown.plan], [null, 40, plan], "as the preview says");
      const town = psql(`select distinct labels ->> 'Ort' from analytics.series where dataset_id = '${id}'`);
      assert.deepEqual(town, ["Köln"]);
    });

  test("is known though its first byte beyond ASCII comes late", async () => {
    const late = "date,a,place\n" + days(9000, (day) => `${day},1,somewhere plain\n`) + "2100-01-01,2,Genève\n";
    const { id } = await read(latin1(late), "csv", { rows: 9001, encoding: "windows-1252", notes: ["converted_encoding"] });
    assert.equal(count(`select count(*) from analytics.series where dataset_id = '${id}' and labels ->> 'place' = 'Genève'`), 1);
  });

  test("is refused when it is cut off, damaged or a bomb", async () => {
    const whole = gzipSync(Buffer.from(days(5000, (day, i) => `${day},${i * 7919 % 1000}\n`).replace(/^/, "date,a\n")));
    await refused(whole.subarray(0, whole.length - 500), "csv", "truncated_gzip", /cut off/);
    const large = gzipSync("date,a\n" + days(60000, (day, i) => `${day},${(i * 7919) % 100003}\n`));
    assert.ok(large.length > 65536);
    const shown = await previewed(large, "csv");
    assert.equal(shown.problem, null, "the beginning of a gzip file is cut off and shown all the same");
    assert.equal(shown.plan.compression, "gzip");
    const damaged = Buffer.from(whole);
    damaged[whole.length >> 1] ^= 0x55;
    await refused(damaged, "csv", "bad_gzip", /damaged/);
    const bomb = gzipSync(Buffer.alloc(16 << 20, "2024-01-01,1\n"), { level: 9 });
    await refused(Buffer.concat([gzipSync("date,a\n"), ...Array(21).fill(bomb)]), "csv", "gzip_too_large", /larger than allowed/);
  });
});

describe("a table with more around it", () => {
  test("loses what stands above, and headers and totals within", async () => {
    await read("Konto:;DE12 3456\nZeitraum:;Januar\n\ndate;Betrag;Text\n2024-01-01;-1,50;\"Miete; warm\"\n" +
               "2024-01-02;2,00;Lohn\ndate;Betrag;Text\n2024-01-03;3,00;x\nSumme;3,50;\n", "csv",
               { rows: 3, delimiter: ";", notes: ["header_repeated", "preamble_skipped", "totals_skipped"] });
  });

  test("may be drawn, and its lines may end in all ways", async () => {
    await read("    date    |  a\n------------+----\n 2024-01-01 |  5\n 2024-01-02 |  6\n(2 rows)\n", "csv",
               { rows: 2, delimiter: "|", notes: ["drawn_table"] });
    await read("date,a\r\n2024-01-01,1\n2024-01-02,2\r2024-01-03,3\r\n", "csv",
               { rows: 3, notes: ["mixed_line_ends"] });
  });

  test("in JSON may be the member of an object, or no array at all", async () => {
    await read('{"status":"ok","data":[{"date":"2024-01-01","v":{"a":1}},{"date":"2024-01-02","v":{"a":2}}]}', "json",
               { rows: 2, notes: ["array_in_object"] });
    await read('{"date":"2024-01-01","a":1}\n{"date":"2024-01-02","a":2}\n', "json", { rows: 2 });
    await refused('{"a":1,"b":[1,2]}', "json", "not_an_array", /JSON object; an array of objects is expected/);
  });
});

describe("what cannot be read", () => {
  test("is told with its raw line, and costs no other", async () => {
    await read("date,a,b\n2024-01-01,1,x\n2024-01-02,12abc,\"q\"\"q\"\n2024-01-03,1\0,x\n2024-01-04\n" +
               "2024-01-05,\"5,x\n2024-01-06,6,x\n2024-01-07,7,x\n2024-01-08,8,x\n2024-01-09,\",\",x\n2024-01-10,10,x\n",
               "csv", {
                 rows: 5, rejects: 5,
                 told: '3 a [2024-01-02,12abc,"q""q"] not_a_number ! 4 a [2024-01-03,1\ufffd,x] nul_byte ! ' +
                   '5 [2024-01-04] ragged ! 6 [2024-01-05,"5,x] unclosed_quote ! 10 a [2024-01-09,",",x] not_a_number',
               });
    const bytes = Buffer.from("date,a,b\n2024-01-01,1,ü\n2024-01-02,2,?\n2024-01-03,3,é\n");
    bytes[bytes.indexOf("?")] = 0xff;
    await read(bytes, "csv", { rows: 2, rejects: 1, told: "3 b [2024-01-02,2,\ufffd] not_utf8" });
  });

  test("in JSON is null, scalars, numbers beyond measure", async () => {
    const { id } = await read('[{"date":"2024-01-01","a":1},null,5,"x",\n{"date":"2024-01-02","a":1e400},' +
                              '{"date":"2024-01-03","a":1234567890123456789012345},{"date":"2024-01-04","a":Infinity}]',
                              "json", {
                                rows: 2, rejects: 5,
                                told: '1 [null] not_an_object ! 1 [5] not_an_object ! 1 ["x"] not_an_object ! ' +
                                  '2 a [{"date":"2024-01-02","a":1e400}] number_range ! ' +
                                  '2 a [{"date":"2024-01-04","a":Infinity}] not_a_number',
                              });
    assert.equal(points(id), 2);
  });

  test("is the whole file when no row can be read", async () => {
    const { id } = await refused("date,a\n2024-01-01\n2024-01-02\n", "csv", "nothing_readable", /number of fields/);
    assert.equal(rejects(id), "2 [2024-01-01] ragged ! 3 [2024-01-02] ragged");
    await refused(Buffer.from("PK\x03\x04workbook"), "csv", "not_text", /Excel workbook/);
    await refused(Array.from({ length: 10000 }, (_, i) => `c${i}`).join() + "\n1\n", "csv",
                  "too_many_columns", /10000 columns; 1000 are allowed/);
  });

  test("is a line of 100 MB, alone or among others", async () => {
    const line = Buffer.alloc(100 << 20, "x");
    await refused(line, "csv", "no_rows", /no rows|whole row/);
    await read(Buffer.concat([Buffer.from("date,a\n2024-01-01,1\n"), line, Buffer.from("\n2024-01-02,2\n")]), "csv",
               { rows: 2, rejects: 1 });
  });
});

describe("what is too much", () => {
  test("folds: a million values of a label", async () => {
    const rows = Array.from({ length: 1000000 }, (_, i) => `2024-01-01,1,${i < 300 ? "same" : `v${i}`}\n`).join("");
    const dataset = await read(`date,a,b\n${rows}`, "csv",
                               { rows: 1000000, notes: ["labels_folded"], input: { mapping: { labels: ["b"] } } });
    assert.equal(points(dataset.id), 1000000);
    assert.ok(count(`select count(*) from analytics.series where dataset_id = '${dataset.id}'`) <= 1001);
    assert.equal(count(`select count(*) from analytics.series where dataset_id = '${dataset.id}' and labels ->> 'b' = '__other__'`), 1);
  });
});
