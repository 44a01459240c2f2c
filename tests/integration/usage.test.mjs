// What a workspace used, and what it may: by member, by key, by nobody else.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Client, member, ok, person, problem } from "./client.mjs";
import { etl, until } from "./etl.mjs";
import { listen } from "./listen.mjs";
import { psql, url } from "./suite.mjs";

const zero = "00000000-0000-0000-0000-000000000000";
const today = new Date().toISOString().slice(0, 10);
const thisMonth = today.slice(0, 7);
let ann;

/** As the committer counts. */
function count(who, day, key, events, rejected = 0, slot = 0) {
  psql(`insert into billing.usage values ('${who.tenant}', '${day}', '${key}', ${slot}, ${events}, ${rejected})`);
}
const used = (who, n) =>
  psql(`insert into billing.slot (tenant_id, month, slot, used) values ('${who.tenant}', '${thisMonth}-01', 0, ${n})
        on conflict (tenant_id, month, slot) do update set granted = greatest(billing.slot.granted, ${n}), used = ${n}`);

before(async () => {
  ann = await person(url, "Ann");
});

describe("usage", () => {
  test("of a new workspace is nothing, without limits", async () => {
    const u = ok(await ann.get("/api/usage"), 200);
    assert.deepEqual([u.month, u.used, u.rejected, u.soft, u.hard, u.projection, u.keys, u.notice],
      [thisMonth, 0, 0, null, null, null, [], null]);
    assert.equal(u.days.length, Number(today.slice(8)));
    assert.deepEqual(u.days.at(-1), { date: today, events: 0, rejected: 0 });
    assert.deepEqual(u.storage, { bytes: 0, retentionDays: 400 });
    assert.deepEqual(ok(await ann.get("/api/plan"), 200),
      { plan: "free", soft: null, hard: null, retentionDays: 400, status: "active" });
  });

  test("of a month by day and by key, the most used first", async () => {
    const { key } = ok(await ann.post("/api/keys", { name: "Shop", scopes: ["events:write"] }), 201);
    const gone = ok(await ann.post("/api/keys", { name: "Gone", scopes: ["events:write"] }), 201).key;
    count(ann, "2024-02-01", key.id, 10, 1);
    count(ann, "2024-02-01", key.id, 5, 0, 1);
    count(ann, "2024-02-29", zero, 20, 2);
    count(ann, "2024-02-29", gone.id, 7);
    count(ann, "2024-01-31", key.id, 100);
    count(ann, "2024-03-01", key.id, 1000);
    ok(await ann.delete(`/api/keys/${gone.id}`), 204);
    const u = ok(await ann.get("/api/usage?month=2024-02"), 200);
    assert.deepEqual([u.month, u.used, u.rejected, u.projection], ["2024-02", 42, 3, null]);
    assert.equal(u.days.length, 29);
    assert.deepEqual([u.days[0], u.days[1], u.days[28]], [
      { date: "2024-02-01", events: 15, rejected: 1 },
      { date: "2024-02-02", events: 0, rejected: 0 },
      { date: "2024-02-29", events: 27, rejected: 2 },
    ]);
    assert.deepEqual(u.keys, [
      { keyId: null, name: null, events: 20, rejected: 2 },
      { keyId: key.id, name: "Shop", events: 15, rejected: 1 },
      { keyId: gone.id, name: null, events: 7, rejected: 0 },
    ]);
  });

  test("of a month that is none, or is to come", async () => {
    for (const month of ["2024", "2024-13", "2024-1", "now", "1999-01", ""])
      problem(await ann.get(`/api/usage?month=${month}`), 422, "invalid");
    problem(await ann.get("/api/usage?month=9999-01"), 422, "invalid");
    problem(await ann.get("/api/usage?day=1"), 422, "invalid");
    problem(await ann.get("/api/plan?month=2024-01"), 422, "invalid");
  });

  test("is for every member and for keys with usage:read", async () => {
    const viewer = await member(ann, "viewer");
    ok(await viewer.get("/api/usage"), 200);
    ok(await viewer.get("/api/plan"), 200);
    const program = new Client(url);
    program.key = ok(await ann.post("/api/keys", { name: "Meter", scopes: ["usage:read"] }), 201).secret;
    assert.equal(ok(await program.get("/api/usage?month=2024-02"), 200).used, 42);
    program.key = ok(await ann.post("/api/keys", { name: "Other", scopes: ["datasets:read"] }), 201).secret;
    problem(await program.get("/api/usage"), 403, "scope_missing");
    const bob = await person(url, "Bob");
    assert.equal(ok(await bob.get("/api/usage?month=2024-02"), 200).used, 0);
    bob.tenant = ann.tenant;
    problem(await bob.get("/api/usage"), 403, "not_a_member");
    problem(await new Client(url).get("/api/plan"), 401, "unauthenticated");
  });
});

describe("a limit that is reached", () => {
  const told = (heard) => heard.messages.filter((m) => m.type === "usage.limit").map((m) => m.data);

  test("is told once a month and kind, live and with the usage", async () => {
    const cyd = await person(url, "Cyd");
    const heard = await listen(cyd, `?tenant=${cyd.tenant}`);
    assert.equal(heard.status, 200, heard.text);
    assert.equal(etl(["admin", "tenant", cyd.workspace.slug, "--soft", "80", "--hard", "100"]).status, 0);
    psql(`update billing.slot set granted = used + 100 where tenant_id = '${cyd.tenant}'`);
    used(cyd, 79);
    assert.equal(etl(["run", "limits"]).status, 0);
    assert.equal(ok(await cyd.get("/api/usage"), 200).notice, null);
    used(cyd, 80);
    await until(() => told(heard).length === 1, 10, "the message");
    assert.deepEqual(told(heard), [{ month: thisMonth, used: 80, soft: 80, hard: 100, kind: "soft" }]);
    used(cyd, 100);
    await until(() => told(heard).length === 2, 10, "the other message");
    assert.deepEqual(told(heard)[1], { month: thisMonth, used: 100, soft: 80, hard: 100, kind: "hard" });
    for (let i = 0; i < 3; i++) assert.equal(etl(["run", "limits"]).status, 0);
    assert.equal(told(heard).length, 2);
    const { notice } = ok(await cyd.get("/api/usage"), 200);
    assert.equal(notice.kind, "hard");
    assert.equal(psql(`select count(*) from billing.notice where tenant_id = '${cyd.tenant}'`)[0], "2");
  });

  test("is told again when the limit was raised and is reached again", async () => {
    const dan = await person(url, "Dan");
    const slug = dan.workspace.slug;
    const kinds = () => psql(`select kind from billing.notice where tenant_id = '${dan.tenant}' order by kind`);
    assert.equal(etl(["admin", "tenant", slug, "--soft", "5"]).status, 0);
    used(dan, 10);
    await until(() => kinds().length === 1, 10, "the notice");
    assert.equal(etl(["admin", "tenant", slug, "--soft", "20"]).status, 0);
    assert.deepEqual(kinds(), []);
    used(dan, 20);
    await until(() => kinds().length === 1, 10, "the notice");
    assert.equal(etl(["admin", "tenant", slug, "--soft", "none"]).status, 0);
    assert.deepEqual(kinds(), []);
  });
});

describe("bellwether admin tenant", () => {
  const admin = (...words) => etl(["admin", "tenant", ...words]);
  let bob;
  before(async () => {
    bob = await person(url, "Bob");
  });

  test("shows what there is", () => {
    const { status, stdout } = admin(bob.workspace.slug);
    assert.equal(status, 0);
    assert.match(stdout, /^status +active$/m);
    assert.match(stdout, /^plan +free$/m);
    assert.match(stdout, /^soft +none$/m);
  });

  test("sets limits and takes them away, and says so in the log", async () => {
    assert.match(admin(bob.workspace.slug, "--soft", "80", "--hard=100").stdout, /^hard +100$/m);
    const plan = ok(await bob.get("/api/plan"), 200);
    assert.deepEqual([plan.soft, plan.hard], [80, 100]);
    assert.equal(admin(bob.tenant, "--hard", "none").status, 0);
    const u = ok(await bob.get("/api/usage"), 200);
    assert.deepEqual([u.soft, u.hard], [80, null]);
    const log = ok(await bob.get("/api/audit"), 200).items.filter((i) => i.action === "plan.changed");
    assert.deepEqual(log.map((i) => i.detail), [{ hard: null }, { soft: 80, hard: 100 }]);
  });

  test("holds a limit that is lower than what was used", () => {
    used(bob, 50);
    for (const [hard, granted] of [["40", "50|50"], ["50", "50|50"], ["60", "60|50"], ["none", "|"]]) {
      assert.equal(admin(bob.workspace.slug, "--hard", hard).status, 0);
      assert.deepEqual(psql(`select q.hard, s.granted from billing.quota q join billing.slot s using (tenant_id, month)
        where q.tenant_id = '${bob.tenant}' and s.used > 0`), [granted]);
    }
  });

  test("refuses what is none", () => {
    for (const words of [["nobody-has-this"], [bob.workspace.slug, "--soft", "many"], [bob.workspace.slug, "--hard", "-5"],
      [bob.workspace.slug, "--plan", "gold"], [bob.workspace.slug, "--suspend", "--resume"],
      [bob.workspace.slug, "--soft", "10", "--hard", "5"], [bob.workspace.slug, "--sotf", "10"], []]) {
      const { status, stderr } = admin(...words);
      assert.equal(status, 1, words.join(" "));
      assert.notEqual(stderr, "");
    }
  });

  test("puts a workspace on a plan, which changes for all who have it", async () => {
    const plan = (...words) => etl(["admin", "plan", ...words]);
    assert.match(plan("test-small", "--soft", "1000", "--hard=2000", "--retention", "30").stdout, /^test-small +soft 1000 +hard 2000 +30 days/m);
    assert.equal(admin(bob.workspace.slug, "--plan", "test-small", "--soft", "none").status, 0);
    assert.deepEqual(ok(await bob.get("/api/plan"), 200),
      { plan: "test-small", soft: 1000, hard: 2000, retentionDays: 30, status: "active" });
    assert.equal(ok(await bob.get("/api/tenants"), 200).items[0].plan, "test-small");
    assert.match(plan("list").stdout, /^test-small .* 1 workspaces$/m);
    assert.equal(plan("test-small", "--hard", "none").status, 0);
    const changed = ok(await bob.get("/api/plan"), 200);
    assert.deepEqual([changed.soft, changed.hard, changed.retentionDays], [1000, null, 30]);
    for (const words of [["Gold"], ["test-small", "--retention", "0"], ["test-small", "--soft", "x"], ["test-small", "--sotf", "1"], []])
      assert.equal(plan(...words).status, 1, words.join(" "));
  });

  test("suspends at once, people and keys, and lets in again", async () => {
    const program = new Client(url);
    program.key = ok(await bob.post("/api/keys", { name: "Meter", scopes: ["usage:read"] }), 201).secret;
    ok(await program.get("/api/plan"), 200);
    ok(await bob.get("/api/plan"), 200);
    const heard = await listen(bob, `?tenant=${bob.tenant}`);
    assert.equal(heard.status, 200);
    assert.match(admin(bob.workspace.slug, "--suspend").stdout, /^status +suspended$/m);
    problem(await program.get("/api/plan"), 403, "tenant_suspended");
    problem(await bob.get("/api/plan"), 403, "tenant_suspended");
    problem(await bob.get("/api/datasets"), 403, "tenant_suspended");
    await until(() => heard.closed, 10, "the end of the live socket");
    assert.equal((await listen(bob, `?tenant=${bob.tenant}`)).status, 403);
    assert.equal(admin(bob.workspace.slug, "--resume").status, 0);
    ok(await program.get("/api/plan"), 200);
    ok(await bob.get("/api/plan"), 200);
  });
});
