// What a page may cost: bytes, requests, shifts. Numbers that do not depend on how fast the machine is.
import assert from "node:assert/strict";
import { dashboard, dataset, drawn, figure, ink, line, live, somebody, story, until, withSamples } from "./browser.mjs";

const KB = 1024;

/** What the page has loaded so far, in bytes as they were sent, by kind. */
async function loaded(page) {
  const list = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((e) => ({ name: e.name, size: e.encodedBodySize })),
  );
  const sum = (kind) => list.filter((e) => kind.test(e.name)).reduce((n, e) => n + e.size, 0);
  return { code: sum(/\.(js|css)$/), font: sum(/\.woff2$/) };
}

/** Requests of the page from now on. */
function requests(page) {
  const list = [];
  page.on("request", (r) => list.push(`${r.method()} ${r.url()}`));
  return list;
}

function recordShifts() {
  window.__shifts = [];
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) {
      const what = e.sources?.map((s) => s.node?.className || s.node?.nodeName).join(", ");
      if (!e.hadRecentInput) window.__shifts.push({ value: e.value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

async function assertCalm(page, where) {
  const shifts = await page.evaluate(() => window.__shifts);
  const sum = shifts.reduce((n, s) => n + s.value, 0);
  assert.ok(sum <= 0.02, `${where} shifts by ${sum}: ${JSON.stringify(shifts)}`);
}

story("the first dashboard costs at most 100 KB of code and style, and 48 of font", async (stage) => {
  const ann = await somebody();
  const { boards } = await withSamples(ann);
  const board = boards.find((b) => b.name.includes("weather"));
  const page = await stage.page(ann, `${ann.home}/dashboards/${board.id}`);
  await drawn(page, "Temperature, weekly average");
  await drawn(page, "Wind, weekly maximum");
  await live(page);
  const { code, font } = await loaded(page);
  assert.ok(code > 0 && code <= 100 * KB, `${code} bytes of code and style`);
  assert.ok(font > 0 && font <= 48 * KB, `${font} bytes of font`);
});

story("nothing jumps while pages load", async (stage) => {
  const ann = await somebody();
  const { datasets, boards } = await withSamples(ann);
  const page = await stage.page(ann, "/welcome");
  await page.addInitScript(recordShifts);
  const weather = datasets.find((d) => d.name.includes("weather"));
  for (const { id, name } of boards) {
    await page.goto(new URL(`${ann.home}/dashboards/${id}`, page.url()).href);
    await page.getByRole("heading", { name }).waitFor();
    await until("every chart is there", () =>
      page.evaluate(() => !document.querySelector(".skeleton") && document.querySelector(".chart-time canvas")),
    );
    await assertCalm(page, name);
  }
  for (const [path, ready] of [
    ["", page.getByRole("region", { name: "Datasets" }).getByRole("link", { name: "Seattle weather" })],
    ["/datasets", page.getByRole("link", { name: "Seattle weather" })],
    [`/datasets/${weather.id}`, figure(page, "Seattle weather: precipitation")],
    ["/dashboards", page.getByRole("link", { name: "Seattle weather" })],
    ["/settings/members", page.getByText(ann.user.email).first()],
  ]) {
    await page.goto(new URL(ann.home + path, page.url()).href);
    await ready.waitFor();
    await assertCalm(page, path || "/");
  }
});

story("another interval, aggregate or kind of chart asks for nothing", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const page = await stage.page(ann, `${ann.home}/explore?dataset=${id}&metric=temp_max&from=2014-01-01T00:00:00.000Z&to=2014-07-01T00:00:00.000Z`);
  const chart = await drawn(page, "seattle-weather: temp max");
  await live(page);
  const asked = requests(page);
  for (const [label, value] of [["Per", "week"], ["Per", "month"], ["Show", "max"], ["Show", "count"], ["Per", "auto"]]) {
    const before = await ink(chart);
    await page.getByLabel(label, { exact: true }).selectOption(value);
    await until(`${value} is drawn`, async () => ![0, before].includes(await ink(chart)));
  }
  for (const kind of ["Bars", "Area", "Line"]) {
    const before = await figure(page, "seattle-weather").getAttribute("aria-label");
    await page.getByText(kind, { exact: true }).click();
    await until(`${kind} are drawn`, async () => (await figure(page, "seattle-weather").getAttribute("aria-label")) !== before);
  }
  assert.deepEqual(asked.filter((r) => r.includes("/api/")), []);
});

story("a time that was looked at before is shown again without a request", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const board = await dashboard(ann, "Twice", [line(id)]);
  const page = await stage.page(ann, `${board.path}?from=2014-01-01T00:00:00.000Z&to=2015-01-01T00:00:00.000Z`);
  const chart = await drawn(page, "Warmth");
  await live(page);
  const of2014 = await chart.getAttribute("aria-label");
  const pick = async (now, next) => {
    await page.getByRole("button", { name: now }).click();
    await page.getByRole("menuitemradio", { name: next }).click();
    await page.getByRole("button", { name: next }).waitFor();
  };
  await pick("Jan 1, 2014", "All data");
  await until("all of it is drawn", async () => (await chart.getAttribute("aria-label")) !== of2014);
  const all = await chart.getAttribute("aria-label");
  await pick("All data", "Last 7 days");
  await page.getByText("No data in this time").waitFor();
  const asked = requests(page);
  await pick("Last 7 days", "All data");
  await until("all of it is drawn again", async () => (await figure(page, "Warmth").getAttribute("aria-label")) === all);
  assert.deepEqual(asked.filter((r) => r.includes("/api/")), []);
});

story("what is asked for ahead of the page's code is used, and whom it was for forgotten with the session", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const board = await dashboard(ann, "Early", [line(id)]);
  const page = await stage.page(ann, ann.home);
  await live(page);
  const asked = requests(page);
  // the numbers of the topics come late: the page's code is there before what waits for them was asked
  let held = 0;
  let release;
  const released = new Promise((yes) => (release = yes));
  await page.route(
    (url) => url.pathname === "/api/live",
    async (route) => {
      held += 1;
      await released;
      await route.continue();
    },
  );
  await page.goto(new URL(board.path, page.url()).href);
  await page.getByRole("navigation").first().waitFor();
  await until("both numbers were asked for", async () => held >= 2);
  release();
  await drawn(page, "Warmth");
  await live(page);
  for (const end of [`/dashboards/${board.id}`, `/dashboards/${board.id}/data`, "/me"])
    assert.equal(asked.filter((r) => r.replace(/\?.*/, "").endsWith(`/api${end}`)).length, 1, end);
  assert.deepEqual(await page.evaluate(() => [...window.bwEarly.keys()]), [], "answers that nobody used");
  const mine = await page.evaluate(() => JSON.parse(localStorage.getItem("bw.who")));
  assert.equal(mine.user, ann.user.id);
  await page.getByRole("button", { name: ann.user.name }).last().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Bellwether" }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("bw.who")), null);
});
