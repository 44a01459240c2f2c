// Jobs through the queue: claimed in batches, each acknowledged by its own commit.
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { median, perSecond } from "./suite.mjs";

const JOBS = 40000;
const TENANTS = 20;
const COMMITS = 4000;

// what any client could do: as many single deletes, each its own commit, by four connections
function commits(suite) {
  suite.psql(`drop table if exists bench_queue; create table bench_queue (id bigint primary key);
              insert into bench_queue select generate_series(1, ${COMMITS})`);
  const script = `${suite.scratch}/delete.sql`;
  execFileSync("sh", ["-c", `echo 'delete from bench_queue where id = (select id from bench_queue limit 1 for update skip locked);' > ${script}`]);
  const socket = suite.psql("show unix_socket_directories")[0];
  const text = execFileSync(suite.tool("pgbench"), ["-n", "-M", "prepared", "-c", "4", "-j", "2", "-t", String(COMMITS / 4),
    "-f", script, "-h", socket, "-U", "postgres", "bellwether"], { stdio: ["ignore", "pipe", "ignore"] }).toString();
  suite.psql("drop table bench_queue");
  return Number(/tps = ([\d.]+)/.exec(text)[1]);
}

async function drain(suite) {
  // one transaction, so that the tick sees all of them at once
  suite.psql(`insert into jobs.job (tenant_id, id, kind, lane, payload, state, queue_at)
    select ('00000000-0000-7000-8000-' || lpad((g % ${TENANTS})::text, 12, '0'))::uuid, uuid_v7(), 'nothing', 0,
           '{}', 'ready', now() + (g / ${TENANTS}) * interval '5 ms'
    from generate_series(1, ${JOBS}) g`);
  const began = performance.now();
  while (Number(suite.psql("select count(*) from (select from jobs.job where kind = 'nothing' limit 1) j")[0])) await sleep(20);
  return JOBS / ((performance.now() - began) / 1000);
}

export async function run(suite) {
  const pairs = [];
  for (let i = 0; i < 3; i++) pairs.push({ single: commits(suite), jobs: await drain(suite) });
  const jobs = median(pairs.map((p) => p.jobs));
  return [{
    work: `${JOBS.toLocaleString("en")} jobs of ${TENANTS} tenants, four threads`,
    reference: `pgbench, four connections, one delete a commit ${perSecond(median(pairs.map((p) => p.single)))}`,
    measured: perSecond(jobs),
    ratio: `${median(pairs.map((p) => p.jobs / p.single)).toFixed(2)} ×`,
    target: "≥ 12,000/s",
  }];
}
