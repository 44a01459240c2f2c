// The peer of bw-events: Fastify and pg, tuned, doing the same work for each event in one prepared
// statement and one commit: API key, schema, idempotency key, quota, event, rollup delta, usage.
//
//     PEER_DB=postgresql://… PEER_PORT=… PEER_KEY=… node server.mjs        WORKERS processes
//
// Generous where it is cheap: the key's hash is cached, each connection counts in a slot of its own (so
// none waits for another's row), and it stands before nginx, not behind it.
import cluster from "node:cluster";
import { createHash, timingSafeEqual } from "node:crypto";
import Fastify from "fastify";
import pg from "pg";

const WORKERS = Number(process.env.WORKERS ?? 2);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 8);

// $1 tenant $2 key $3 id $4 body $5 type $6 source $7 user $8 value $9 occurred $10 payload $11 api key $12 slot
const STORE = `
with claimed as (
  insert into peer.seen (tenant_id, key, event_id, body_hash)
  select $1::uuid, $2::uuid, $3::uuid, $4::bytea where $2 is not null
  on conflict (tenant_id, key) do nothing returning 1),
fresh as (select 1 where $2::uuid is null union all select 1 from claimed),
stored as (
  insert into peer.event (tenant_id, id, type, source, user_id, value, occurred_at, payload, key_id)
  select $1, $3, $5, $6, $7, $8::float8, coalesce($9::timestamptz, now()), $10::jsonb, $11::uuid from fresh
  returning occurred_at),
delta as (
  insert into peer.delta (tenant_id, type, minute, n, sum, min, max, first, last, first_t, last_t, reals, users)
  select $1, $5, date_trunc('minute', occurred_at), 1, coalesce($8, 1), coalesce($8, 1), coalesce($8, 1),
         coalesce($8, 1), coalesce($8, 1), occurred_at, occurred_at, array[$8],
         array[hashtextextended($7, 0)] from stored),
usage as (
  update peer.usage set events = events + 1
  where tenant_id = $1 and day = current_date and key_id = $11 and slot = $12::smallint and exists (select from fresh)),
used as (
  update peer.slot set used = used + 1
  where tenant_id = $1 and month = date_trunc('month', now())::date and slot = $12 and exists (select from fresh))
select exists (select from fresh) as fresh`;
const FIRST = "select event_id, body_hash from peer.seen where tenant_id = $1 and key = $2";

function uuid(bytes) {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

const random = Buffer.alloc(10 * 4096);
let at = random.length;
function uuidV7() {
  if (at >= random.length) {
    crypto.getRandomValues(random);
    at = 0;
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  random.copy(bytes, 6, at, (at += 10));
  bytes[6] = 0x70 | (bytes[6] & 15);
  bytes[8] = 0x80 | (bytes[8] & 63);
  return uuid(bytes);
}

const sha256 = (text) => createHash("sha256").update(text).digest();

async function serve() {
  const tenant = process.env.PEER_TENANT, keyId = process.env.PEER_KEY_ID;
  const keys = new Map([[process.env.PEER_KEY.slice(0, 12), { hash: sha256(process.env.PEER_KEY), tenant, keyId }]]);
  const pool = new pg.Pool({ connectionString: process.env.PEER_DB, max: CONNECTIONS });
  let slots = 0;
  pool.on("connect", (client) => (client.slot = (cluster.worker.id - 1) * CONNECTIONS + slots++));
  const app = Fastify({ logger: false });
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    request.raw.text = body;
    try {
      done(null, JSON.parse(body));
    } catch (error) {
      error.statusCode = 400;
      done(error);
    }
  });
  app.post("/api/events", {
    schema: {
      body: {
        type: "object", required: ["type"], additionalProperties: false,
        properties: {
          type: { type: "string", minLength: 1, maxLength: 120 }, source: { type: "string", maxLength: 255 },
          userId: { type: "string", maxLength: 255 }, value: { type: "number" }, occurredAt: { type: "string", format: "date-time" },
          payload: {},
        },
      },
      response: { "2xx": { type: "object", properties: { id: { type: "string" }, status: { type: "string" } } } },
    },
  }, async (request, reply) => {
    const sent = request.headers["x-api-key"] ?? "", known = keys.get(sent.slice(0, 12));
    if (!known || !timingSafeEqual(sha256(sent), known.hash)) return reply.code(401).send({});
    const { type, source = null, userId = null, value = null, occurredAt = null, payload } = request.body;
    const idempotency = request.headers["idempotency-key"];
    const key = idempotency ? uuid(sha256(`1${idempotency}`)) : null, body = key ? sha256(request.raw.text) : null;
    const id = uuidV7();
    const client = await pool.connect();
    try {
      const { rows } = await client.query({ name: "store", text: STORE, values: [known.tenant, key, id, body, type, source, userId,
        value, occurredAt, payload === undefined ? null : JSON.stringify(payload), known.keyId, client.slot] });
      if (rows[0].fresh) return reply.code(201).send({ id, status: "enqueued" });
      const first = (await client.query({ name: "first", text: FIRST, values: [known.tenant, key] })).rows[0];
      if (!first.body_hash.equals(body)) return reply.code(409).send({});
      return reply.code(200).send({ id: first.event_id, status: "duplicate" });
    } finally {
      client.release();
    }
  });
  await app.listen({ port: Number(process.env.PEER_PORT), host: "127.0.0.1" });
}

if (cluster.isPrimary) {
  for (let i = 0; i < WORKERS; i++) cluster.fork();
  process.on("SIGTERM", () => process.exit(0));
} else {
  await serve();
}
