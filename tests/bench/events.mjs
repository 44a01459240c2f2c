// Events: single ones beside a tuned Fastify + pg server that does the same work (peer/server.mjs), and
// batches beside binary COPY of such rows into the same indexed tables and into a bare one.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { median, perSecond, ratio } from "./suite.mjs";

const PEER_PORT = 18298;
const ROUNDS = Number(process.env.BW_BENCH_ROUNDS ?? 5);
const SECONDS = 4;
const ROWS = 500000;
const BATCH = 1000;
const here = new URL(".", import.meta.url).pathname;

// --- who sends

/** A workspace with a key of its own and a hard limit that is never reached: the quota is at work. */
async function sender(suite) {
  const before = { key: suite.key };
  suite.key = undefined;
  const { key, secret } = await suite.call("POST", "/api/keys", { name: "events", scopes: ["events:write"] });
  suite.key = before.key;
  suite.psql(`insert into billing.subscription (tenant_id, soft, hard) values ('${suite.tenant}', 900000000000, 1000000000000)
              on conflict (tenant_id) do nothing`);
  return { id: key.id, secret };
}

let runs = 0;
/** wrk with an event of its own in each request: {rate, p50, p99}. */
function singles(base, secret, connections = 16) {
  const text = execFileSync("wrk", ["-t1", `-c${connections}`, `-d${SECONDS}`, "-s", `${here}event.lua`, "-H", `x-api-key: ${secret}`,
    `${base}/api/events`, "--", `${process.pid}-${runs++}`]).toString();
  const found = text.match(/^result rate=([\d.]+) p50=([\d.]+) p95=([\d.]+) p99=([\d.]+) bad=(\d+)$/m);
  if (!found || found[5] !== "0") throw new Error(`wrk ${base}: ${text}`);
  const [rate, p50, , p99] = found.slice(1).map(Number);
  return { rate, p50, p99 };
}

// --- the peer

const peerTables = (tenant, key, slots) => `
  set client_min_messages = warning; drop schema if exists peer cascade; create schema peer;
  create table peer.event (like events.event including all);
  create table peer.seen (like events.seen including all);
  create table peer.delta (like events.delta including all);
  create table peer.usage (like billing.usage including all) with (fillfactor = 50);
  create table peer.slot (like billing.slot including all) with (fillfactor = 50);
  insert into peer.usage select '${tenant}', current_date + d, '${key}', s from generate_series(0, ${slots - 1}) s, generate_series(0, 1) d;
  insert into peer.slot select '${tenant}', (date_trunc('month', now()) + m * interval '1 month')::date, s, 0, 1000000000
  from generate_series(0, ${slots - 1}) s, generate_series(0, 1) m`;

async function startPeer(suite, who, workers) {
  const [socket] = suite.psql("show unix_socket_directories");
  const [port] = suite.psql("show port");
  suite.psql(peerTables(suite.tenant, who.id, 16));
  const child = spawn("node", [`${here}peer/server.mjs`], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production", WORKERS: String(workers), CONNECTIONS: String(16 / workers),
           PEER_DB: `postgresql:///bellwether?host=${encodeURIComponent(socket)}&port=${port}&user=postgres`,
           PEER_PORT: String(PEER_PORT), PEER_KEY: who.secret, PEER_TENANT: suite.tenant, PEER_KEY_ID: who.id },
  });
  await sleep(2000);
  if (child.exitCode !== null) throw new Error("the peer ended at once");
  return async () => {
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    suite.psql("set client_min_messages = warning; drop schema peer cascade");
  };
}

/** Pairs of rounds, ours and the peer's in turn. */
async function compare(suite, who) {
  const peer = `http://127.0.0.1:${PEER_PORT}`;
  const stop = await startPeer(suite, who, Number(process.env.BW_BENCH_PEER_WORKERS ?? 2));
  const pairs = [];
  try {
    singles(peer, who.secret);
    singles(suite.url, who.secret);
    for (let i = 0; i < ROUNDS; i++) {
      const theirs = singles(peer, who.secret), ours = singles(suite.url, who.secret);
      pairs.push({ theirs, ours, part: ours.rate / theirs.rate });
      console.error(`#   peer ${perSecond(theirs.rate)} p99 ${theirs.p99} ms, ours ${perSecond(ours.rate)} p99 ${ours.p99} ms`);
    }
  } finally {
    await stop();
  }
  return pairs;
}

function singleRow(work, pairs) {
  const of = (side, key) => median(pairs.map((p) => p[side][key]));
  return {
    work,
    reference: `Fastify + pg ${perSecond(of("theirs", "rate"))}, p99 ${of("theirs", "p99")} ms`,
    measured: `${perSecond(of("ours", "rate"))}, p50 ${of("ours", "p50")} ms, p99 ${of("ours", "p99")} ms`,
    ratio: ratio(median(pairs.map((p) => p.part))),
    target: "≥ 1.50 ×, p99 < 20 ms",
  };
}

/** Every transaction waits a millisecond longer, as on a machine whose disk does. */
async function slowly(suite, work) {
  const set = (sql) => suite.psql(sql);
  set("alter system set commit_delay = 1000");
  set("alter system set commit_siblings = 0");
  set("select pg_reload_conf()");
  try {
    return await work();
  } finally {
    set("alter system reset commit_delay");
    set("alter system reset commit_siblings");
    set("select pg_reload_conf()");
  }
}

// --- batches

/** Bodies of BATCH events of about 150 bytes, each with a key of its own where wanted. */
function bodies(n, keyed) {
  const list = [];
  for (let i = 0; i < n; i++) {
    const events = [];
    for (let j = 0; j < BATCH; j++) {
      const e = { type: `order.${j % 5}`, source: "shop", userId: `user-${(i * BATCH + j) % 5000}`, value: j % 100,
                  payload: { order: i * BATCH + j, currency: "EUR", plan: "pro" } };
      if (keyed) e.idempotencyKey = `${process.pid}-${runs}-${i * BATCH + j}`;
      events.push(JSON.stringify(e));
    }
    list.push(Buffer.from(`{"events":[${events.join(",")}]}`));
  }
  runs++;
  return list;
}

function post(suite, agent, secret, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL("/api/events/batch", suite.url), { method: "POST", agent,
      headers: { "x-api-key": secret, "content-type": "application/json", "content-length": body.length } }, (response) => {
      let head = "";
      response.on("data", (piece) => (head ||= piece.toString().slice(0, 60)));
      response.on("end", () => {
        if (response.statusCode !== 200 || !head.includes(`"accepted":${BATCH}`)) reject(new Error(`${response.statusCode} ${head}`));
        else resolve();
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Events a second over four connections. */
async function batches(suite, who, keyed) {
  const list = bodies(ROWS / BATCH / 2, keyed);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const count = list.length * BATCH;
  const began = performance.now();
  await Promise.all([0, 1, 2, 3].map(async () => {
    while (list.length) await post(suite, agent, who.secret, list.pop());
  }));
  const rate = count / ((performance.now() - began) / 1000);
  agent.destroy();
  return rate;
}

/** Rows a second of one binary COPY, of such rows as the batches make. */
function copies(suite, keyed) {
  const file = `${suite.home}/pg/bench-event.copy`, seen = `${suite.home}/pg/bench-seen.copy`;
  suite.psql(`set client_min_messages = warning; drop schema if exists bench_copy cascade; create schema bench_copy;
    create table bench_copy.rows as
    select '${suite.tenant}'::uuid as tenant_id,
           (lpad(to_hex((extract(epoch from now()) * 1000)::bigint + i / 100), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' ||
            substr(md5(i || 'x'), 1, 15))::uuid as id, 'order.' || i % 5 as type, 'shop' as source, 'user-' || i % 5000 as user_id,
           (i % 100)::float8 as value, now() as occurred_at, jsonb_build_object('order', i, 'currency', 'EUR', 'plan', 'pro') as payload,
           null::uuid as key_id, md5(i || 'key')::uuid as key
    from generate_series(1, ${ROWS}) i;
    copy (select tenant_id, id, type, source, user_id, value, occurred_at, payload, key_id from bench_copy.rows) to '${file}' (format binary);
    copy (select tenant_id, key, id, null::bytea, now() from bench_copy.rows) to '${seen}' (format binary);
    create table bench_copy.bare as select tenant_id, id, type, source, user_id, value, occurred_at, payload, key_id from bench_copy.rows limit 0;
    create table bench_copy.event (like events.event including all);
    create table bench_copy.seen (like events.seen including all)`);
  const timed = (sql) => {
    const began = performance.now();
    suite.psql(sql);
    return ROWS / ((performance.now() - began) / 1000);
  };
  const bare = timed(`copy bench_copy.bare from '${file}' (format binary)`);
  const indexed = timed(`begin; copy bench_copy.event from '${file}' (format binary);
    ${keyed ? `copy bench_copy.seen from '${seen}' (format binary);` : ""} commit`);
  suite.psql("set client_min_messages = warning; drop schema bench_copy cascade");
  execFileSync("rm", ["-f", file, seen]);
  return { bare, indexed };
}

async function batchRow(suite, who, keyed, target) {
  const pairs = [];
  await batches(suite, who, keyed);
  for (let i = 0; i < Math.max(3, ROUNDS - 2); i++) {
    const copy = copies(suite, keyed), ours = await batches(suite, who, keyed);
    pairs.push({ ...copy, ours, part: ours / copy.indexed });
    console.error(`#   COPY bare ${perSecond(copy.bare)}, indexed ${perSecond(copy.indexed)}, batches ${perSecond(ours)}`);
  }
  const of = (key) => median(pairs.map((p) => p[key]));
  return {
    work: `events in batches of ${BATCH.toLocaleString("en")}${keyed ? ", a key each" : ""}`,
    reference: `binary COPY, same indexes ${perSecond(of("indexed"))}, bare table ${perSecond(of("bare"))}`,
    measured: perSecond(of("ours")),
    ratio: ratio(of("part")),
    target,
  };
}

export async function run(suite) {
  if (!existsSync(`${here}peer/node_modules`)) throw new Error(`the peer is not installed: cd ${here}peer && npm ci`);
  const who = await sender(suite);
  const rows = [singleRow("single durable events, 16 connections, idempotency key, quota, rollups", await compare(suite, who))];
  rows.push(singleRow("the same with commit_delay 1 ms", await slowly(suite, () => compare(suite, who))));
  rows.push(await batchRow(suite, who, false, "≥ 100,000/s, ≥ 0.50 ×"));
  rows.push(await batchRow(suite, who, true, "≥ 50,000/s, ≥ 0.50 ×"));
  return rows;
}
