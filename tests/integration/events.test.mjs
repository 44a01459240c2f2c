// Events come in: durable before they are answered, once, within the limits, and one by one.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Client, member, ok, person, problem } from "./client.mjs";
import { count, home, until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

let ann;
before(async () => {
  ann = await sender("Ann");
});

/** Somebody with a workspace and a key that may send: .shop is the client that has it. */
async function sender(name) {
  const who = await person(url, name);
  const { key, secret } = ok(await who.post("/api/keys", { name: "Shop", scopes: ["events:write"] }), 201);
  who.shop = new Client(url);
  who.shop.key = secret;
  who.keyId = key.id;
  return who;
}

const send = (who, event, key) =>
  who.shop.post("/api/events", event, key ? { headers: { "idempotency-key": key } } : {});
const stored = (who, where = "true") =>
  count(`select count(*) from events.event where tenant_id = '${who.tenant}' and ${where}`);
const limits = (who, soft, hard) =>
  psql(`insert into billing.subscription (tenant_id, soft, hard) values ('${who.tenant}', ${soft}, ${hard})
        on conflict (tenant_id) do update set soft = ${soft}, hard = ${hard}`);
/** [stored, refused], as the rollups count: what is folded and what is not yet. */
const counted = (who) => psql(`
  select coalesce(sum(n), 0), coalesce(sum(invalid), 0) from (
    select n, invalid from events.delta where tenant_id = '${who.tenant}'
    union all select events, invalid from events.tally where tenant_id = '${who.tenant}') as all_of_them`)[0].split("|").map(Number);
const at = (ms) => new Date(Date.now() + ms).toISOString();
const day = 86400e3;

/** Runs `n` of them at the same time, each until `next` gives nothing more. */
const parallel = (n, work) => Promise.all(Array.from({ length: n }, (_, i) => work(i)));

describe("an event", () => {
  test("is stored as it was sent", async () => {
    const event = { type: "order.paid", source: "web", userId: "u-1", value: -2.5, occurredAt: "2026-10-25T02:30:00.123456+02:00",
                    payload: { "ключ": ["é", 1e-7, null, { deep: true }], n: 12345678901234567890n.toString() } };
    event.occurredAt = at(-day);
    const { id, status } = ok(await send(ann, event), 201);
    assert.equal(status, "enqueued");
    const [row] = psql(`select to_json(e) from events.event e where id = '${id}' and tenant_id = '${ann.tenant}'`).map(JSON.parse);
    assert.deepEqual([row.type, row.source, row.user_id, row.value, row.key_id], ["order.paid", "web", "u-1", -2.5, ann.keyId]);
    assert.deepEqual(row.payload, event.payload);
    assert.equal(Date.parse(row.occurred_at), Date.parse(event.occurredAt));
    assert.ok(Math.abs(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) - Date.now()) < 3600e3, "its id is the time received");
  });

  test("needs no more than a type, and occurs when it arrives", async () => {
    const before = Date.now();
    const { id } = ok(await send(ann, { type: "t" }), 201);
    const [row] = psql(`select to_json(e) from events.event e where id = '${id}'`).map(JSON.parse);
    assert.deepEqual([row.source, row.user_id, row.value, row.payload], [null, null, null, null]);
    assert.ok(Date.parse(row.occurred_at) >= before - 1000);
  });

  test("may be sent by an editor, not by a viewer, not with another scope", async () => {
    ok(await ann.post("/api/events", { type: "by.hand" }), 201);
    const [row] = psql(`select key_id is null from events.event where tenant_id = '${ann.tenant}' and type = 'by.hand'`);
    assert.equal(row, "t");
    problem(await (await member(ann, "viewer")).post("/api/events", { type: "t" }), 403, "forbidden");
    const reader = new Client(url);
    reader.key = ok(await ann.post("/api/keys", { name: "r", scopes: ["events:read"] }), 201).secret;
    problem(await reader.post("/api/events", { type: "t" }), 403, "scope_missing");
    problem(await new Client(url).post("/api/events", { type: "t" }), 401, "unauthenticated");
  });

  test("that is not valid is 422 with everything that is wrong, and is kept with it", async () => {
    const bob = await sender("Bob");
    const paths = (answer) => problem(answer, 422, "invalid").errors.map((e) => `${e.path} ${e.code}`).sort();
    assert.deepEqual(paths(await send(bob, { type: "", value: "1", occurredAt: "yesterday", more: 1 })),
      ["more unknown", "occurredAt format", "type required", "value type"].sort());
    assert.deepEqual(paths(await send(bob, { type: "x".repeat(121), source: "s".repeat(256), userId: "u".repeat(256) })),
      ["source too_long", "type too_long", "userId too_long"]);
    assert.deepEqual(paths(await send(bob, { type: "t", occurredAt: at(-401 * day) })), ["occurredAt too_small"]);
    assert.deepEqual(paths(await send(bob, { type: "t", occurredAt: at(day + 60e3) })), ["occurredAt too_large"]);
    for (const good of [at(-399 * day), at(day - 60e3)]) ok(await send(bob, { type: "é".repeat(120), occurredAt: good }), 201);
    const kept = psql(`select raw || ' ' || jsonb_array_length(errors) || ' ' || way from events.reject
                       where tenant_id = '${bob.tenant}' order by id`);
    assert.equal(kept.length, 4);
    assert.match(kept[0], /^\{"type":"","value":"1".*\} 4 api$/);
    assert.deepEqual([...counted(bob), count(`select sum(rejected) from billing.usage where tenant_id = '${bob.tenant}'`),
                      count(`select sum(events) from billing.usage where tenant_id = '${bob.tenant}'`)], [2, 4, 4, 2]);
  });

  test("that is not JSON is 400 and kept too", async () => {
    const bob = await sender("Bob");
    problem(await bob.shop.call("POST", "/api/events", { raw: '{"type":"cut', headers: { "content-type": "application/json" } }), 400, "bad_json");
    problem(await bob.shop.call("POST", "/api/events", { raw: "type=t", headers: { "content-type": "text/plain" } }), 415, "media_type");
    assert.deepEqual(psql(`select raw from events.reject where tenant_id = '${bob.tenant}'`), ['{"type":"cut']);
    assert.equal(stored(bob), 0);
  });

  test("goes to the sender's workspace alone", async () => {
    const bob = await sender("Bob");
    ok(await send(bob, { type: "mine" }, "same-key"), 201);
    ok(await send(ann, { type: "mine too" }, "same-key"), 201);
    assert.equal(stored(bob), 1);
    bob.shop.tenant = ann.tenant;
    assert.equal((await send(bob, { type: "t" })).status, 403);
  });
});

describe("an idempotency key", () => {
  test("makes one event of many requests: the first one's id, until the body changes", async () => {
    const key = randomUUID();
    const first = ok(await send(ann, { type: "k", value: 1 }, key), 201);
    assert.deepEqual(ok(await send(ann, { type: "k", value: 1 }, key), 200), { id: first.id, status: "duplicate" });
    problem(await send(ann, { type: "k", value: 2 }, key), 409, "idempotency_conflict");
    assert.equal(stored(ann, `id = '${first.id}'`), 1);
  });

  test("holds at the same instant", async () => {
    for (let round = 0; round < 10; round++) {
      const answers = await parallel(8, () => send(ann, { type: "instant", value: round }, `instant-${round}`));
      assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 200, 200, 200, 200, 200, 201]);
      assert.equal(new Set(answers.map((a) => a.body.id)).size, 1);
      assert.equal(stored(ann, `type = 'instant' and value = ${round}`), 1);
    }
  });

  test("at the same instant with other bodies: one wins, the others conflict", async () => {
    const answers = await parallel(6, (i) => send(ann, { type: "bodies", value: i }, "bodies"));
    assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409, 409, 409, 409, 409]);
    assert.equal(stored(ann, "type = 'bodies'"), 1);
  });

  test("is forgotten after a day", async () => {
    const { id } = ok(await send(ann, { type: "old" }, "old"), 201);
    psql(`update events.seen set created_at = now() - interval '23 hours 59 minutes' where event_id = '${id}'`);
    ok(await send(ann, { type: "old" }, "old"), 200);
    psql(`update events.seen set created_at = now() - interval '24 hours 1 minute' where event_id = '${id}'`);
    const again = ok(await send(ann, { type: "new under an old key" }, "old"), 201);
    assert.notEqual(again.id, id);
    assert.equal(ok(await send(ann, { type: "new under an old key" }, "old"), 200).id, again.id);
  });

  test("of a refused event is free", async () => {
    problem(await send(ann, { type: "" }, "refused"), 422, "invalid");
    ok(await send(ann, { type: "better" }, "refused"), 201);
  });
});

describe("rollups", () => {
  test("count each stored event once, and each refused one", async () => {
    const bob = await sender("Bob");
    await parallel(20, (i) => send(bob, { type: i % 2 ? "odd" : "even", value: i }, `k${i % 15}`));
    await parallel(3, () => send(bob, { type: "" }));
    assert.deepEqual(counted(bob), [15, 3]);
  });
});

describe("a limit", () => {
  /** Sends `attempts` events by 50 clients; how often each status came. */
  async function rush(who, attempts, options = {}) {
    const statuses = {};
    let left = attempts;
    await parallel(50, async () => {
      while (left-- > 0) {
        const answer = await send(who, { type: "rush" }, options.keys ? randomUUID() : undefined);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (answer.status === 429) {
          problem(answer, 429, "hard_limit_reached");
          assert.ok(Number(answer.headers["retry-after"]) > 0);
          assert.ok(Number(answer.headers["retry-after"]) <= 31 * 86400);
        }
      }
    });
    return statuses;
  }

  test("of 10,000 stores exactly 10,000 of 50 clients", async () => {
    const bob = await sender("Bob");
    await limits(bob, "null", 10000);
    assert.deepEqual(await rush(bob, 10300), { 201: 10000, 429: 300 });
    assert.equal(stored(bob), 10000);
    assert.equal(count(`select sum(used) from billing.slot where tenant_id = '${bob.tenant}'`), 10000);
    assert.equal(count(`select sum(events) from billing.usage where tenant_id = '${bob.tenant}'`), 10000);
  });

  test("is not used up by duplicates and refused events, and duplicates are known beyond it", async () => {
    const bob = await sender("Bob");
    await limits(bob, "null", 3);
    for (const key of ["a", "a", "b", "b", "b"]) assert.ok((await send(bob, { type: "t" }, key)).status < 300);
    problem(await send(bob, { type: "" }), 422, "invalid");
    ok(await send(bob, { type: "t" }, "c"), 201);
    problem(await send(bob, { type: "t" }, "d"), 429, "hard_limit_reached");
    ok(await send(bob, { type: "t" }, "a"), 200);
    await limits(bob, "null", 4);
    await until(async () => (await send(bob, { type: "t" }, "d")).status === 201, 20, "the higher limit");
    problem(await send(bob, { type: "t" }), 429, "hard_limit_reached");
    assert.equal(stored(bob), 4);
    await limits(bob, "null", 2);
    problem(await send(bob, { type: "t" }), 429, "hard_limit_reached");
    await limits(bob, "null", "null");
    await until(async () => (await send(bob, { type: "t" })).status === 201, 20, "no limit");
  });

  describe("with four workers", () => {
    const conf = `${home}/etc/bellwether.conf`;
    let text;

    /** The program ends gracefully and its keeper starts it with the new settings. */
    async function restart(change) {
      const pid = () => readFileSync(`${home}/run/events.pid`, "utf8").trim().split(" ")[0];
      const old = pid();
      change();
      process.kill(Number(old), "SIGTERM");
      await until(async () => pid() !== old && (await ann.get("/health/events/ready")).status === 200, 60, "the new one");
    }

    before(async () => {
      text = readFileSync(conf, "utf8");
      await restart(() => appendFileSync(conf, "\nBELLWETHER_WORKERS=4\n"));
    });
    after(async () => {
      await restart(() => writeFileSync(conf, text));
    });

    test("is exact, with keys and without", async () => {
      const bob = await sender("Bob");
      await limits(bob, "null", 2000);
      assert.deepEqual(await rush(bob, 2200), { 201: 2000, 429: 200 });
      assert.equal(stored(bob), 2000);
      const col = await sender("Col");
      await limits(col, "null", 1000);
      assert.deepEqual(await rush(col, 1100, { keys: true }), { 201: 1000, 429: 100 });
      assert.equal(stored(col), 1000);
      assert.equal(count(`select count(*) from events.seen where tenant_id = '${col.tenant}'`), 1000, "a refused event's key is free");
    });

    test("keys hold at the same instant", async () => {
      for (let round = 0; round < 5; round++) {
        const answers = await parallel(12, () => send(ann, { type: "instant4", value: round }, `instant4-${round}`));
        assert.equal(answers.filter((a) => a.status === 201).length, 1, answers.map((a) => a.status).join());
        assert.equal(new Set(answers.map((a) => a.body.id)).size, 1);
      }
      assert.equal(stored(ann, "type = 'instant4'"), 5);
    });
  });
});

describe("when PostgreSQL", () => {
  test("refuses an event, it fails alone and is kept; its companions are stored", async () => {
    const bob = await sender("Bob");
    psql("alter table events.event add constraint no_poison check (type <> 'poison') not valid");
    try {
      const answers = await parallel(40, (i) => send(bob, { type: i % 8 === 3 ? "poison" : "fine" }, `p${i}`));
      answers.forEach((answer, i) => {
        if (i % 8 === 3) assert.equal(problem(answer, 422, "invalid").errors[0].code, "refused");
        else ok(answer, 201);
      });
      assert.equal(stored(bob), 35);
      assert.equal(count(`select count(*) from events.reject where tenant_id = '${bob.tenant}'`), 5);
    } finally {
      psql("alter table events.event drop constraint no_poison");
    }
    ok(await send(bob, { type: "poison" }, "p3"), 201);
  });

  test("cannot store at all for a reason of ours, nobody's event is refused for it", async () => {
    const bob = await sender("Bob");
    ok(await send(bob, { type: "before" }), 201);
    psql("alter table events.event rename column source to other");
    try {
      const answers = await parallel(12, (i) => send(bob, { type: "t", source: "s" }, `o${i}`));
      for (const answer of answers) problem(answer, 503, "unavailable");
    } finally {
      psql("alter table events.event rename column other to source");
    }
    for (let i = 0; i < 12; i++) ok(await send(bob, { type: "t", source: "s" }, `o${i}`), 201);
    assert.equal(count(`select count(*) from events.reject where tenant_id = '${bob.tenant}'`), 0);
  });

  test("lacks the month's partition, it is made on the spot", async () => {
    const [name] = psql("select 'events.event_' || to_char(now() at time zone 'UTC', 'YYYY_MM')");
    psql(`alter table events.event detach partition ${name}; alter table ${name} rename to aside`);
    try {
      // (503 is an answer too while the table is being changed under the committer)
      await until(async () => (await send(ann, { type: "first of the month" }, "month")).status === 201, 20, "an event stored");
      assert.equal(stored(ann, "type = 'first of the month'"), 1);
    } finally {
      psql(`with moved as (delete from ${name} returning *) insert into events.aside select * from moved;
            alter table events.event detach partition ${name}; drop table ${name};
            alter table events.aside rename to ${name.split(".")[1]}`);
      const [begins, ends] = psql(`select overlay(events.id_at(date_trunc('month', now(), 'UTC') + i * interval '1 month')::text
        placing '0000-0000' from 15) from generate_series(0, 1) i`);
      psql(`alter table events.event attach partition ${name} for values from ('${begins}') to ('${ends}')`);
    }
    assert.equal(stored(ann, "type = 'first of the month'"), 1);
  });

  test("loses connections, every 2xx is stored once and a retry finds what was stored", async () => {
    const bob = await sender("Bob");
    let running = true;
    const answered = new Map();
    const work = parallel(12, async (i) => {
      for (let n = 0; running; n++) {
        const key = `${i}-${n}`;
        for (;;) {
          const answer = await send(bob, { type: "cut", value: n }, key);
          if (answer.status < 300) {
            answered.set(key, answer.body.id);
            break;
          }
          assert.equal(answer.status, 503, answer.text);
        }
      }
    });
    for (let i = 0; i < 15; i++) {
      await until(() => count("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'events commit'") > 0,
        20, "a committer to cut off");
      const before = answered.size;
      await until(() => answered.size > before + 20, 30, "it goes on");
    }
    running = false;
    await work;
    assert.equal(stored(bob), answered.size);
    const ids = new Set(psql(`select id from events.event where tenant_id = '${bob.tenant}'`));
    for (const [key, id] of answered) assert.ok(ids.has(id), key);
    assert.deepEqual(counted(bob), [answered.size, 0]);
    assert.equal(count(`select sum(used) from billing.slot where tenant_id = '${bob.tenant}'`), answered.size);
  });

  test("hangs, who waits is told so, and it goes on by itself", async () => {
    const bob = await sender("Bob");
    ok(await send(bob, { type: "before" }), 201);
    const [pid] = psql("select pid from pg_stat_activity where application_name = 'events commit' order by backend_start desc limit 1");
    process.kill(Number(pid), "SIGSTOP");
    let answers;
    try {
      answers = await parallel(30, (i) => send(bob, { type: "hang" }, `hang-${i}`));
    } finally {
      process.kill(Number(pid), "SIGCONT");
    }
    for (const answer of answers) {
      assert.equal(answer.status, 503, answer.text);
      assert.equal(answer.headers["retry-after"] > 0, true);
    }
    await until(async () => (await send(bob, { type: "after" })).status === 201, 30, "it answers again");
    for (let i = 0; i < 30; i++) assert.ok((await send(bob, { type: "hang" }, `hang-${i}`)).status < 300);
    assert.equal(stored(bob, "type = 'hang'"), 30);
  });
});

describe("metrics", () => {
  test("tell commits, events and what waits", async () => {
    const text = (await new Client(url).get("/metrics/events", { headers: { "x-forwarded-for": null } })).text;
    const value = (name) => Number(text.match(new RegExp(`^bellwether_${name}\\{program="events"\\} (\\d+)$`, "m"))?.[1]);
    assert.ok(value("events_stored_total") >= value("event_commits_total"), text);
    assert.ok(value("events_rejected_total") > 0);
    assert.equal(value("event_queue_length"), 0);
    assert.match(text, /# TYPE bellwether_event_queue_length gauge/);
  });
});
