// A file of two million rows, from `complete` to `ready`, beside psql's \copy into a bare table.
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

const size = (suite, name) => Number(suite.psql(`select pg_total_relation_size('${name}')`)[0]);

export async function run(suite) {
  const file = suite.points(ROWS, 90);
  const before = size(suite, "analytics.segment") + size(suite, "analytics.rollup");
  const pairs = [];
  for (let i = 0; i < 3; i++) {
    const bare = copy(suite, file, false);
    const { seconds, dataset } = await suite.ingest(file, `ingest ${i}`);
    if (dataset.rowCount !== ROWS) throw new Error(`${dataset.rowCount} rows were taken`);
    pairs.push({ bare, seconds, times: bare / seconds });
  }
  const stored = (size(suite, "analytics.segment") + size(suite, "analytics.rollup") - before) / pairs.length;
  const segments = size(suite, "analytics.segment") / pairs.length;
  const heap = size(suite, "bench_points");
  const indexed = copy(suite, file, true);
  const heapIndexed = size(suite, "bench_points");
  suite.psql("drop table bench_points");
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
      work: "stored size of those 2M points",
      reference: `rows ${megabytes(heap)}, with the index ${megabytes(heapIndexed)}`,
      measured: `segments ${megabytes(segments)}, with rollups ${megabytes(stored)}`,
      ratio: ratio(stored / heapIndexed),
      target: "≤ 30 MB, with rollups ≤ 60 MB",
    },
  ];
}
