// The main job: somebody signs up, drops a file, watches it being read, and sees it as a chart that lives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import {
  choose,
  dashboard,
  dataset,
  deliver,
  drawn,
  drop,
  emptyDataset,
  holdSlots,
  holdTable,
  ink,
  line,
  live,
  newEmail,
  PASSWORD,
  patchWidget,
  send,
  settled,
  somebody,
  stepAt,
  story,
  until,
  weather,
} from "./browser.mjs";

story("from signing up to a chart on a dashboard", async (stage) => {
  const page = await stage.page(null, "/");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Email").fill(newEmail("grace"));
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Workspace").fill("Weather station");
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("heading", { name: "First steps" }).waitFor();
  await page.getByRole("heading", { name: "Overview" }).waitFor();

  await page.getByRole("link", { name: "Upload a file" }).click();
  await page.getByText("Drop CSV or JSON files here").waitFor();
  await drop(page, weather);
  await page.getByRole("dialog").getByText("Comma-separated, UTF-8, decimal point").waitFor();
  await send(page);
  const row = page.getByRole("link", { name: "seattle-weather" });
  await row.waitFor();
  await page.getByText("1,461 rows").waitFor();
  await row.click();

  const chart = await drawn(page, "seattle-weather: precipitation");
  const before = await ink(chart);
  await page.getByLabel("Metric").selectOption("temp_max");
  const other = await drawn(page, "seattle-weather: temp max");
  await until("the other metric is drawn", async () => (await ink(other)) !== before);

  await page.getByRole("link", { name: "Dashboards" }).click();
  await page.getByRole("button", { name: "New dashboard" }).click();
  await page.getByLabel("Name").fill("Seattle");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Add widget" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Warmest hour");
  await dialog.getByLabel("temp max").check();
  await dialog.getByRole("figure").waitFor();
  await dialog.getByRole("button", { name: "Put on the dashboard" }).click();
  await page.getByText("Saved").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await drawn(page, "Warmest hour");
  await page.reload();
  await drawn(page, "Warmest hour");
});

story("a chosen file's steps survive a reload at each of them", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  await live(page);
  const slots = await holdSlots();

  let go;
  const sent = new Promise((done) => (go = done));
  await page.route("**/objects/**", async (route) => {
    await sent;
    await route.continue();
  });
  await choose(page, weather);
  await send(page);
  await stepAt(page, "Uploading");
  go();
  await stepAt(page, "Queued");
  await page.unrouteAll();
  await page.reload();
  await stepAt(page, "Queued");

  const letGo = await holdTable("analytics.segment");
  await slots();
  await stepAt(page, "Parsing");
  await page.reload();
  await stepAt(page, "Parsing");
  await letGo();
  await page.getByText("1,461 rows").waitFor();
  await page.reload();
  await page.getByText("1,461 rows").waitFor();
  await page.getByRole("link", { name: basename(weather, ".csv") }).click();
  await drawn(page, "seattle-weather: precipitation");
});

story("an upload that was cut off goes on with the same file", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  let abort;
  let begin;
  const stopped = new Promise((done) => (abort = done));
  const begun = new Promise((done) => (begin = done));
  await page.route("**/objects/**", async (route) => {
    begin();
    await stopped;
    await route.abort();
  });
  await choose(page, weather);
  await send(page);
  await stepAt(page, "Uploading");
  await begun;
  page.on("dialog", (d) => d.accept()); // the browser asks whether to leave
  await page.reload();
  abort();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await live(page);
  await choose(page, weather, "Choose the file again");
  await page.getByText("1,461 rows").waitFor();
});

story("a chart redraws by itself when its data arrives and when somebody changes its question", async (stage) => {
  const ann = await somebody();
  const waiting = await emptyDataset(ann, "sensor");
  const board = await dashboard(ann, "Sensors", [line(waiting.dataset.id, { title: "Sensor" })]);
  const page = await stage.page(ann, board.path);
  await live(page);
  await page.getByText("This dataset has no data yet").waitFor();
  await deliver(ann, waiting, readFileSync(weather));
  const chart = await drawn(page, "Sensor");
  const [before, words] = [await ink(chart), await chart.getAttribute("aria-label")];

  const config = { ...board.widgets[0].config, agg: "max" };
  await patchWidget(ann, board.id, board.widgets[0].id, { config });
  await until("the drawing is another", async () => ![0, before].includes(await ink(chart)));
  assert.notEqual(await chart.getAttribute("aria-label"), words);
});

story("a file that cannot be read says why, and rejects name their lines", async (stage) => {
  const ann = await somebody();
  const waiting = await emptyDataset(ann, "binary");
  await deliver(ann, waiting, Buffer.from([0, 1, 2, 0xff, 0xfe, 0, 0, 7]));
  const page = await stage.page(ann, `${ann.home}/datasets/${waiting.dataset.id}`);
  await page.getByText("The file could not be read").waitFor();
  const some = "metric,value,timestamp\na,1,2024-01-01\na,seven,2024-01-02\na,3,2024-01-03\n";
  const mixed = await dataset(ann, "mixed", some);
  assert.equal(mixed.rejectCount, 1);
  await page.goto(page.url().replace(waiting.dataset.id, mixed.id));
  await page.getByRole("link", { name: "Rejects" }).click();
  const reject = page.getByRole("row").filter({ hasText: "seven" });
  assert.match(await reject.innerText(), /3.*value.*seven/s);
});

story("the sample data comes with dashboards worth looking at", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, ann.home);
  await page.getByRole("button", { name: "Add sample data" }).click();
  await page.getByRole("region", { name: "Dashboards" }).getByRole("link", { name: "Seattle weather" }).click();
  await drawn(page, "Temperature, weekly average");
  await drawn(page, "Precipitation per month");
  assert.equal(await page.locator(".problem").count(), 0);
  for (const d of (await ann.get("/api/datasets")).body.items) await settled(ann, d.id);
});
