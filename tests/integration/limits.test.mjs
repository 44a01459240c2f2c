// Limits of a plan: what is stored is never more, what is answered says why.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { before, describe, test } from "node:test";
import { Client, member, ok, person, problem } from "./client.mjs";
import { asUser, count, etl, home, until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

const admin = (who, ...words) => assert.equal(etl(["admin", "tenant", who.workspace.slug, ...words]).status, 0);
/** The same while this process goes on sending. */
function meanwhile(who, ...words) {
  const [command, all] = asUser(`${process.env.BW_TEST_BIN}/bw-etl`, "admin", "tenant", who.workspace.slug, ...words);
  return promisify(execFile)(command, all, { env: { ...process.env, BELLWETHER_CONFIG: `${home}/etc/bellwether.conf` } });
}
const stored = (who) => count(`select count(*) from events.event where tenant_id = '${who.tenant}'`);

/** A program of that workspace that sends events. */
async function sender(who) {
  const program = new Client(url);
  program.key = ok(await who.post("/api/keys", { name: "Sender", scopes: ["events:write"] }), 201).secret;
  program.send = (n = 0) => program.post("/api/events", { type: "limit.tried", payload: { n } });
  return program;
}

/** Lets `clients` of them send at the same time until each has sent its share of `n`; the statuses' counts. */
async function storm(program, clients, n) {
  const seen = {};
  let next = 0;
  const codes = new Set();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (next < n) {
      const answer = await program.send(next++);
      seen[answer.status] = (seen[answer.status] ?? 0) + 1;
      if (answer.status !== 201) codes.add(answer.body.code);
    }
  }));
  return { seen, codes: [...codes] };
}

describe("a hard limit", () => {
  test("of 10,000 lets 50 parallel clients store exactly 10,000", async () => {
    const ann = await person(url, "Ann");
    const program = await sender(ann);
    admin(ann, "--hard", "10000");
    const { seen, codes } = await storm(program, 50, 10300);
    assert.deepEqual(seen, { 201: 10000, 429: 300 });
    assert.deepEqual(codes, ["hard_limit_reached"]);
    assert.equal(stored(ann), 10000);
    assert.equal(ok(await ann.get("/api/usage"), 200).used, 10000);
    const late = await program.send();
    problem(late, 429, "hard_limit_reached");
    assert.equal(late.headers["x-usage-warning"], "hard_limit; used=10000; limit=10000");
    const now = new Date();
    const left = (Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - now) / 1000;
    assert.ok(Math.abs(Number(late.headers["retry-after"]) - left) < 60, late.headers["retry-after"]);
  });

  test("within a batch stores what there is room for, and says so of the rest", async () => {
    const eve = await person(url, "Eve");
    const program = await sender(eve);
    admin(eve, "--hard", "5");
    const events = Array.from({ length: 8 }, (_, n) => ({ type: "limit.tried", value: n, idempotencyKey: `k${n}` }));
    events.splice(2, 0, { type: 5 }); // takes no room
    await until(async () => (await eve.get("/api/plan")).body.hard === 5, 5, "the limit");
    const first = ok(await program.post("/api/events/batch", { events }), 200);
    assert.deepEqual([first.accepted, first.duplicates, first.rejected, first.overLimit], [5, 0, 1, 3]);
    assert.deepEqual(first.items.map((i) => i.status[0]).join(""), "eereeeooo");
    // what was stored is known again, for what was not there is still no room
    const again = ok(await program.post("/api/events/batch", { events: [...events].reverse() }), 200);
    assert.deepEqual([again.accepted, again.duplicates, again.overLimit], [0, 5, 3]);
    problem(await program.post("/api/events/batch", { events: events.slice(6) }), 429, "hard_limit_reached");
    problem(await program.post("/api/events/batch", { events: events.slice(8) }), 429, "hard_limit_reached");
    assert.equal(stored(eve), 5);
  });

  test("that is raised lets more in, one that is lowered refuses at once", async () => {
    const bob = await person(url, "Bob");
    const program = await sender(bob);
    admin(bob, "--hard", "5");
    assert.deepEqual((await storm(program, 4, 8)).seen, { 201: 5, 429: 3 });
    admin(bob, "--hard", "7");
    await until(async () => (await program.send()).status === 201, 5, "room after the raise");
    await until(async () => (await program.send()).status === 429, 5, "the new limit");
    assert.equal(stored(bob), 7);
    admin(bob, "--hard", "100");
    await until(async () => (await program.send()).status === 201, 5, "room again");
    admin(bob, "--hard", "3"); // below what is used
    problem(await program.send(), 429, "hard_limit_reached");
    assert.equal(stored(bob), 8);
    admin(bob, "--hard", "none");
    await until(async () => (await program.send()).status === 201, 5, "no limit");
  });

  test("may move under a storm: never more than the highest, in the end exactly the last", async () => {
    const fay = await person(url, "Fay");
    const program = await sender(fay);
    admin(fay, "--hard", "3000");
    let over = false;
    const moving = (async () => {
      await until(() => over || stored(fay) > 0, 10, "a first event");
      for (const hard of ["500", "2000", "100", "1500", "3000"]) {
        await meanwhile(fay, "--hard", hard);
      }
    })();
    const seen = (await storm(program, 50, 6000)).seen;
    over = true;
    await moving;
    assert.deepEqual(Object.keys(seen).filter((s) => s !== "201" && s !== "429"), []);
    assert.equal(stored(fay), seen[201] ?? 0);
    assert.ok(stored(fay) <= 3000, String(stored(fay)));
    await until(async () => (await storm(program, 20, 1000)) && stored(fay) === 3000, 20, "the limit");
    problem(await program.send(), 429, "hard_limit_reached");
    assert.equal(stored(fay), 3000);
    assert.equal(ok(await fay.get("/api/usage"), 200).used, 3000);
  });

  test("counts a duplicate once and a rejected event not at all", async () => {
    const cyd = await person(url, "Cyd");
    const program = await sender(cyd);
    admin(cyd, "--hard", "2");
    const keyed = { headers: { "idempotency-key": "the-same" } };
    const first = ok(await program.post("/api/events", { type: "once" }, keyed), 201);
    for (let i = 0; i < 3; i++)
      assert.equal(ok(await program.post("/api/events", { type: "once" }, keyed), 200).id, first.id);
    for (let i = 0; i < 3; i++) problem(await program.post("/api/events", { type: "" }), 422, "invalid");
    ok(await program.send(), 201);
    problem(await program.send(), 429, "hard_limit_reached");
    assert.equal(ok(await program.post("/api/events", { type: "once" }, keyed), 200).id, first.id);
    const u = ok(await cyd.get("/api/usage"), 200);
    assert.deepEqual([u.used, u.rejected], [2, 3]);
  });
});

describe("a soft limit", () => {
  test("warns in a header from its last event on, and once in the usage", async () => {
    const dan = await person(url, "Dan");
    const program = await sender(dan);
    admin(dan, "--soft", "3");
    assert.equal((await program.send()).headers["x-usage-warning"], undefined);
    assert.equal((await program.send()).headers["x-usage-warning"], undefined);
    const third = await program.send();
    assert.equal(third.status, 201);
    assert.equal(third.headers["x-usage-warning"], "soft_limit; used=3; limit=3");
    assert.equal((await program.send()).headers["x-usage-warning"], "soft_limit; used=4; limit=3");
    await until(async () => ok(await dan.get("/api/usage"), 200).notice?.kind === "soft", 10, "the notice");
    assert.equal(ok(await dan.get("/api/usage"), 200).used, 4);
    assert.equal(psql(`select count(*) from billing.notice where tenant_id = '${dan.tenant}'`)[0], "1");
  });
});

describe("a suspended workspace", () => {
  let eve, program;
  before(async () => {
    eve = await person(url, "Eve");
    program = await sender(eve);
  });

  test("takes no events, from nobody, at once", async () => {
    const editor = await member(eve, "editor");
    ok(await program.send(), 201);
    ok(await editor.post("/api/events", { type: "from.a.person" }), 201);
    admin(eve, "--suspend");
    problem(await program.send(), 403, "tenant_suspended");
    problem(await editor.post("/api/events", { type: "x" }), 403, "tenant_suspended");
    problem(await eve.get("/api/datasets"), 403, "tenant_suspended");
    assert.equal(stored(eve), 2);
  });

  test("takes them again when it is resumed", async () => {
    admin(eve, "--resume");
    ok(await program.send(), 201);
    assert.equal(stored(eve), 3);
  });
});
