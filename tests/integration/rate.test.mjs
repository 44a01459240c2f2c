// The rate of a key: a bucket that all programs share, told by headers, open when memcached is away.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, ok, person, problem } from "./client.mjs";
import { kill, until } from "./etl.mjs";
import { url } from "./suite.mjs";

async function program(who, rate, scopes = ["events:write", "usage:read", "datasets:read"]) {
  const client = new Client(url);
  client.key = ok(await who.post("/api/keys", { name: "Slow", scopes, ...(rate && { rate }) }), 201).secret;
  return client;
}
/** A busy machine's memcached may take longer than 20 ms: then nothing is held, which the answer shows by
 *  having no RateLimit. Such a try says nothing, so another one with a new key is made. */
function steadily(name, run) {
  test(name, async () => {
    for (let tries = 1; ; tries++) {
      const who = await person(url, "Ann");
      const unread = [];
      const slow = async (rate) => {
        const client = await program(who, rate);
        const call = client.call.bind(client);
        client.call = async (...words) => {
          const answer = await call(...words);
          if (answer.headers["ratelimit-policy"] && !answer.headers.ratelimit) unread.push(answer);
          return answer;
        };
        return client;
      };
      try {
        return await run(slow, who);
      } catch (failure) {
        if (!unread.length || tries === 10) throw failure;
      }
    }
  });
}
const left = (answer) => Number(/^"key";r=(\d+);t=\d+$/.exec(answer.headers.ratelimit)?.[1]);

describe("a key with a rate", () => {
  steadily("is told what is left, and then to wait", async (key) => {
    const slow = await key({ perSecond: 1, burst: 5 });
    const answers = [];
    for (let i = 0; i < 20 && answers.at(-1)?.status !== 429; i++) answers.push(await slow.get("/api/plan"));
    assert.equal(answers[0].status, 200);
    assert.equal(answers[0].headers["ratelimit-policy"], '"key";q=5;w=5');
    assert.equal(left(answers[0]), 4);
    const last = answers.at(-1);
    problem(last, 429, "rate_limited");
    assert.ok(answers.length > 5, `${answers.length} answers`);
    assert.equal(left(last), 0);
    assert.equal(last.headers["ratelimit-policy"], '"key";q=5;w=5');
    const wait = Number(last.headers["retry-after"]);
    assert.ok(wait >= 1 && wait <= 5, String(wait));
    await sleep(wait * 1000);
    ok(await slow.get("/api/plan"), 200);
  });

  steadily("has one bucket for all programs, however many ask at once", async (key) => {
    const slow = await key({ perSecond: 1, burst: 30 });
    const began = Date.now();
    const paths = ["/api/plan", "/api/datasets", "/api/usage"];
    const answers = await Promise.all(Array.from({ length: 90 }, (_, i) => slow.get(paths[i % 3])));
    const passed = answers.filter((a) => a.status === 200).length;
    const brought = Math.ceil((Date.now() - began) / 1000);
    assert.ok(passed >= 30 && passed <= 30 + brought, `${passed} passed in ${brought} s`);
    assert.ok(answers.every((a) => a.status === 200 || a.status === 429));
  });

  steadily("is another one than the next key's, and people have none", async (key, cyd) => {
    const slow = await key({ perSecond: 1, burst: 1 });
    ok(await slow.get("/api/plan"), 200);
    const other = await key({ perSecond: 1, burst: 1 });
    ok(await other.get("/api/plan"), 200);
    for (const free of [cyd, await program(cyd)]) {
      const answer = ok(await free.get("/api/plan"), 200) && (await free.get("/api/plan"));
      assert.equal(answer.headers.ratelimit, undefined);
      assert.equal(answer.headers["ratelimit-policy"], undefined);
    }
  });

  steadily("pays a token for each event of a batch, also more than there are", async (key) => {
    const slow = await key({ perSecond: 1, burst: 10 });
    const events = Array.from({ length: 50 }, (_, i) => ({ type: "batched", value: i }));
    const answer = await slow.post("/api/events/batch", { events });
    assert.equal(ok(answer, 200).accepted, 50);
    assert.equal(left(answer), 0);
    const next = await slow.post("/api/events", { type: "single" });
    problem(next, 429, "rate_limited");
    assert.ok(Number(next.headers["retry-after"]) > 20, next.headers["retry-after"]);
  });

  test("is not held while memcached is away", async () => {
    after(() => kill("memcached", "SIGCONT"));
    const slow = await program(await person(url, "Eve"), { perSecond: 1, burst: 1 });
    await until(async () => (await slow.get("/api/plan")).status === 429, 20, "the rate");
    assert.ok(kill("memcached", "SIGSTOP") >= 1);
    const answer = await slow.get("/api/plan");
    ok(answer, 200);
    assert.equal(answer.headers.ratelimit, undefined);
    assert.equal(answer.headers["ratelimit-policy"], '"key";q=1;w=1');
    for (let i = 0; i < 5; i++) ok(await slow.get("/api/plan"), 200);
    kill("memcached", "SIGCONT");
    await until(async () => (await slow.get("/api/plan")).status === 429, 20, "the rate");
  });
});
