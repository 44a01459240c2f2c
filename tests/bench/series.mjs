// Questions that have to bring much together: 10,000 label series, percentiles, a file a day for a month.
import { median, perSecond, ratio } from "./suite.mjs";

/** Another question each time, so nothing is remembered. */
const question = (dataset, day, words = "interval=hour") => `/api/analytics/timeseries?datasetId=${dataset.id}` +
  `&metric=metric0&from=2026-01-01T00:00:00Z&to=${day}T00:00:00.{n}Z&${words}`;

/** Medians of paired runs: {a, b, times} where `times` is how much longer b's question takes. */
function pairs(suite, a, b, connections) {
  const runs = [];
  for (let i = 0; i < 5; i++) {
    const one = suite.load(a, { connections, seconds: 3 }), other = suite.load(b, { connections, seconds: 3 });
    runs.push({ a: one, b: other, times: one.rate / other.rate });
  }
  return { a: median(runs.map((r) => r.a.rate)), b: median(runs.map((r) => r.b.rate)),
           p50: median(runs.map((r) => r.b.p50)), times: median(runs.map((r) => r.times)) };
}

async function manySeries(suite, one) {
  const { dataset, seconds } = await suite.ingest(suite.points(2_000_000, 90, { labels: 10_000 }), "10,000 series");
  suite.psql("vacuum analyze");
  const found = pairs(suite, question(one.dataset, "2026-04-01"), question(dataset, "2026-04-01"), 8);
  return [
    {
      work: "timeseries, 90 days by hour, 2M points in 10,000 label series, not grouped",
      reference: `in one series ${perSecond(found.a)}`,
      measured: `${perSecond(found.b)}, p50 ${found.p50} ms`,
      ratio: `${ratio(found.times)} the time`,
      target: "≤ 1.20 ×",
    },
    {
      work: "CSV of those 2M rows in 10,000 label series, from complete to ready",
      reference: `in one series ${one.seconds.toFixed(2)} s`,
      measured: `${seconds.toFixed(2)} s`,
      ratio: `${ratio(seconds / one.seconds)} the time`,
      target: "–",
    },
  ];
}

/** Days, not hours: PostgreSQL would sort for long. */
function percentiles(suite, one) {
  const words = "interval=day&agg=p95";
  const began = performance.now();
  suite.psql(`select percentile_cont(0.95) within group (order by v) from analytics.points
    where dataset_id = '${one.dataset.id}' group by date_trunc('day', t, 'UTC')`);
  const sql = performance.now() - began;
  const digests = suite.load(question(one.dataset, "2026-04-01", words), { connections: 2 });
  const exact = suite.load(question(one.dataset, "2026-02-01", words), { connections: 2, seconds: 6 });
  return [
    {
      work: "p95 of 90 days over 2M points, 2 readers (digests)",
      reference: `percentile_cont in plain SQL ${Math.round(sql)} ms`,
      measured: `${perSecond(digests.rate)}, p50 ${digests.p50} ms`,
      ratio: `${ratio(sql / digests.p50)} faster`,
      target: "–",
    },
    {
      work: "p95 of 31 of these days, exact over 690,000 points, 2 readers",
      reference: `percentile_cont over all of them ${Math.round(sql)} ms`,
      measured: `${perSecond(exact.rate)}, p50 ${exact.p50} ms`,
      ratio: `${ratio(sql / exact.p50)} faster`,
      target: "–",
    },
  ];
}

async function appends(suite) {
  const whole = await suite.ingest(suite.points(300_000, 30), "a month at once");
  const { dataset } = await suite.ingest(suite.points(10_000, 1), "a month by days");
  const seconds = [];
  for (let day = 1; day < 30; day++)
    seconds.push((await suite.append(dataset.id, suite.points(10_000, 1, { firstDay: day }))).seconds);
  suite.psql("vacuum analyze");
  const found = pairs(suite, question(whole.dataset, "2026-01-31"), question(dataset, "2026-01-31"), 8);
  const [parts] = suite.psql(`select count(*) from analytics.part where dataset_id = '${dataset.id}' and state = 'current'`);
  return [{
    work: `timeseries, 30 days by hour, one file a day appended (${parts} parts now)`,
    reference: `the month in one file ${perSecond(found.a)}`,
    measured: `${perSecond(found.b)}; a file of 10,000 rows is ready after ${median(seconds).toFixed(2)} s`,
    ratio: `${ratio(found.times)} the time`,
    target: "≤ 2.00 ×",
  }];
}

export async function run(suite) {
  const one = await suite.ingest(suite.points(2_000_000, 90), "one series");
  return [...(await manySeries(suite, one)), ...percentiles(suite, one), ...(await appends(suite))];
}
