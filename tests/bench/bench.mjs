// Runs the benchmarks against a running suite and prints each row beside its reference.
//
//     bench.mjs [NAME...]     names of files beside this one, like request or ingest; all by default
//
// A row is {work, reference, measured, ratio, target}: the reference was measured in this very run.
// With BW_BENCH_RECORD=1 the rows go to RESULTS.md, under the date, the commit and the machine.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { Suite } from "./suite.mjs";

const names = process.argv.length > 2 ? process.argv.slice(2)
  : ["request", "jobs", "events", "ingest", "timeseries", "series", "dashboard", "live", "memory"];
const suite = await Suite.open();
const rows = [];
try {
  for (const name of names) {
    console.error(`# ${name}`);
    const { run } = await import(`./${name}.mjs`);
    rows.push(...(await run(suite)));
  }
} finally {
  await suite.close();
}

const width = (key, title) => Math.max(title.length, ...rows.map((r) => r[key].length));
const columns = [["work", "work"], ["reference", "reference"], ["measured", "measured"], ["ratio", "ratio"], ["target", "target"]];
const line = (cells) => `| ${cells.map((c, i) => c.padEnd(width(columns[i][0], columns[i][1]))).join(" | ")} |`;
const table = [
  line(columns.map(([, title]) => title)),
  `|${columns.map(([key, title]) => "-".repeat(width(key, title) + 2)).join("|")}|`,
  ...rows.map((r) => line(columns.map(([key]) => r[key]))),
].join("\n");
console.log(table);

if (process.env.BW_BENCH_RECORD) {
  const file = new URL("RESULTS.md", import.meta.url);
  const commit = process.env.BW_BENCH_COMMIT ?? "unknown";
  const machine = `${os.cpus().length} × ${os.cpus()[0].model}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  const load = process.env.BW_BENCH_LOAD ?? os.loadavg()[0].toFixed(1);
  const fsync = execFileSync(suite.tool("pg_test_fsync"), ["-s", "1", "-f", `${suite.home}/fsync.test`])
    .toString().match(/^ *fdatasync +([\d.]+) ops\/sec +(\d+) usecs/m);
  const entry = `## ${new Date().toISOString().slice(0, 10)} · ${commit}\n\n${machine}; fdatasync ${fsync?.[2] ?? "?"} µs; ` +
    `load before the run ${load}; node ${process.versions.node}\n\n${table}\n`;
  const text = readFileSync(file, "utf8");
  const mark = "<!-- newest first -->\n";
  writeFileSync(file, text.replace(mark, `${mark}\n${entry}`));
}
