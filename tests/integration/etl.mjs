// The suite's processes, for tests that run etl by hand or hurt something.
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { psql } from "./suite.mjs";

export const home = process.env.BW_TEST_HOME;
if (!home) throw new Error("BW_TEST_HOME is not set: start these tests by tests/integration/api.test");
export const root = process.getuid() === 0;

/** A command as whoever the suite runs as. */
export function asUser(command, ...args) {
  return root
    ? ["setpriv", ["--reuid=bellwether", "--regid=bellwether", "--init-groups", "--", command, ...args]]
    : [command, args];
}

const program = `${process.env.BW_TEST_BIN}/bw-etl`;
const env = { ...process.env, BELLWETHER_CONFIG: `${home}/etc/bellwether.conf` };

/** Runs bw-etl to its end: {status, stdout, stderr}. */
export function etl(args, input = "") {
  const [command, words] = asUser(program, ...args);
  return spawnSync(command, words, { env, input, encoding: "utf8", timeout: 60000 });
}

/** Starts a tick of our own beside the supervisor's. */
export function tick() {
  const [command, words] = asUser(program, "tick");
  return spawn(command, words, { env, stdio: "ignore" });
}

/** The pids of this home's processes whose program has that name. */
export function pids(name) {
  const found = [];
  for (const pid of readdirSync("/proc").filter((p) => /^\d+$/.test(p))) {
    try {
      const exe = readlinkSync(`/proc/${pid}/exe`).replace(" (deleted)", "");
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
      if (exe.endsWith(`/${name}`) && (exe.startsWith(home) || words.includes(home) || environment.includes(home)))
        found.push(Number(pid));
    } catch {
      // gone meanwhile, or somebody else's
    }
  }
  return found;
}

export function kill(name, signal) {
  const list = pids(name);
  for (const pid of list) process.kill(pid, signal);
  return list.length;
}

/** Waits until `check` returns something true; fails after `seconds`. */
export async function until(check, seconds = 60, what = "what was waited for") {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const got = await check();
    if (got) return got;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${seconds} s`);
    await sleep(50);
  }
}

/** One number that SQL gives. */
export const count = (sql) => Number(psql(sql)[0]);
