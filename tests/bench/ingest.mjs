// A file of two million rows, from `complete` to `ready`, beside psql's \copy into a bare table.
import { execFileSync } from "node:child_process";
import { median, megabytes, ratio } from "./suite.mjs";

const ROWS = 2_000_000;

function copy(suite, file, index) {
  suite.psql(`drop table if exists bench_points;
    create table bench_points (metric text, value double precision, time timestamptz);
    ${index ? "create index on bench_points (metric, time);" : ""}`);
  const began = performance.now();
  suite.psql(`\\copy bench_points from '${file}' with (format csv, header)`);
  return (performance.now() - began) / 1000;
}

/** Seconds that PostgreSQL takes to COPY rows that lie ready into tables with the same indexes. */
function copyReady(suite) {
  let seconds = 0;
  for (const name of ["segment", "rollup", "digest"]) {
    const file = `${suite.home}/log/${name}.copy`;
    suite.psql(`\\copy analytics.${name} to '${file}' with (format binary)
      create table bench_${name} (like analytics.${name} including all)`);
    const began = performance.now();
    suite.psql(`\\copy bench_${name} from '${file}' with (format binary)`);
    seconds += (performance.now() - began) / 1000;
    suite.psql(`drop table bench_${name}`);
  }
  return seconds;
}

/** What etl's core takes for the same file, by stages. */
function stages(suite, file) {
  const text = execFileSync(`${suite.build}/tests/bench/ingest_core`, ["0", file]).toString();
  return {
    seconds: Number(text.match(/^to COPY rows +([\d.]+) s/m)[1]),
    shares: text.match(/^ns a row: (.*)$/m)[1],
  };
}

const tables = ["segment", "rollup", "digest"].map((name) => `analytics.${name}`);
const size = (suite, name) => Number(suite.psql(`select pg_total_relation_size('${name}')`)[0]);

export async function run(suite) {
  const file = suite.points(ROWS, 90);
  const all = () => tables.reduce((sum, name) => sum + size(suite, name), 0);
  const before = all();
  const pairs = [];
  for (let i = 0; i < 3; i++) {
    const bare = copy(suite, file, false);
    const { seconds, dataset } = await suite.ingest(file, `ingest ${i}`);
    if (dataset.rowCount !== ROWS) throw new Error(`${dataset.rowCount} rows were taken`);
    pairs.push({ bare, seconds, times: bare / seconds });
  }
  const stored = (all() - before) / pairs.length;
  const segments = size(suite, "analytics.segment") / pairs.length;
  const heap = size(suite, "bench_points");
  const indexed = copy(suite, file, true);
  const heapIndexed = size(suite, "bench_points");
  suite.psql("drop table bench_points");
  const core = stages(suite, file), ready = copyReady(suite) / pairs.length;
  const seconds = median(pairs.map((p) => p.seconds));
  return [
    {
      work: "CSV of 2M rows, from complete to ready",
      reference: `\\copy into a bare table ${median(pairs.map((p) => p.bare)).toFixed(2)} s, with the index ${indexed.toFixed(2)} s`,
      measured: `${seconds.toFixed(2)} s (${Math.round(ROWS / seconds / 1000).toLocaleString("en")},000 rows/s)`,
      ratio: `${ratio(median(pairs.map((p) => p.times)))} faster`,
      target: "≥ 2 ×, goal 3 ×",
    },
    {
      work: "where that time goes: two threads, one reads, one sends",
      reference: `reading alone ${core.seconds.toFixed(2)} s; ns a row: ${core.shares}`,
      measured: `sending to PostgreSQL alone ${ready.toFixed(2)} s`,
      ratio: ratio(ready / seconds),
      target: "–",
    },
    {
      work: "stored size of those 2M points",
      reference: `rows ${megabytes(heap)}, with the index ${megabytes(heapIndexed)}`,
      measured: `segments ${megabytes(segments)}, with rollups and digests ${megabytes(stored)}`,
      ratio: ratio(stored / heapIndexed),
      target: "≤ 30 MB, with rollups ≤ 60 MB",
    },
  ];
}
