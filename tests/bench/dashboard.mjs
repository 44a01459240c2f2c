// A dashboard of twelve widgets: one request, one round trip to the database.
import { median, perSecond, ratio } from "./suite.mjs";

const TYPES = ["line", "area", "bar", "stat", "table", "line", "bar", "stat", "line", "area", "table", "line"];

export async function run(suite) {
  const { dataset } = await suite.ingest(suite.points(200_000, 90, 4), "twelve widgets");
  const dashboard = await suite.call("POST", "/api/dashboards", { name: "Twelve" });
  for (const [i, type] of TYPES.entries())
    await suite.call("POST", `/api/dashboards/${dashboard.id}/widgets`, {
      type, title: type, config: { datasetId: dataset.id, metrics: [`metric${i % 4}`] },
      layout: { x: (i % 3) * 4, y: Math.floor(i / 3) * 4, w: 4, h: 4 } });
  suite.psql("vacuum analyze");
  const runs = [];
  for (let i = 0; i < 5; i++) runs.push(suite.load(`/api/dashboards/${dashboard.id}/data`, { connections: 2 }));
  const p95 = median(runs.map((r) => r.p95));
  return [{
    work: "dashboard of 12 widgets, 2 readers",
    reference: "goal p95 30 ms",
    measured: `p50 ${median(runs.map((r) => r.p50))} ms, p95 ${p95} ms, ${perSecond(median(runs.map((r) => r.rate)))}`,
    ratio: ratio(p95 / 30),
    target: "≤ 1.00 ×",
  }];
}
