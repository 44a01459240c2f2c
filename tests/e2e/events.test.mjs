// Events in the browser: what is sent moves the overview, and the list finds each one again.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { member } from "../integration/client.mjs";
import { dashboard, drawn, figure, folded, ink, live, sendEvents, somebody, story, until } from "./browser.mjs";

const many = (n, type, more = {}) => Array.from({ length: n }, () => ({ type, ...more }));

/** Somebody whose workspace has events already. */
async function sender(list = many(3, "visit")) {
  const ann = await somebody("Ann");
  await sendEvents(ann, list);
  await folded(ann, list.length);
  return ann;
}

const stat = (page, name) =>
  page.locator(".live-card .figures > div").filter({ hasText: name }).locator(".value");

const shows = (page, name, value) =>
  until(`${name} is ${value}`, async () => (await stat(page, name).textContent()) === value);

const feedRow = (page, type) => page.locator(".feed-rows .event-row").filter({ hasText: type });

story("what is sent by a program moves the overview at once", async (stage) => {
  const ann = await sender();
  const page = await stage.page(ann, ann.home);
  await shows(page, "Total", "3");
  const chart = await drawn(page, "Events per minute");
  await live(page);
  const before = await ink(chart);
  await sendEvents(ann, [
    ...many(40, "sale", { userId: "7", payload: { country: "FR" } }),
    ...many(2, "refund"),
  ]);
  await shows(page, "Total", "45");
  await until("the picture moved", async () => (await ink(chart)) !== before);
  const types = page.locator(".top-types li");
  await types.filter({ hasText: "sale" }).filter({ hasText: "40" }).waitFor();
  await feedRow(page, "refund").first().waitFor();
  await shows(page, "Users", "1");
});

story("the first event of a workspace brings the live overview onto an open page", async (stage) => {
  const ann = await somebody("Ann");
  const page = await stage.page(ann, ann.home);
  await page.getByRole("heading", { name: "First steps" }).waitFor();
  await live(page);
  assert.equal(await page.locator(".live-card").count(), 0);
  await sendEvents(ann, many(1, "first"));
  await shows(page, "Total", "1");
});

story("hour, day and week are three views of one answer: no request", async (stage) => {
  const now = Date.now();
  const ago = (ms) => new Date(now - ms).toISOString();
  const ann = await sender([
    ...many(2, "visit"),
    ...many(3, "visit", { occurredAt: ago(3 * 3600e3) }),
    ...many(5, "visit", { occurredAt: ago(48 * 3600e3) }),
  ]);
  const page = await stage.page(ann, ann.home);
  await drawn(page, "Events per minute");
  await live(page);
  const note = page.locator(".live-card .figures > div").first().locator(".note");
  const minute = () => Math.floor(Date.now() / 60_000);
  await until("all three were looked at within one minute", async () => {
    const began = minute();
    const asked = [];
    const hear = (r) => asked.push(r.url());
    page.on("request", hear);
    for (const [name, words, title] of [
      ["Day", "5 in the last day", "Events per hour"],
      ["Week", "10 in the last week", "Events per day"],
      ["Hour", "2 in the last hour", "Events per minute"],
    ]) {
      await page.getByRole("radio", { name }).check({ force: true });
      await note.filter({ hasText: words }).waitFor();
      await drawn(page, title);
    }
    page.off("request", hear);
    // A minute that ends meanwhile asks for the past anew; that is another question.
    if (minute() !== began) return false;
    // The browser itself looks at its icon when an address changes.
    assert.deepEqual(asked.filter((r) => !r.endsWith(".svg")), []);
    return true;
  });
  await page.getByRole("radio", { name: "Week" }).check({ force: true });
  await page.reload();
  await note.filter({ hasText: "10 in the last week" }).waitFor();
});

story("the feed holds still, says what waits, and can be narrowed", async (stage) => {
  const ann = await sender([...many(2, "visit"), ...many(1, "sale")]);
  const page = await stage.page(ann, ann.home);
  await feedRow(page, "sale").waitFor();
  await live(page);
  await page.getByRole("button", { name: "Pause" }).click();
  await sendEvents(ann, many(12, "refund"));
  await page.getByRole("button", { name: "12 new" }).waitFor();
  assert.equal(await feedRow(page, "refund").count(), 0);
  await page.getByRole("button", { name: "12 new" }).click();
  await feedRow(page, "refund").first().waitFor();

  await page.getByRole("combobox", { name: "Show only" }).selectOption("sale");
  await until("only sales are shown", async () => {
    const rows = await page.locator(".feed-rows .what").allTextContents();
    return rows.length === 1 && rows[0] === "sale";
  });
});

story("a burst is sampled, and says so", async (stage) => {
  const ann = await sender();
  const page = await stage.page(ann, ann.home);
  await shows(page, "Total", "3");
  await live(page);
  await sendEvents(ann, many(400, "burst"));
  await page.getByText(/^Showing \d+ of \d+$/).waitFor();
  await shows(page, "Total", "403");
});

story("three messages are missed while the line is cut, and nothing is missing after", async (stage) => {
  stage.tolerate(/ERR_INTERNET_DISCONNECTED|net::ERR/);
  const ann = await sender();
  const page = await stage.page(ann, ann.home);
  await shows(page, "Total", "3");
  await live(page);
  await page.context().setOffline(true);
  await page.getByText("You are offline").first().waitFor();
  for (const [i, type] of ["one", "two", "three"].entries()) {
    await sendEvents(ann, many(1, type));
    await folded(ann, 4 + i);
  }
  await page.context().setOffline(false);
  await shows(page, "Total", "6");
  for (const type of ["one", "two", "three"]) await feedRow(page, type).waitFor();
  await sendEvents(ann, many(1, "four"));
  await shows(page, "Total", "7");
});

const row = (page, text) => page.locator(".event-list .event-row").filter({ hasText: text });
const drawer = (page) => page.locator("dialog.drawer");

story("an event is opened from the feed and leads to those like it", async (stage) => {
  const ann = await sender([
    { type: "sale", userId: "42", payload: { order: { country: "FR" } } },
    { type: "visit", userId: "42" },
    { type: "visit", userId: "43" },
  ]);
  const page = await stage.page(ann, ann.home);
  await feedRow(page, "sale").click();
  await drawer(page).getByText('"country"').waitFor();
  await drawer(page).getByRole("link", { name: "All of this user" }).click();
  await page.getByRole("heading", { name: "Events", exact: true }).waitFor();
  await row(page, "sale").waitFor();
  assert.equal(await page.locator(".event-list li").count(), 2);
  assert.equal(new URL(page.url()).searchParams.get("userId"), "42");
});

story("filters live in the address: they survive a reload, and export what is seen", async (stage) => {
  const ann = await sender([
    ...many(2, "sale", { userId: "1", source: "shop", payload: { order: { country: "FR" } } }),
    ...many(3, "sale", { userId: "2", source: "shop", payload: { order: { country: "DE" } } }),
    ...many(4, "visit", { userId: "1", source: "site" }),
  ]);
  const page = await stage.page(ann, `${ann.home}/events`);
  const count = (n) =>
    until(`${n} rows`, async () => (await page.locator(".event-list li").count()) === n);
  await count(9);
  await page.getByLabel("Type").selectOption("sale");
  await count(5);
  await page.getByLabel("User").fill("1");
  await count(2);
  await page.getByLabel("User").fill("");
  await count(5);
  await page.getByRole("button", { name: "Payload condition" }).click();
  await page.getByLabel("Key in the payload").fill("order.country");
  await page.getByLabel("Its value").fill("DE");
  await page.keyboard.press("Enter");
  await count(3);
  await page.reload();
  await count(3);
  await page.locator(".chip").filter({ hasText: "order.country" }).waitFor();

  await page.getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "NDJSON" }).click();
  const file = await (await coming).path();
  const lines = readFileSync(file, "utf8").trim().split("\n").map((l) => JSON.parse(l));
  assert.deepEqual(
    lines.map((e) => [e.type, e.payload.order.country]),
    Array(3).fill(["sale", "DE"]),
  );

  await page.getByLabel("Search").fill("no such words");
  await page.getByText("No event passes the filters").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await count(9);
});

story("arrow keys walk from event to event, and the address names the one that is open", async (stage) => {
  const ann = await somebody("Ann");
  for (const type of ["first", "second", "third"]) await sendEvents(ann, many(1, type));
  await folded(ann, 3);
  const page = await stage.page(ann, `${ann.home}/events`);
  await row(page, "second").click();
  const named = (type) => drawer(page).getByRole("heading", { name: type, exact: true }).waitFor();
  await named("second");
  await page.keyboard.press("ArrowDown");
  await named("first");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await named("third");
  await page.reload();
  await named("third");
  await page.keyboard.press("Escape");
  await drawer(page).waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).searchParams.get("event"), null);
});

story("any number of events is read by scrolling, and only what is seen is drawn", async (stage) => {
  const list = Array.from({ length: 350 }, (_, i) => ({ type: "tick", value: i + 1 }));
  const ann = await sender(list);
  const page = await stage.page(ann, `${ann.home}/events`);
  await row(page, "tick").first().waitFor();
  await until("the end is reached", async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    return page.getByText("That is all: 350 events.").isVisible();
  });
  const drawnRows = await page.locator(".event-list li").count();
  assert.ok(drawnRows < 120, `${drawnRows} rows are drawn`);
  await row(page, "tick").last().waitFor();
});

story("a test event is sent by hand, as a program would", async (stage) => {
  const ann = await sender();
  const page = await stage.page(ann, `${ann.home}/events`);
  await row(page, "visit").first().waitFor();
  await live(page);
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Type").fill("hand.made");
  await dialog.getByLabel("Payload, as JSON").fill('{"it\'s": ');
  await dialog.getByText("This is not JSON.").waitFor();
  await dialog.getByLabel("Payload, as JSON").fill('{"it\'s": true}');
  const curl = await dialog.locator("pre").textContent();
  assert.ok(curl.includes(`curl ${new URL(page.url()).origin}/api/events`), curl);
  assert.ok(curl.includes(`-d '{"type":"hand.made","payload":{"it'\\''s":true}}'`), curl);
  await dialog.getByRole("button", { name: "Send the event" }).click();
  await page.getByRole("button", { name: "1 new event" }).click();
  await row(page, "hand.made").waitFor();
});

story("a search that cannot be asked is told with a way back and a request id", async (stage) => {
  const ann = await sender();
  stage.allow(/status of 503/);
  const page = await stage.page(ann, `${ann.home}/events`);
  await row(page, "visit").first().waitFor();
  let away = true;
  const requestId = randomUUID();
  await page.route(/\/api\/events\?.*q=visit/, (route) =>
    away
      ? route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          body: JSON.stringify({ status: 503, code: "unavailable", detail: "away", requestId }),
        })
      : route.continue(),
  );
  await page.getByLabel("Search").fill("visit");
  await page.getByText(requestId).waitFor();
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(requestId).waitFor({ state: "detached" });
  assert.equal(await row(page, "visit").count(), 3);
});

story("a widget of the events follows them by itself", async (stage) => {
  const ann = await sender(many(5, "visit"));
  const { datasetId } = (await ann.get("/api/events/overview?tz=UTC")).body;
  const board = await dashboard(ann, "Live", [
    {
      type: "stat",
      title: "Visits",
      config: { datasetId, metrics: ["visit"], agg: "count", range: { last: "1h" } },
      layout: { x: 0, y: 0, w: 4, h: 3 },
    },
  ]);
  const page = await stage.page(ann, board.path);
  const chart = figure(page, /^Visits/);
  await chart.filter({ hasText: "5" }).waitFor();
  await live(page);
  await sendEvents(ann, many(12, "visit"));
  await chart.filter({ hasText: "17" }).waitFor();
});

story("a viewer sees events and cannot send any", async (stage) => {
  const ann = await sender();
  const bob = await member(ann, "viewer", "Bob");
  const page = await stage.page(bob, `${ann.home}/events`);
  await row(page, "visit").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Send a test event" }).count(), 0);
});
