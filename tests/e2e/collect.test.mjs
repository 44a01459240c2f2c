// The script that pages of other sites load: real pages of another origin, in a real browser.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { somebody, story, until, url } from "./browser.mjs";

/** A site, a key for it, and the events that have come from it. */
async function shop(stage, { origins } = {}) {
  const owner = await somebody();
  let script = "";
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><title>Shop</title><link rel="icon" href="data:,">${script}<h1>Shop</h1>`);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const made = await owner.post("/api/keys", { name: "Shop", kind: "public", origins: origins ?? [origin] });
  assert.equal(made.status, 201, made.text);
  script = `<script src="${url}/bw.js" data-key="${made.body.secret}" defer></script>`;
  stage.tolerate(/^request to elsewhere: http:\/\/127\.0\.0\.1:/);
  const events = async () => (await owner.get("/api/events?limit=200")).body.items.reverse();
  return { origin, events, close: () => server.close() };
}

async function visit(stage, address, options) {
  const context = await stage.browserOf(undefined, options);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

const paths = (events) => events.filter((e) => e.type === "page_view").map((e) => e.payload.path);

story("views of pages are counted, also those that only the history knows, and what a page tells", async (stage) => {
  const { origin, events, close } = await shop(stage);
  const page = await visit(stage, `${origin}/start?secret=1`);
  await page.evaluate(() => {
    history.pushState({}, "", "/cart");
    history.replaceState({}, "", "/cart?step=2"); // the same page
    history.pushState({}, "", "/pay");
    history.back();
  });
  await page.waitForURL("**/cart?step=2");
  await page.evaluate(() => {
    window.bellwether.identify("u-1");
    window.bellwether.track("bought", { plan: "pro" }, 12.5);
  });
  const all = await until("the page has told all", async () => {
    const now = await events();
    return now.some((e) => e.type === "bought") && now;
  });
  assert.deepEqual(paths(all), ["/start", "/cart", "/pay", "/cart"]);
  assert.ok(!JSON.stringify(all).includes("secret"), "query strings stay where they are");
  const bought = all.find((e) => e.type === "bought");
  assert.deepEqual([bought.userId, bought.value, bought.payload], ["u-1", 12.5, { plan: "pro" }]);
  assert.equal(bought.source, new URL(origin).host);
  assert.equal(all[1].payload.referrer, `${origin}/start`);
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  close();
});

story("what was told in the last moment arrives although the page is gone", async (stage) => {
  const { origin, events, close } = await shop(stage);
  const page = await visit(stage, `${origin}/first`);
  await page.evaluate(() => window.bellwether.track("left"));
  await page.goto(`${origin}/second`);
  const all = await until("both pages have told", async () => {
    const now = await events();
    return paths(now).includes("/second") && now.some((e) => e.type === "left") && now;
  });
  assert.equal(all.filter((e) => e.type === "left").length, 1);
  close();
});

story("who asks not to be tracked is not", async (stage) => {
  const { origin, events, close } = await shop(stage);
  const context = await stage.browserOf();
  await context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
  const page = await context.newPage();
  const asked = [];
  page.on("request", (r) => r.url().includes("/api/") && asked.push(r.url()));
  await page.goto(`${origin}/private`);
  await page.evaluate(() => window.bellwether.track("private"));
  await page.goto(`${origin}/other`);
  const open = await visit(stage, `${origin}/open`);
  await until("another visitor is counted", async () => paths(await events()).includes("/open"));
  assert.deepEqual(asked, []);
  assert.deepEqual(paths(await events()), ["/open"]);
  assert.ok(open);
  close();
});

story("a site that the key does not name tells nothing", async (stage) => {
  const { origin, events, close } = await shop(stage, { origins: ["https://elsewhere.example"] });
  stage.tolerate(/^console: (Access to fetch|Failed to load resource)/);
  const context = await stage.browserOf();
  const page = await context.newPage();
  const refused = page.waitForEvent("requestfailed", (r) => r.url().includes("/api/events/batch"));
  await page.goto(`${origin}/stolen`);
  await refused;
  assert.deepEqual(await events(), []);
  close();
});
