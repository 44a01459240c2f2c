// A file before and while it is sent: what was recognised in words, what a person changed, parts, resuming.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Dataset, LiveMessage, Plan, PlanColumn } from "../src/core/types";
import { averaged, chartOf } from "../src/datasets/averaged";
import { beyond } from "../src/datasets/beyond";
import { base64, fileTypeOf, type Head, headOf, headOfAnswer, nameOf } from "../src/datasets/files";
import { matchOf } from "../src/datasets/interrupted";
import {
  columnsOf,
  edited,
  isEmptyMapping,
  joins,
  needed,
  swapped,
  withRole,
} from "../src/datasets/mapping";
import { markCell } from "../src/datasets/marked";
import { Meter, roughly } from "../src/datasets/meter";
import { backoff, missingParts, planParts, WHOLE_MOST } from "../src/datasets/parts";
import {
  formatText,
  recognised,
  type Say,
  sampleOf,
  someOf,
  tellsZone,
} from "../src/datasets/recognised";
import { stageOf } from "../src/datasets/stage";
import { completed, told } from "../src/datasets/told";
import words from "../src/locales/en/uploads.ftl";

const bundle = new FluentBundle("en", { useIsolating: false });
bundle.addResource(new FluentResource(words));
const say: Say = (id, args) => {
  const message = bundle.getMessage(id);
  assert.ok(message?.value, id);
  return bundle.formatPattern(message.value, args ?? null);
};

const column = (name: string, role: PlanColumn["role"], example: string): PlanColumn => {
  const kind = role === "time" ? "time" : /^-?[\d.,]+$/.test(example) ? "number" : "text";
  return { name, kind, role, example };
};

const BANK: Plan = {
  format: "wide",
  compression: "none",
  encoding: "windows-1252",
  delimiter: ";",
  decimal: ",",
  timestamp: ["Buchungstag"],
  timeFormat: "%d.%m.%Y",
  timeZone: "Europe/Berlin",
  metrics: ["Betrag", "Saldo"],
  labels: ["Umsatzart"],
  columns: [
    column("Buchungstag", "time", "02.01.2024"),
    column("Wertstellung", "unused", "03.01.2024"),
    column("Umsatzart", "label", "Gutschrift"),
    column("Betrag", "metric", "2.998,04"),
    column("Saldo", "metric", "7.208,59"),
  ],
  notes: [],
};

const DATASET = { id: "d", name: "n", status: "ready", version: 2, pending: null } as Dataset;

const LONG: Plan = {
  ...BANK,
  format: "long",
  encoding: "utf-8",
  delimiter: ",",
  decimal: ".",
  timestamp: [],
  timeFormat: null,
  metrics: [],
  labels: ["room"],
  columns: [
    column("metric", "name", "temp"),
    column("value", "value", "21.5"),
    column("room", "label", "Keller"),
  ],
};

test("what the server says is not said twice", () => {
  const sentence = "No column holds dates or times.";
  assert.equal(beyond(sentence, sentence), "");
  assert.equal(
    beyond(sentence, "No column holds dates or times; 4 are named by years."),
    "4 are named by years.",
  );
  assert.equal(beyond(sentence, "Line 3 is no JSON."), "Line 3 is no JSON.");
});

test("what was recognised is told in words", () => {
  assert.deepEqual(recognised(BANK, "csv", say), {
    file: "Semicolon-separated, Windows-1252, decimal comma",
    time: "Buchungstag, read as day.month.year, Europe/Berlin",
    metrics: "Betrag, Saldo",
    labels: "Umsatzart",
  });
  assert.deepEqual(recognised(LONG, "csv", say), {
    file: "Comma-separated, UTF-8, decimal point",
    time: "The time of the upload, for every row",
    metrics: "Named in metric, with values in value",
    labels: "room",
  });
});

test("a compressed JSON file has no delimiter, and joined columns are named together", () => {
  const json: Plan = {
    ...BANK,
    compression: "gzip",
    encoding: "utf-8",
    delimiter: null,
    decimal: null,
    timestamp: ["date", "clock"],
    timeFormat: "rfc3339",
    labels: [],
    columns: [column("date", "time", "2024-01-02"), column("clock", "time", "18:30Z")],
  };
  const got = recognised(json, "ndjson", say);
  assert.equal(got.file, "JSON, an object a line, gzip, UTF-8");
  assert.equal(got.time, "date + clock, read as ISO date and time, Europe/Berlin");
  assert.equal(got.labels, "None");
});

test("a plan of a former release is told, too", () => {
  const old = { format: "wide", delimiter: ",", timestamp: "day", metrics: ["n"], labels: [] };
  const { plan } = completed({ ...DATASET, plan: old as unknown as Plan });
  assert.equal(recognised(plan!, "csv", say).time, "day");
  assert.equal(recognised(plan!, "csv", say).file, "Comma-separated");
  assert.equal(completed(DATASET), DATASET);
});

test("many names are cut, and counted", () => {
  const names = Array.from({ length: 11 }, (_, i) => `c${i}`);
  assert.equal(someOf(names, say), "c0, c1, c2, c3, c4, c5, c6, c7 and 3 more");
  assert.equal(someOf(names.slice(0, 8), say), "c0, c1, c2, c3, c4, c5, c6, c7");
  const long = ["a".repeat(130), "b", "c"];
  assert.equal(someOf(long, say), `${long[0]} and 2 more`);
});

test("formats of time in words and as an example", () => {
  assert.equal(formatText("%Y-%m-%dT%H:%M:%S", say), "year-month-day hour:minute:second");
  assert.equal(formatText("%Y%m%d", say), "year\u2009month\u2009day");
  assert.equal(formatText("%Y M%m", say), "year “M”month");
  assert.equal(formatText("%d/%m/%y %R", say), "day/month/two-digit year hour:minute");
  assert.equal(formatText("epoch_ms", say), "milliseconds since 1970");
  assert.equal(formatText("100%% %Q", say), "100% %Q");
  assert.equal(sampleOf("%b %-d %Y"), "Dec 31 2024");
  assert.equal(sampleOf("%d.%m.%Y %T"), "31.12.2024 18:30:00");
  for (const zoned of ["epoch_s", "%Y-%m-%d %H:%M %z"]) assert.ok(tellsZone(zoned, null));
  for (const bare of ["%d.%m.%Y", null]) assert.ok(!tellsZone(bare, null));
  for (const at of ["2024-01-02T18:30:00Z", "2024-01-02 18:30+0100", "2024-01-02T18:30:00.5-03:00"])
    assert.ok(tellsZone("rfc3339", at), at);
  for (const at of ["2024-01-02", "2024-01-02T18:30:00", "2024-01", null])
    assert.ok(!tellsZone("rfc3339", at), at ?? "");
});

const edit = (plan: Plan | null, columns: PlanColumn[], name: string, role: PlanColumn["role"]) => {
  const after = withRole(columns, name, role);
  return { after, mapping: edited({}, columns, after, plan) };
};

test("only the lists that a person changed are sent", () => {
  const ignored = edit(BANK, BANK.columns, "Umsatzart", "unused");
  assert.deepEqual(ignored.mapping, { labels: [] });
  const moved = edit(BANK, BANK.columns, "Saldo", "label");
  assert.deepEqual(moved.mapping, { metrics: ["Betrag"], labels: ["Umsatzart", "Saldo"] });
  const timed = edit(BANK, BANK.columns, "Wertstellung", "time");
  assert.deepEqual(timed.mapping, { timestamp: "Wertstellung" });
  assert.equal(timed.after.find((c) => c.name === "Buchungstag")?.role, "unused");
});

test("what is changed back is not sent", () => {
  const once = edit(BANK, BANK.columns, "Saldo", "label");
  const back = withRole(once.after, "Saldo", "metric");
  assert.ok(isEmptyMapping(edited(once.mapping, once.after, back, BANK)));
  assert.deepEqual(needed({ timeFormat: "%d.%m.%Y", decimal: "," }, BANK), {});
  assert.deepEqual(needed({ timeZone: "UTC", timeFormat: undefined }, BANK), { timeZone: "UTC" });
});

test("a format that was said goes with its column", () => {
  const after = withRole(BANK.columns, "Wertstellung", "time");
  const mapping = edited({ timeFormat: "%m.%d.%Y" }, BANK.columns, after, BANK);
  assert.deepEqual(mapping, { timestamp: "Wertstellung" });
});

test("a date and a clock are one time together, two dates are not", () => {
  const date = column("date", "time", "2024-01-02");
  const clock = column("clock", "label", "18:30");
  assert.ok(joins(date, clock));
  assert.ok(joins(column("year", "time", "2024"), column("month", "label", "7")));
  assert.ok(!joins(date, column("other", "label", "2024-02-02")));
  const both = edit(BANK, [date, clock], "clock", "time");
  assert.deepEqual(both.mapping.timestamp, ["date", "clock"]);
  const none = edit({ ...BANK, timestamp: ["date"] }, [date, clock], "date", "unused");
  assert.deepEqual(none.mapping, { timestamp: null });
});

test("another use of a long table's columns makes it a wide one", () => {
  const { after, mapping } = edit(LONG, LONG.columns, "metric", "unused");
  assert.deepEqual(
    after.map((c) => c.role),
    ["unused", "metric", "label"],
  );
  // The labels are those that were recognised.
  assert.deepEqual(mapping, { metrics: ["value"] });
});

test("the time of the upload is said where no time was recognised", () => {
  assert.deepEqual(needed({ timestamp: null }, null), { timestamp: null });
  const timeless = { ...BANK, timestamp: undefined };
  assert.deepEqual(needed({ timestamp: null, labels: ["Umsatzart"] }, timeless), {
    timestamp: null,
  });
});

test("without a plan the header is there to choose from", () => {
  const columns = columnsOf(null, ["when", "n"]);
  const { mapping } = edit(null, columns, "when", "time");
  assert.deepEqual(mapping, { timestamp: "when" });
});

test("the other order of day and month", () => {
  assert.equal(swapped("%m/%d/%Y"), "%d/%m/%Y");
  assert.equal(swapped("%Y"), null);
  assert.equal(swapped(null), null);
});

test("small files go whole, big ones in parts of 16 MB", () => {
  const MB = 1024 * 1024;
  assert.deepEqual(planParts(WHOLE_MOST), []);
  const parts = planParts(WHOLE_MOST + 1);
  assert.deepEqual(
    parts.map((p) => [p.part, p.to - p.from]),
    [
      [1, 16 * MB],
      [2, 16 * MB],
      [3, 1],
    ],
  );
  const huge = planParts(100_000 * MB);
  assert.ok(huge.length <= 1000);
  assert.equal(huge.at(-1)?.to, 100_000 * MB);
  for (const [i, p] of huge.entries()) assert.equal(p.from, i === 0 ? 0 : huge[i - 1]?.to);
});

test("parts that are there in full are not sent again", () => {
  const parts = planParts(40 * 1024 * 1024);
  const size = parts[0]!.to;
  const there = [
    { part: 1, bytes: size },
    { part: 2, bytes: size - 1 },
  ];
  assert.deepEqual(
    missingParts(parts, there).map((p) => p.part),
    [2, 3],
  );
});

test("tries come ever later, within half a minute", () => {
  assert.equal(backoff(1, 1), 1000);
  assert.equal(backoff(3, 0), 2000);
  assert.equal(backoff(20, 1), 30_000);
});

test("an upload goes on with the same file alone", () => {
  const kept = { name: "a.csv", size: 10, lastModified: 5, at: 0 };
  assert.equal(matchOf(kept, { name: "a.csv", size: 10, lastModified: 5 }), "same");
  assert.equal(matchOf(kept, { name: "a.csv", size: 10, lastModified: 6 }), "changed");
  assert.equal(matchOf(kept, { name: "a.csv", size: 11, lastModified: 5 }), "other");
  assert.equal(matchOf(kept, { name: "b.csv", size: 10, lastModified: 5 }), "other");
});

test("pace comes from the last seconds", () => {
  const meter = new Meter(1000);
  assert.deepEqual(meter.note(0, 0), { rate: 0, secondsLeft: null });
  assert.deepEqual(meter.note(100, 1000), { rate: 0, secondsLeft: null });
  assert.deepEqual(meter.note(200, 2000), { rate: 100, secondsLeft: 8 });
  assert.deepEqual(meter.note(900, 10_000), { rate: 87.5, secondsLeft: 100 / 87.5 });
});

test("how long it takes is told roughly", () => {
  assert.deepEqual(roughly(0.2), { unit: "second", count: 1 });
  assert.deepEqual(roughly(9), { unit: "second", count: 9 });
  assert.deepEqual(roughly(41), { unit: "second", count: 45 });
  assert.deepEqual(roughly(130), { unit: "minute", count: 2 });
  assert.deepEqual(roughly(9000), { unit: "hour", count: 3 });
});

test("the cell that could not be read is found in its line", () => {
  const line = '02.01.2024;"a;b";7;seven';
  assert.deepEqual(markCell(line, "seven", 3, ";"), {
    before: '02.01.2024;"a;b";7;',
    cell: "seven",
    after: "",
  });
  assert.equal(markCell(line, "a;b", 1, ";")?.cell, '"a;b"');
  // The same text twice: only the column tells which.
  assert.equal(markCell("7;7", "7", 1, ";")?.before, "7;");
  assert.equal(markCell("7;7", "7", -1, null), null);
  assert.equal(markCell('{"n":"seven"}', "seven", 0, null)?.before, '{"n":"');
  assert.equal(markCell("a;;b", "", 1, ";"), null);
});

test("a time with several values is drawn once", () => {
  const points = { metric: "n", labels: {}, t: [1, 1, 2, 3, 3], v: [1, 3, null, 5, 9] };
  assert.deepEqual(averaged(points), { metric: "n", labels: {}, t: [1, 3], avg: [2, 7] });
});

test("a preview is drawn from its first to its last time", () => {
  const days = chartOf([{ metric: "n", labels: {}, t: [0, 86_400], v: [1, 2] }]);
  assert.deepEqual(
    [days.interval, days.from, days.to],
    ["day", "1970-01-01T00:00:00.000Z", "1970-01-02T00:00:00.000Z"],
  );
  const one = chartOf([{ metric: "n", labels: {}, t: [7200], v: [1] }]);
  assert.deepEqual(
    [one.interval, one.from, one.to],
    ["minute", "1970-01-01T01:00:00.000Z", "1970-01-01T03:00:00.000Z"],
  );
  assert.deepEqual(chartOf([]), { series: [] });
});

const bytesOf = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const head = (text: string): Head => ({ bytes: bytesOf(text), whole: true });

test("what a file is: by its name, else by its beginning, compressed too", async () => {
  assert.equal(await fileTypeOf("a.csv.gz", head("")), "csv");
  assert.equal(await fileTypeOf("a.JSONL", head("")), "ndjson");
  assert.equal(await fileTypeOf("a.json", head(' [{"a":1}]')), "json");
  assert.equal(await fileTypeOf("a.json", head('{"a":1}\n')), "ndjson");
  assert.equal(await fileTypeOf("a", head("a,b\n")), "csv");
  const packed = new Blob([bytesOf('[{"a":1}]')])
    .stream()
    .pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  assert.equal(await fileTypeOf("dump.gz", { bytes, whole: true }), "json");
  assert.equal(nameOf("umsaetze 2024.csv.gz"), "umsaetze 2024");
});

test("no more than the first 64 KB of a file is read", async () => {
  const big = "x".repeat(200_000);
  for (const got of [await headOf(new Blob([big])), await headOfAnswer(new Response(big))]) {
    assert.equal(got.bytes.length, 65_536);
    assert.equal(got.whole, false);
  }
  const small = await headOfAnswer(new Response("a,b\n1,2\n"));
  assert.deepEqual([small.bytes.length, small.whole], [8, true]);
  assert.equal(
    Buffer.from(base64(bytesOf("é".repeat(9000))), "base64").toString(),
    "é".repeat(9000),
  );
});

const message = (type: string, data: object): LiveMessage => ({ topic: "", type, at: "", data });
const progress = { bytes: 1, bytesTotal: 4, rows: 9, rowsPerSecond: 3, secondsLeft: 1 };

test("a later version's progress and error leave what is ready as it is", () => {
  const reading = told(
    DATASET,
    message("dataset.progress", { datasetId: "d", version: 3, ...progress }),
  );
  assert.equal(reading?.status, "ready");
  assert.equal(reading?.pending?.status, "processing");
  assert.equal(reading?.pending?.progress?.rows, 9);
  const error = { code: "not_text", detail: "" };
  const failed = told(reading!, message("dataset.error", { datasetId: "d", version: 3, error }));
  assert.equal(failed?.status, "ready");
  assert.deepEqual(failed?.pending?.error, error);
  const late = message("dataset.progress", { datasetId: "d", version: 2, ...progress });
  assert.equal(told(DATASET, late), DATASET);
});

test("a first version's progress and error are the dataset's", () => {
  const queued = { ...DATASET, status: "queued", version: 1 } as Dataset;
  const reading = told(
    queued,
    message("dataset.progress", { datasetId: "d", version: 1, ...progress }),
  );
  assert.equal(reading?.status, "processing");
  const error = { code: "not_text", detail: "" };
  const failed = told(reading!, message("dataset.error", { datasetId: "d", version: 1, error }));
  assert.equal(failed?.status, "error");
  assert.equal(told(failed!, message("dataset.progress", { datasetId: "d", ...progress })), failed);
});

test("a dataset that nobody here sent a file to waits, it was not interrupted", () => {
  const waiting = { status: "created" as const, progress: null, rowCount: 0 };
  assert.equal(stageOf(waiting, undefined, false).stopped, "waiting");
  assert.equal(stageOf(waiting, undefined, true).stopped, "interrupted");
  assert.equal(stageOf({ ...waiting, status: "canceled" }, undefined).stopped, "failed");
});
