// The queue: fair, delayed, retried, dead, retried by a person.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { person } from "./client.mjs";
import { count, etl, until } from "./etl.mjs";
import { psql, url } from "./suite.mjs";

let ann, bob;
before(async () => {
  ann = await person(url, "Ann");
  bob = await person(url, "Bob");
});

const tenant = (who) => `select set_config('app.tenant', '${who.tenant}', true) \\g /dev/null\n`;
const add = (who, kind, payload, delay = 0) =>
  psql(`begin; ${tenant(who)} with made as (select uuid_v7() as id)
        select made.id from made, lateral (select jobs.enqueue(made.id, '${kind}', 0, '${payload}', ${delay}, 'test')) x;
        commit`)[0];
const state = (id) => psql(`select state from jobs.job where id = '${id}'`)[0];

describe("the queue", () => {
  test("lets a tenant with a thousand jobs not stand before another's one", () => {
    const order = psql(`begin;
      ${tenant(ann)} select count(*) from generate_series(1, 1000) g,
        lateral (select jobs.enqueue(uuid_v7(), 'nothing', 7, '{}', 0 * g, null)) x \\g /dev/null
      ${tenant(bob)} select jobs.enqueue(uuid_v7(), 'nothing', 7, '{}', 0, null) \\g /dev/null
      select rank from (select tenant_id, rank() over (order by queue_at) from jobs.job where lane = 7) r
      where tenant_id = '${bob.tenant}';
      rollback`);
    assert.ok(Number(order[0]) <= 3, `place ${order[0]}`);
  });

  test("runs a job that is enqueued, within a moment, and forgets it", async () => {
    const id = add(ann, "nothing", "{}");
    await until(() => state(id) === undefined, 70, "the job");
  });

  test("keeps a delayed job until its time has come", async () => {
    const id = add(ann, "nothing", "{}", 3600000);
    assert.equal(state(id), "delayed");
    assert.equal(etl(["run", "move"]).status, 0);
    assert.equal(state(id), "delayed");
    psql(`update jobs.job set run_at = now() where id = '${id}'`);
    await until(() => state(id) === undefined, 70, "the job");
  });

  test("retries with growing pauses and keeps what fails five times, with payload and error", async () => {
    const id = add(ann, "no.such.kind", '{"a": 1}');
    const pauses = [];
    for (let attempt = 1; attempt < 5; attempt++) {
      await until(() => state(id) === "delayed" && count(`select attempts from jobs.job where id = '${id}'`) === attempt,
                  70, `attempt ${attempt}`);
      pauses.push(count(`select extract(epoch from run_at - now()) from jobs.job where id = '${id}'`));
      psql(`update jobs.job set run_at = now() where id = '${id}'`);
    }
    await until(() => state(id) === "dead", 70, "the end");
    pauses.forEach((p, i) => assert.ok(p > 2 ** i && p <= 2.5 * 2 ** i, `pause ${i + 1} was ${p} s`));
    const [row] = psql(`select attempts, payload, last_error from jobs.job where id = '${id}'`);
    assert.match(row, /^5\|\{"a": 1\}\|internal: no kind of job is called no\.such\.kind$/);
    const listed = etl(["admin", "jobs", "--dead"]);
    assert.ok(listed.stdout.includes(id) && listed.stdout.includes('{"a": 1}'), listed.stdout);
    const again = etl(["admin", "jobs", "--retry", id]);
    assert.equal(again.status, 0, again.stderr);
    await until(() => count(`select attempts from jobs.job where id = '${id}'`) >= 1, 70, "the retry");
    psql(`delete from jobs.job where id = '${id}'`);
    assert.equal(etl(["admin", "jobs", "--retry", id]).status, 1);
  });

  test("gives a job whose worker died to another, the attempt counted", async () => {
    const id = add(ann, "nothing", "{}", 3600000);
    psql(`update jobs.job set state = 'running', run_at = null, attempts = 1, lease_until = now() - interval '1 s'
          where id = '${id}'`);
    await until(() => state(id) === undefined, 70, "the job");
  });

  test("takes no acknowledgement from a worker that lost its lease", () => {
    const id = add(ann, "nothing", "{}", 3600000);
    psql(`update jobs.job set state = 'running', run_at = null, attempts = 2, lease_until = now() + interval '1 h'
          where id = '${id}'`);
    assert.throws(() => psql(`select jobs.done('${ann.tenant}', '${id}', 1)`), /bad_state/);
    psql(`select jobs.done('${ann.tenant}', '${id}', 2)`);
    assert.equal(state(id), undefined);
  });

  test("tells when a tick last began", () => {
    const age = count("select extract(epoch from now() - max(started_at)) from jobs.tick");
    assert.ok(age < 75, `${age} s`);
  });
});

describe("bw-etl admin", () => {
  test("makes a person who can sign in, and gives a new password", async () => {
    const email = `admin-${Date.now()}@example.org`;
    const made = etl(["admin", "user", "create", "--email", email, "--name", "Gus", "--workspace", "Gus"]);
    assert.equal(made.status, 0, made.stderr);
    const password = (out) => /password +(\S+)/.exec(out)[1];
    const gus = ann.clone();
    gus.cookies.clear();
    assert.equal((await gus.post("/api/auth/login", { email, password: password(made.stdout) })).status, 200);
    const reset = etl(["admin", "reset-password", email.toUpperCase()]);
    assert.equal(reset.status, 0, reset.stderr);
    assert.equal((await gus.post("/api/auth/login", { email, password: password(made.stdout) })).status, 401);
    assert.equal((await gus.post("/api/auth/login", { email, password: password(reset.stdout) })).status, 200);
    assert.equal(etl(["admin", "reset-password", "nobody@example.org"]).status, 1);
    assert.equal(etl(["admin", "user", "create", "--email", email, "--name", "Gus", "--workspace", "G"]).status, 1);
  });

  test("lists workspaces and makes a key that works", async () => {
    assert.ok(etl(["admin", "tenant", "list"]).stdout.includes(ann.tenant));
    const made = etl(["admin", "key", "create", "--tenant", ann.workspace.slug, "--name", "k",
                      "--scopes", "datasets:read"]);
    assert.equal(made.status, 0, made.stderr);
    const robot = ann.clone();
    robot.cookies.clear();
    robot.tenant = undefined;
    robot.key = /secret +(\S+)/.exec(made.stdout)[1];
    assert.equal((await robot.get("/api/datasets")).status, 200);
    assert.equal(etl(["admin", "key", "create", "--tenant", "none", "--name", "k", "--scopes", "datasets:read"]).status, 1);
    assert.equal(etl(["admin", "nonsense"]).status, 2);
  });
});
