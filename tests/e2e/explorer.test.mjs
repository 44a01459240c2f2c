// Looking around in a dataset: the address holds the question, the picture follows, and it can be kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dataset, deliver, drawn, emptyDataset, figure, ink, live, settled, somebody, story, until } from "./browser.mjs";

const query = (page) => new URL(page.url()).searchParams;
const sentence = (page) => figure(page, "seattle-weather").getAttribute("aria-label");

/** Ann at the explorer with the weather, and what else stands in the address. */
async function atWeather(stage, more = "") {
  const ann = await somebody();
  const d = await dataset(ann);
  const page = await stage.page(ann, `${ann.home}/explore?dataset=${d.id}&metric=temp_max${more}`);
  await drawn(page, "seattle-weather");
  return { ann, d, page };
}

/** Opens one of the lists of many choices, ticks some, and closes it. */
async function tick(page, label, ...values) {
  await page.getByRole("button", { name: label }).click();
  const list = page.getByRole("group", { name: label });
  for (const value of values) await list.getByLabel(value, { exact: true }).click();
  await page.keyboard.press("Escape");
}

story("the question is in the address: it survives a reload, and Back takes a step back", async (stage) => {
  const ann = await somebody();
  const d = await dataset(ann);
  const page = await stage.page(ann, ann.home);
  await page.getByRole("link", { name: "Explore" }).click();
  await drawn(page, "seattle-weather: precipitation");
  assert.equal(query(page).get("dataset"), d.id);
  await tick(page, "Metrics", "temp max", "precipitation");
  await drawn(page, "seattle-weather: temp max");
  await page.getByLabel("Split by").selectOption("weather");
  await tick(page, "Only where weather", "rain", "sun");
  await page.getByLabel("Show", { exact: true }).selectOption("p95");
  await page.getByText("Bars", { exact: true }).click();
  await until("both of the chosen kinds are drawn", async () => /rain and sun/.test(await sentence(page)));
  assert.deepEqual(query(page).getAll("where.weather").sort(), ["rain", "sun"]);
  assert.deepEqual([query(page).get("agg"), query(page).get("type")], ["p95", "bar"]);

  const [before, address] = [await sentence(page), page.url()];
  await page.reload();
  await until("the same is drawn again", async () => (await sentence(page)) === before);
  await page.goBack();
  await until("a line again", async () => /line chart/.test(await sentence(page)));
  await page.goForward();
  await until("bars again", async () => (await sentence(page)) === before);
  assert.equal(page.url(), address);
});

story("a derived metric is drawn; one that cannot be read is pointed at where it goes wrong", async (stage) => {
  const { page } = await atWeather(stage);
  await page.getByRole("button", { name: "Derive a metric" }).click();
  const field = page.getByRole("textbox", { name: "Derived metrics" });
  await field.fill("temp_max - ");
  stage.allow(/422/);
  await field.press("Enter");
  await page.locator(".expression .wrong code mark").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await page.getByText("A derived metric cannot be read").waitFor();
  await field.fill("temp_max - temp_min");
  await field.press("Enter");
  await drawn(page, "seattle-weather: temp max, temp_max - temp_min");
  assert.equal(await page.locator(".expression .wrong").count(), 0);
  assert.equal(query(page).get("expr"), "temp_max - temp_min");
});

story("a period is compared with the one before: drawn, told, in the table, and in percent", async (stage) => {
  const { page } = await atWeather(stage, "&from=2014-01-01T00:00:00.000Z&to=2015-01-01T00:00:00.000Z&interval=month");
  const alone = await ink(figure(page, "seattle-weather"));
  await page.getByLabel("Compare with").selectOption("year");
  await until("the year before is told", async () => /Compared with Jan 2013 to Dec 2013/.test(await sentence(page)));
  await until("it is drawn", async () => ![0, alone].includes(await ink(figure(page, "seattle-weather"))));
  await page.getByText("Before: Jan 2013 – Dec 2013").waitFor();
  const table = page.getByRole("region", { name: "Numbers" }).getByRole("table");
  assert.deepEqual(
    (await table.getByRole("columnheader").allInnerTexts()).map((h) => h.trim()),
    ["Time", "temp max", "temp max, before", "temp max, %"],
  );
  assert.equal(await table.locator("tbody tr").count(), 12);
  await page.locator(".explorer-changes").getByText(/^was 16\.06 \(\+5\.8%\)$/).waitFor();
});

story("a log scale tells what it cannot draw, and where it cannot be", async (stage) => {
  const { page } = await atWeather(stage, "&scale=log&interval=day");
  await page.getByText(/values? at or below zero (is|are) not drawn on a log scale/).waitFor();
  await page.getByText("Bars", { exact: true }).click();
  await page.getByText("Bars and areas stand on zero").waitFor();
});

story("a filter that leaves nothing says so, stays to be seen, and goes at a press", async (stage) => {
  const { page } = await atWeather(stage);
  await page.goto(`${page.url()}&where.weather=hail`);
  await page.getByText("Nothing where weather = hail").waitFor();
  await page.getByRole("button", { name: "Only where weather hail" }).waitFor();
  await page.getByRole("button", { name: "Take the filter away" }).click();
  await drawn(page, "seattle-weather: temp max");
  assert.equal(query(page).get("where.weather"), null);
});

story("what cannot be answered says what to do, and does it", async (stage) => {
  const { page } = await atWeather(stage);
  stage.allow(/422/);
  await page.getByLabel("Per", { exact: true }).selectOption("minute");
  await page.getByText("That is more than one answer holds").waitFor();
  assert.notEqual(await ink(figure(page, "seattle-weather")), 0, "the old picture stays");
  await page.getByRole("button", { name: "Choose the interval for me" }).click();
  await until("the problem is gone", async () => (await page.locator(".problem").count()) === 0);
  assert.equal(query(page).get("interval"), null);
});

story("a question that is overtaken is given up, and the old picture stays until the new one is there", async (stage) => {
  const { page } = await atWeather(stage);
  const before = await sentence(page);
  const given = [];
  page.on("requestfailed", (r) => given.push(new URL(r.url()).searchParams.get("groupBy")));
  let letGo;
  const held = new Promise((done) => (letGo = done));
  await page.route(/timeseries.*groupBy=weather/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.getByLabel("Split by").selectOption("weather");
  await page.locator(".explorer-picture .dim").waitFor();
  assert.equal(await sentence(page), before);
  await page.getByLabel("Split by").selectOption("");
  await until("the overtaken request is given up", () => given.includes("weather"));
  letGo();
  await until("nothing is dimmed", async () => (await page.locator(".explorer-picture .dim").count()) === 0);
  assert.equal(await sentence(page), before);
});

story("what was found is kept as a widget, on a new dashboard and on an old one", async (stage) => {
  const { ann, page } = await atWeather(stage, "&groupBy=weather&type=area&interval=month&agg=count");
  await page.getByRole("button", { name: "Save as widget" }).click();
  await page.getByLabel("Title").fill("Days by weather");
  await page.getByLabel("Name of the dashboard").fill("Kept");
  await page.getByRole("button", { name: "Save the widget" }).click();
  await page.getByRole("heading", { name: "Kept" }).waitFor();
  await drawn(page, "Days by weather");
  const [board] = (await ann.get("/api/dashboards")).body.items;
  await page.goBack();
  await drawn(page, "seattle-weather");
  await page.getByRole("button", { name: "Save as widget" }).click();
  await page.getByLabel("Title").fill("Once more");
  await page.getByLabel("Dashboard", { exact: true }).selectOption(board.id);
  await page.getByRole("button", { name: "Save the widget" }).click();
  await drawn(page, "Once more");
  const { widgets } = (await ann.get(`/api/dashboards/${board.id}`)).body;
  assert.deepEqual(widgets.map((w) => [w.title, w.type, w.config.groupBy, w.config.interval, w.config.agg]), [
    ["Days by weather", "area", "weather", "month", "count"],
    ["Once more", "area", "weather", "month", "count"],
  ]);
});

story("the numbers come as a file, all of them", async (stage) => {
  const { page } = await atWeather(stage, "&groupBy=weather&interval=month");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const file = await coming;
  assert.equal(file.suggestedFilename(), "seattle-weather-temp-max.csv");
  const lines = readFileSync(await file.path(), "utf8").trim().split(/\r?\n/);
  assert.match(lines[0], /weather/);
  assert.ok(lines.length > 48 * 4, `${lines.length} lines`);
});

story("a new version of the file redraws the picture by itself", async (stage) => {
  const { ann, d, page } = await atWeather(stage);
  await live(page);
  const before = await sentence(page);
  const made = await ann.post(`/api/datasets/${d.id}/versions`, { mode: "replace" });
  assert.equal(made.status, 201, made.text);
  await deliver(ann, made.body, "date,temp_max\n2020-01-01,1\n2020-01-02,77\n2020-01-03,5\n");
  await until("the new numbers are drawn", async () => /77/.test(await sentence(page)) && before !== (await sentence(page)));
});

story("before there are numbers the explorer says why, and draws them when they come", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/explore`);
  await page.getByText("Nothing to explore yet").waitFor();
  const waiting = await emptyDataset(ann, "sensor");
  await page.goto(`${page.url().split("?")[0]}?dataset=${waiting.dataset.id}`);
  await page.getByText("“sensor” waits for its file").waitFor();
  await live(page);
  await deliver(ann, waiting, "date,heat\n2024-01-01,1\n2024-01-02,5\n");
  await settled(ann, waiting.dataset.id);
  await drawn(page, "sensor: heat");
});
