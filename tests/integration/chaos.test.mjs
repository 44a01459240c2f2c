// Chaos: events under load while workers, PostgreSQL and nginx are killed. What was answered 2xx is stored
// exactly once, and counted once everywhere.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import { before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, ok, person } from "./client.mjs";
import { count, home, kill, pids, until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

const CLIENTS = 16;
/** Each so many-th event is sent by two at the same instant, each other so many-th again after its answer. */
const TWICE = 20;

let ann, key;
before(async () => {
  ann = await person(url, "Ann");
  key = ok(await ann.post("/api/keys", { name: "chaos", scopes: ["events:write", "events:read"] }), 201).secret;
});

/** A POST that never throws: {status, body}, status 0 when the connection broke. */
function post(agent, path, body, headers) {
  return new Promise((resolve) => {
    const request = http.request(new URL(path, url), {
      method: "POST", agent, headers: { "x-api-key": key, "content-type": "application/json", ...headers },
    }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode, body: text }));
      response.on("error", () => resolve({ status: 0 }));
    });
    request.on("error", () => resolve({ status: 0 }));
    request.end(JSON.stringify(body));
  });
}

/** Sends until told to stop; what came of it. */
function load(type) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 * CLIENTS });
  const told = { sent: 0, answered: 0, twice: 0, broken: 0, ids: new Map(), wrong: [] };
  let stopping = false;

  /** One delivery, repeated with its key until it is answered 2xx. */
  async function deliver(name) {
    for (;;) {
      told.sent++;
      const { status, body } = await post(agent, "/api/events", { type, payload: { name } }, { "idempotency-key": name });
      if (status === 200 || status === 201) {
        told.answered++;
        const { id } = JSON.parse(body);
        const first = told.ids.get(name) ?? id;
        told.ids.set(name, first);
        if (first !== id) told.wrong.push(`${name}: ${first} and ${id}`);
        return;
      }
      if (status !== 0 && status !== 503) told.wrong.push(`${status} ${body}`);
      told.broken++;
      await sleep(20);
    }
  }

  async function client() {
    for (let i = 0; !stopping; i++) {
      const name = randomUUID();
      const both = i % TWICE === 0;
      if (both || i % TWICE === TWICE / 2) told.twice++;
      if (both) await Promise.all([deliver(name), deliver(name)]);
      else await deliver(name);
      if (i % TWICE === TWICE / 2) await deliver(name);
    }
  }

  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  return {
    told,
    /** Waits until that many more events were answered. */
    more: (n) => {
      const goal = told.ids.size + n;
      return until(() => told.ids.size >= goal, 120, `${n} more events (${told.ids.size} so far)`);
    },
    stop: async () => {
      stopping = true;
      await clients;
      agent.destroy();
      return told;
    },
  };
}

/** All that was answered is there once, under the id that was answered, and counted once. */
async function exact(t, type, told) {
  assert.deepEqual(told.wrong, []);
  const stored = psql(`select payload->>'name' || ' ' || id from events.event
                       where tenant_id = '${ann.tenant}' and type = '${type}'`);
  t.diagnostic(`${type}: ${told.sent} sent, ${told.answered} answered 2xx, ${told.broken} not answered and repeated, ` +
    `${told.twice} of ${told.ids.size} events sent twice, ${stored.length} stored`);
  assert.ok(told.twice * 12 > told.ids.size, "about a tenth was sent twice");
  assert.deepEqual(stored.sort(), [...told.ids].map(([name, id]) => `${name} ${id}`).sort());
  const datasetId = await until(async () => ok(await ann.get("/api/datasets"), 200).items.find((d) => d.kind === "events")?.id,
    60, "the dataset of events");
  const counted = () => ann.get(`/api/analytics/summary?datasetId=${datasetId}&metric=${type}&agg=count`);
  await until(() => count("select count(*) from events.delta") === 0, 60, "the fold of all deltas");
  assert.equal(ok(await counted(), 200).series[0].count, stored.length);
  const all = count(`select count(*) from events.event where tenant_id = '${ann.tenant}'`);
  assert.equal(ok(await ann.get("/api/events/overview?tz=UTC"), 200).total, all);
  assert.equal(count(`select coalesce(sum(events), 0) from billing.usage where tenant_id = '${ann.tenant}'`), all);
}

const postmaster = () => Number(readFileSync(`${home}/pg/postmaster.pid`, "utf8").split("\n")[0]);

const keeper = (part) => Number(readFileSync(`${home}/run/${part}.keeper`, "utf8").split(" ")[0]);
const parent = (pid) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]);

async function again(name, before) {
  await until(() => pids(name).some((pid) => !before.includes(pid)), 60, `another ${name}`);
}

describe("exactly once, when under load", () => {
  test("the workers of events are killed, again and again, and once the whole program", async (t) => {
    const run = load("chaos.worker");
    for (let i = 0; i < 6; i++) {
      await run.more(300);
      const old = pids("bw-events");
      const victims = i === 5 ? old : old.filter((pid) => old.includes(parent(pid)));
      assert.ok(victims.length > 0);
      for (const pid of victims) process.kill(pid, "SIGKILL");
      await again("bw-events", old);
    }
    await run.more(300);
    await exact(t, "chaos.worker", await run.stop());
  });

  test("PostgreSQL is killed", async (t) => {
    const run = load("chaos.postgres");
    for (let i = 0; i < 2; i++) {
      await run.more(500);
      const old = postmaster();
      assert.ok(kill("postgres", "SIGKILL") > 0);
      await until(() => { try { return postmaster() !== old; } catch { return false; } }, 60, "another PostgreSQL");
    }
    await run.more(500);
    await exact(t, "chaos.postgres", await run.stop());
  });

  test("nginx is killed", async (t) => {
    const run = load("chaos.nginx");
    for (let i = 0; i < 2; i++) {
      await run.more(500);
      const old = pids("nginx");
      assert.ok(kill("nginx", "SIGKILL") > 0);
      await again("nginx", old);
    }
    await run.more(500);
    await exact(t, "chaos.nginx", await run.stop());
  });

  test("the program is replaced in mid-flight: not one is refused", async (t) => {
    const run = load("chaos.replaced");
    for (let i = 0; i < 3; i++) {
      await run.more(300);
      const old = pids("bw-events");
      process.kill(keeper("events"), "SIGUSR1");
      await until(() => pids("bw-events").every((pid) => !old.includes(pid)), 60, "the end of the old ones");
    }
    await run.more(300);
    const told = await run.stop();
    assert.equal(told.broken, 0);
    await exact(t, "chaos.replaced", told);
  });
});

/** Stops the postmaster's family where it stands: connections hang, as when a machine is gone. */
function freeze() {
  const list = pids("postgres");
  for (const pid of list) process.kill(pid, "SIGSTOP");
  return () => list.forEach((pid) => { try { process.kill(pid, "SIGCONT"); } catch { /* ended meanwhile */ } });
}

test("without PostgreSQL: 503 with Retry-After to everybody, no pile-up, and back without a restart", async () => {
  const before = pids("bw-events");
  process.kill(keeper("postgres"), "SIGSTOP"); // it would start another at once
  try {
    assert.ok(kill("postgres", "SIGKILL") > 0);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    const answers = await Promise.all(Array.from({ length: 500 }, (_, i) =>
      post(agent, "/api/events", { type: "chaos.away" }, { "idempotency-key": `away-${i}` })));
    agent.destroy();
    assert.deepEqual([...new Set(answers.map((a) => a.status))], [503]);
    assert.deepEqual([...new Set(answers.map((a) => JSON.parse(a.body).code))], ["unavailable"]);
  } finally {
    process.kill(keeper("postgres"), "SIGCONT");
  }
  const client = new Client(url);
  client.key = key;
  await until(async () => (await client.post("/api/events", { type: "chaos.away" })).status === 201, 60, "an event is stored again");
  assert.deepEqual(pids("bw-events"), before, "no worker was replaced for it");
  assert.equal(count("select count(*) from events.event where type = 'chaos.away'"), 1);
});

test("a PostgreSQL that hangs: an answer comes, and what was answered 2xx is stored once", async (t) => {
  const run = load("chaos.frozen");
  await run.more(300);
  const thaw = freeze();
  try {
    const seen = run.told.broken;
    await until(() => run.told.broken > seen, 90, "503 instead of silence");
  } finally {
    thaw();
  }
  await run.more(300);
  await exact(t, "chaos.frozen", await run.stop());
});

test("memcached away or hanging: the same answers", async (t) => {
  const run = load("chaos.memcached");
  await run.more(200);
  assert.ok(kill("memcached", "SIGKILL") > 0);
  await run.more(200);
  await until(() => pids("memcached").length > 0, 60, "memcached");
  assert.ok(kill("memcached", "SIGSTOP") > 0);
  await run.more(200);
  kill("memcached", "SIGCONT");
  const told = await run.stop();
  assert.equal(told.broken, 0, "none was refused for it");
  await exact(t, "chaos.memcached", told);
});
