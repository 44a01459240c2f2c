// Ninety days by hour over a million points, eight readers; and the same over a hundred times as many.
import { median, megabytes, perSecond, ratio } from "./suite.mjs";

const SMALL = 1_000_000;
const TIMES = Number(process.env.BW_BENCH_TIMES ?? 100);

const question = (dataset, to) => `/api/analytics/timeseries?datasetId=${dataset.id}&metric=metric0&interval=hour` +
  `&from=2026-01-01T00:00:00Z&to=${to}`;
const fresh = "2026-03-31T23:59:59.{n}Z"; // another question each time, so nothing is remembered
const same = "2026-04-01T00:00:00Z";

export async function run(suite) {
  const small = await suite.ingest(suite.points(SMALL, 90), "1 ×");
  const smallPeak = suite.etlPeak;
  const large = await suite.ingest(suite.points(SMALL * TIMES, 90), `${TIMES} ×`);
  const largePeak = suite.etlPeak;
  if (!smallPeak) throw new Error("no process of etl was seen");
  suite.psql("vacuum analyze");
  const pairs = [];
  for (let i = 0; i < 5; i++) {
    const a = suite.load(question(small.dataset, fresh), { connections: 8 });
    const b = suite.load(question(large.dataset, fresh), { connections: 8 });
    const kept = suite.load(question(small.dataset, same), { connections: 8 });
    pairs.push({ a, b, kept, times: a.rate / b.rate });
  }
  const rate = median(pairs.map((p) => p.a.rate));
  const kept = median(pairs.map((p) => p.kept.rate));
  return [
    {
      work: "timeseries, 90 days by hour, 1M points, 8 readers, uncached",
      reference: "goal 1,000/s",
      measured: `${perSecond(rate)}, p50 ${median(pairs.map((p) => p.a.p50))} ms, p99 ${median(pairs.map((p) => p.a.p99))} ms`,
      ratio: ratio(rate / 1000),
      target: "≥ 1.00 ×",
    },
    {
      work: "the same question again and again, from memcached",
      reference: `uncached ${perSecond(rate)}`,
      measured: `${perSecond(kept)}, p50 ${median(pairs.map((p) => p.kept.p50))} ms, p99 ${median(pairs.map((p) => p.kept.p99))} ms`,
      ratio: ratio(kept / rate),
      target: "≥ 5,000/s",
    },
    {
      work: `the same, uncached, over ${TIMES} × the points`,
      reference: `1 ×: ${perSecond(rate)}`,
      measured: perSecond(median(pairs.map((p) => p.b.rate))),
      ratio: `${ratio(median(pairs.map((p) => p.times)))} the time`,
      target: "≤ 1.20 ×",
    },
    {
      work: `CSV of ${(SMALL * TIMES) / 1e6}M rows, from complete to ready`,
      reference: `1M rows ${small.seconds.toFixed(2)} s`,
      measured: `${large.seconds.toFixed(1)} s`,
      ratio: `${ratio(large.seconds / small.seconds / TIMES)} the time a row`,
      target: "flat",
    },
    {
      work: "memory of etl while it reads that file",
      reference: `1M rows ${megabytes(smallPeak)}`,
      measured: megabytes(largePeak),
      ratio: ratio(largePeak / 64e6),
      target: "≤ 64 MB",
    },
  ];
}
