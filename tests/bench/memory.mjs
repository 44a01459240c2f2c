// What the programs hold when nobody asks: the sum of their proportional set sizes after a minute.
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { megabytes, ratio } from "./suite.mjs";

const IDLE_SECONDS = 60;
const GOAL = 60e6;

/** The bytes of all processes of this home whose command begins so. */
function pss(suite, wanted) {
  let bytes = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      if (!wanted(command) || !command.includes(suite.home)) continue;
      bytes += 1024 * Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss: +(\d+)/m)[1]);
    } catch (error) {
      if (!["ENOENT", "ESRCH", "EACCES"].includes(error.code)) throw error;
    }
  }
  return bytes;
}

export async function run(suite) {
  await sleep(IDLE_SECONDS * 1000);
  const programs = pss(suite, (c) => /\/bin\/bw-[a-z]+ /.test(c));
  if (!programs) throw new Error("no program of this home was found");
  return [{
    work: "memory of all programs at rest, 60 s after the last request",
    reference: `goal ${megabytes(GOAL)}`,
    measured: megabytes(programs),
    ratio: ratio(programs / GOAL),
    target: "≤ 1.00 ×",
  }];
}
