// From the commit of an event to the browsers: beside the same message published straight to Nchan.
import { spawn } from "node:child_process";
import http from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { median, ratio } from "./suite.mjs";

const TURNS = 25;
/** Longer than the least time between two messages of a workspace: none waits for the one before. */
const PAUSE_MS = 300;

const now = () => Number(process.hrtime.bigint() / 1000n);
const ms = (us) => `${(us / 1000).toFixed(2)} ms`;

/** That many open sockets; `reached(mark)` is when a message came to the last of them. */
async function listeners(suite, count) {
  const child = spawn(`${suite.build}/tests/bench/sockets`,
    [new URL(suite.url).port, String(count), `/live?tenant=${suite.tenant}`, suite.cookie], { stdio: ["ignore", "pipe", "inherit"] });
  const waiting = new Map();
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const ready = new Promise((resolve, reject) => {
    ended.then(() => reject(new Error("the sockets ended")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [word, mark, , , last] = line.split(" ");
      if (word === "ready") resolve();
      else waiting.get(Number(mark))?.(Number(last)); // the newest message of before comes to whoever connects
    });
  });
  await ready;
  const reached = (mark) => Promise.race([
    new Promise((resolve) => waiting.set(mark, resolve)),
    sleep(10_000, null, { ref: false }).then(() => { throw new Error(`mark ${mark} did not arrive everywhere`); }),
  ]);
  return { reached, stop: async () => (child.kill("SIGKILL"), ended) };
}

/** The same envelope with the same data, as a program would hand it to nginx. */
function publish(suite, message, mark) {
  const body = message.replace(/"mark":\s*\d+/, `"mark": ${mark}`);
  return new Promise((resolve, reject) => {
    http.request({ socketPath: `${suite.home}/run/push.sock`, method: "POST", path: `/publish?id=tenant:${suite.tenant}` }, (answer) => {
      answer.resume();
      answer.on("end", resolve);
    }).on("error", reject).end(body);
  });
}

/** One message of the suite, to publish its like. */
async function sample(suite) {
  const ask = http.get(`${suite.url}/live?tenant=${suite.tenant}`, { headers: { accept: "text/event-stream", cookie: suite.cookie } });
  const answer = await new Promise((resolve, reject) => ask.on("response", resolve).on("error", reject));
  const found = new Promise((resolve) => {
    let text = "";
    answer.on("data", (piece) => {
      text += piece;
      const line = text.split("\n\n").slice(0, -1).flatMap((m) => m.split("\n")).find((l) => l.startsWith("data:") && l.includes('"mark":'));
      if (line) resolve(line.slice(5).trim());
    });
  });
  await send(suite, 0);
  const message = await found;
  answer.on("error", () => {}); // the end of it is ours
  ask.destroy();
  return message;
}

/** Its answer is the sign that the event is committed. */
const send = (suite, mark) => suite.call("POST", "/api/events", { type: "bench.live", payload: { mark } });

async function measured(suite, count, message) {
  const { reached, stop } = await listeners(suite, count);
  const ours = [], raw = [];
  let mark = 1;
  try {
    for (let i = 0; i < TURNS; i++) {
      for (const [times, act] of [[raw, () => publish(suite, message, mark)], [ours, () => send(suite, mark)]]) {
        await sleep(PAUSE_MS);
        const arrival = reached(mark);
        // what nginx is told counts from the telling, an event from the answer that says "stored"
        const told = now();
        await act();
        const stored = now();
        times.push((await arrival) - (times === raw ? told : stored));
        mark++;
      }
    }
  } finally {
    await stop();
  }
  return { ours: median(ours), raw: median(raw) };
}

export async function run(suite) {
  const rows = [];
  const message = await sample(suite);
  for (const count of [1, 200, 2000]) {
    const { ours, raw } = await measured(suite, count, message);
    rows.push({
      work: `event committed → last of ${count.toLocaleString("en")} socket${count > 1 ? "s" : ""}`,
      reference: `raw Nchan, from the publish ${ms(raw)}`, measured: ms(ours),
      ratio: ratio(ours / raw), target: count === 2000 ? "≤ 2 ×" : "–",
    });
  }
  return rows;
}
