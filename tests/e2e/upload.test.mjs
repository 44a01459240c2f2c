// What a file is, seen and corrected before it is sent; how it travels; what a dataset's page tells of it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import {
  choose,
  dashboard,
  dataset,
  deliver,
  drawn,
  drop,
  emptyDataset,
  holdSlots,
  line,
  live,
  send,
  settled,
  somebody,
  stepAt,
  story,
  until,
  url,
} from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "bw-upload-"));
after(() => rmSync(folder, { recursive: true }));

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const latin1 = (text) => Buffer.from(text, "latin1");
const bank = file(
  "umsätze 2024.csv",
  latin1(
    "Buchungstag;Wertstellung;Empfänger;Betrag;Saldo\r\n" +
      "30.01.2024;31.01.2024;Bäckerei Öztürk & Söhne;-3,20;1.496,80\r\n" +
      "02.02.2024;02.02.2024;\"Müller; Hausverwaltung\";-980,00;516,80\r\n" +
      "28.02.2024;29.02.2024;Gehalt;2.840,17;3.356,97\r\n",
  ),
);
const either = file("visits.csv", "day,visits\n03/04/2024,10\n05/06/2024,20\n07/08/2024,30\n");
const timeless = file("stock.csv", "name,price,stock\nApple,1.20,30\nPear,2.10,12\n");
const picture = file("picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));

const dialogOf = (page) => page.getByRole("dialog");

/** All POSTs to the datasets, with what they say; the preview is a question, not an upload. */
function said(page) {
  const list = [];
  page.on("request", (r) => {
    const path = new URL(r.url()).pathname;
    const asks = path.endsWith("/preview");
    if (path.startsWith("/objects/")) list.push({ path });
    else if (r.method() === "POST" && /^\/api\/datasets/.test(path) && !asks)
      list.push({ path, body: r.postData() ? r.postDataJSON() : null });
  });
  return list;
}

const made = (list) => list.find((r) => r.path === "/api/datasets")?.body;

async function only(client) {
  const list = await until("the dataset is made", async () => {
    const { items } = (await client.get("/api/datasets")).body;
    return items.length > 0 && items;
  });
  return settled(client, list[0].id);
}

story("the button for files keeps its focus when the list arrives", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, "/welcome");
  let arrive;
  const asked = new Promise((done) => (arrive = done));
  await page.route("**/api/datasets?*", async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(new URL(`${ann.home}/datasets`, page.url()).href);
  const button = page.getByRole("button", { name: "Choose files" });
  await button.focus();
  const before = await button.elementHandle();
  arrive();
  await page.locator(".drop-zone.large").waitFor();
  assert.ok(await before.evaluate((el) => el === document.activeElement));
});

story("nothing is sent before it is said, and one Enter says it", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  const sent = said(page);
  await live(page);
  const chooser = page.waitForEvent("filechooser");
  // the browser has to know that the test answers for the person, before the key is pressed
  await page.getByRole("button", { name: "Choose files" }).focus();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(bank);
  const dialog = dialogOf(page);
  await dialog.getByText("Semicolon-separated, Windows-1252, decimal comma").waitFor();
  await dialog.getByText("Buchungstag, read as day.month.year, UTC").waitFor();
  await dialog.getByRole("cell", { name: "Bäckerei Öztürk & Söhne" }).waitFor();
  await dialog.getByRole("figure").waitFor();
  assert.deepEqual(sent, []);
  await dialog.getByRole("button", { name: "Upload", exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "umsätze 2024" }).waitFor();
  await page.getByText("3 rows").waitFor();
  assert.deepEqual(Object.keys(made(sent)).sort(), ["fileType", "name"]);
  const { plan, rejectCount } = await only(ann);
  assert.deepEqual([plan.timestamp, plan.decimal, rejectCount], [["Buchungstag"], ",", 0]);
});

story("a dialog that is closed leaves nothing behind", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  const sent = said(page);
  await live(page);
  await drop(page, bank);
  await dialogOf(page).getByRole("figure").waitFor();
  await page.keyboard.press("Escape");
  await dialogOf(page).waitFor({ state: "detached" });
  await page.getByText("Drop CSV or JSON files here").waitFor();
  assert.deepEqual(sent, []);
});

story("only what a person changed is sent, and the chart follows", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  const sent = said(page);
  await choose(page, bank);
  const dialog = dialogOf(page);
  await dialog.getByRole("figure", { name: /Betrag and Saldo/ }).waitFor();
  await dialog.getByLabel("Role of Saldo").selectOption("Ignore");
  await dialog.getByRole("figure", { name: /of Betrag,/ }).waitFor();
  await dialog.getByLabel("Role of Wertstellung").selectOption("Time");
  await dialog.getByText("Wertstellung, read as day.month.year, UTC").waitFor();
  await dialog.getByLabel("Time zone of the file").selectOption("Europe/Berlin");
  await dialog.getByText("Wertstellung, read as day.month.year, Europe/Berlin").waitFor();
  await dialog.getByLabel("Name").fill("Girokonto");
  await send(page);
  await page.getByRole("link", { name: "Girokonto" }).waitFor();
  await page.getByText("3 rows").waitFor();
  assert.deepEqual(made(sent).mapping, {
    metrics: ["Betrag"],
    timestamp: "Wertstellung",
    timeZone: "Europe/Berlin",
  });
  const { firstAt } = await only(ann);
  assert.equal(firstAt, "2024-01-30T23:00:00Z");
});

story("dates that may be read two ways are told, and turned with one press", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  const sent = said(page);
  await choose(page, either);
  const dialog = dialogOf(page);
  await dialog.getByText("day, read as month/day/year, UTC").waitFor();
  await dialog.getByText(/may begin with the day or with the month/).waitFor();
  await dialog.getByRole("button", { name: "Read as day/month/year" }).click();
  await dialog.getByText("day, read as day/month/year, UTC").waitFor();
  await send(page);
  await page.getByText("3 rows").waitFor();
  assert.deepEqual(made(sent).mapping, { timeFormat: "%d/%m/%Y" });
  assert.equal((await only(ann)).firstAt, "2024-04-03T00:00:00Z");
});

story("a table without a time gets the time of the upload", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  const sent = said(page);
  await choose(page, timeless);
  const dialog = dialogOf(page);
  await dialog.getByText("No column holds dates or times.").waitFor();
  const button = dialog.getByRole("button", { name: "Upload", exact: true });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Use the upload time" }).click();
  await dialog.getByText("The time of the upload, for every row").waitFor();
  await send(page);
  await page.getByText("2 rows").waitFor();
  assert.deepEqual(made(sent).mapping, { timestamp: null });
});

story("several files: what cannot be read is left out, the others go", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  await choose(page, [bank, either, timeless, picture]);
  const dialog = dialogOf(page);
  await dialog.getByText("2 files are left out").waitFor();
  const row = (name) => dialog.getByRole("listitem").filter({ hasText: name });
  await row("picture.csv").getByText("The file is not text.").waitFor();
  await row("picture.csv").getByRole("button", { name: "Leave out picture.csv" }).click();
  await row("stock.csv").getByRole("button", { name: "Look" }).click();
  await dialog.getByRole("button", { name: "Use the upload time" }).click();
  await dialog.getByText("The time of the upload, for every row").waitFor();
  await dialog.getByRole("button", { name: "All files" }).click();
  await send(page, "Upload 3 files");
  for (const name of ["umsätze 2024", "visits", "stock"])
    await page.getByRole("listitem").filter({ hasText: name }).getByText(/\d rows/).waitFor();
});

/** So many rows that the file travels in parts. */
function bigFile() {
  const rows = Array.from({ length: 1000 }, (_, i) => {
    const at = new Date(Date.UTC(2024, 0, 1, 0, i)).toISOString();
    return `${at},${i},${"a word to make the line long ".repeat(5)}\n`;
  }).join("");
  return file("big.csv", `time,n,remark\n${rows.repeat(Math.ceil((36 << 20) / rows.length))}`);
}

story("a big file goes in parts, and on after a reload with the same file alone", async (stage) => {
  const big = bigFile();
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  const parts = [];
  let blocked = true;
  stage.tolerate(/objects/); // what is cut off by the reload
  await page.route("**/objects/**", async (route) => {
    const part = Number(new URL(route.request().url()).searchParams.get("part"));
    parts.push(part);
    if (!blocked || part === 1) await route.continue();
  });
  await choose(page, big);
  await send(page);
  await stepAt(page, "Uploading");
  const { items } = await until("the first part has arrived", async () => {
    const list = (await ann.get("/api/datasets")).body;
    const id = list.items[0]?.id;
    const kept = id && (await ann.get(`/api/datasets/${id}/upload`)).body;
    return kept?.parts?.length === 1 && list;
  });
  page.on("dialog", (d) => d.accept());
  await page.reload();
  await live(page);
  await page.getByText(/The upload of big.csv .* was interrupted/).waitFor();
  blocked = false;
  parts.length = 0;
  await choose(page, bank, "Choose the file again");
  await page.getByRole("alert").getByText(/umsätze 2024.csv is another file/).waitFor();
  assert.deepEqual(parts, []);
  await choose(page, big, "Choose the file again");
  const d = await settled(ann, items[0].id);
  assert.deepEqual(parts.sort(), [2, 3]);
  assert.equal(d.rejectCount, 0);
  await page.getByText(/[\d,]+ rows/).first().waitFor();
});

story("an upload is canceled, and the dataset takes another file", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  stage.tolerate(/objects/);
  await page.route("**/objects/**", () => {});
  await choose(page, bank);
  await send(page);
  await page.getByRole("button", { name: "Cancel the upload" }).click();
  await page.getByText("It was canceled before it was read.").waitFor();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("link", { name: "umsätze 2024" }).click();
  await choose(page, bank, "Upload another file");
  await send(page);
  await drawn(page, "umsätze 2024: Betrag");
});

story("another tab sees an upload under way, and can end it", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  stage.tolerate(/objects/);
  await page.route("**/objects/**", () => {});
  const other = await page.context().newPage();
  await other.goto(`${url}${ann.home}/datasets`);
  await live(other);
  await choose(page, bank);
  await send(page);
  await stepAt(page, "Uploading");
  await other.getByText(/0 bytes of \d+ bytes/).waitFor();
  assert.equal(await other.getByText("interrupted").count(), 0);
  await other.getByRole("button", { name: "Cancel the upload" }).click();
  for (const p of [page, other]) await p.getByText("It was canceled before it was read.").waitFor();
});

story("a reading that waits is canceled", async (stage) => {
  const ann = await somebody();
  const slots = await holdSlots();
  try {
    const waiting = await emptyDataset(ann, "queued");
    await deliver(ann, waiting, "day,n\n2024-01-01,1\n");
    const page = await stage.page(ann, `${ann.home}/datasets/${waiting.dataset.id}`);
    await stepAt(page, "Queued");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("It was canceled before it was read.").waitFor();
  } finally {
    await slots();
  }
});

story("a dropped connection is tried again by itself", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/datasets`);
  stage.allow(/ERR_CONNECTION_RESET|ERR_FAILED/);
  let tries = 0;
  await page.route("**/objects/**", (route) => (++tries === 1 ? route.abort("connectionreset") : route.continue()));
  await choose(page, bank);
  await send(page);
  await page.getByText("3 rows").waitFor();
  assert.equal(tries, 2);
});

const DAYS = (n) => `day,n\n${Array.from({ length: 3 }, (_, i) => `2024-01-0${i + 1},${n + i}\n`).join("")}`;

story("versions replace, append, fail and are gone back to, in two tabs at once", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann, "days", DAYS(1));
  const page = await stage.page(ann, `${ann.home}/datasets/${id}`);
  const other = await page.context().newPage();
  await other.goto(`${url}${ann.home}/datasets/${id}?tab=versions`);
  await live(other);
  const rows = (p, n) => p.locator(".facts").getByText(String(n), { exact: true }).first().waitFor();
  const version = (p, n) => p.getByRole("listitem").filter({ has: p.locator(".version-number", { hasText: String(n) }) });

  await choose(page, file("more.csv", "day,n\n2024-02-01,9\n"), "Upload a new version");
  await dialogOf(page).getByText("Add to the rows").click();
  await dialogOf(page).getByText("day, read as year-month-day, UTC").waitFor();
  await send(page);
  await version(other, 2).getByText("Added rows").waitFor();
  await version(other, 2).getByText("Shown").waitFor();
  for (const p of [page, other]) await rows(p, 4);

  await choose(page, picture, "Upload a new version");
  await dialogOf(page).getByText("The file is not text.").waitFor();
  await page.keyboard.press("Escape");
  const bad = (await ann.post(`/api/datasets/${id}/versions`, { mode: "replace" })).body;
  await deliver(ann, bad, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  for (const p of [page, other]) {
    await p.getByText("Version 3 could not be read. The file is not text.").waitFor();
    await p.getByText("Version 2 is still shown.").waitFor();
  }
  await version(other, 1).getByRole("button", { name: "Go back to this" }).click();
  await version(other, 1).getByText("Shown").waitFor();
  for (const p of [page, other]) await rows(p, 3);
  await other.getByRole("button", { name: "Undo" }).click();
  for (const p of [page, other]) await rows(p, 4);
});

story("a file is read another way without being sent again", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann, "visits", "day,visits\n03/04/2024,10\n05/06/2024,20\n");
  const page = await stage.page(ann, `${ann.home}/datasets/${id}?tab=read`);
  await page.getByText("day, read as month/day/year, UTC").waitFor();
  await page.getByRole("button", { name: "Read it another way" }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel("Time is written").selectOption("%d/%m/%Y");
  await dialog.getByText("day, read as day/month/year, UTC").waitFor();
  await send(page, "Read again");
  await page.getByText("day, read as day/month/year, UTC").waitFor();
  await until("the points moved", async () =>
    (await ann.get(`/api/datasets/${id}`)).body.firstAt === "2024-04-03T00:00:00Z",
  );
});

story("rejects stand beside their line with the bad cell marked", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann, "meter", 'day,n,who\n2024-01-01,1,a\n2024-01-02,seven,"b, c"\n');
  const page = await stage.page(ann, `${ann.home}/datasets/${id}`);
  await page.getByRole("link", { name: "Rejects" }).click();
  const row = page.getByRole("row").filter({ hasText: "seven" });
  await row.getByText("Not a number").waitFor();
  assert.equal(await row.locator("mark").innerText(), "seven");
  assert.equal(await row.locator(".raw-line").innerText(), '2024-01-02,seven,"b, c"');
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  assert.match((await download).suggestedFilename(), /\.csv$/);
});

story("rows are leafed through as they stand in the file", async (stage) => {
  const ann = await somebody();
  const lines = Array.from({ length: 120 }, (_, i) => `2024-01-01T00:${String(i % 60).padStart(2, "0")}:00Z,${i},"x, ${i}"`);
  const { id } = await dataset(ann, "long", `time,n,word\n${lines.join("\n")}\n`);
  const page = await stage.page(ann, `${ann.home}/datasets/${id}?tab=rows`);
  await page.getByText("1 to 50").waitFor();
  await page.getByRole("cell", { name: "x, 49" }).waitFor();
  await page.getByRole("button", { name: "Later rows" }).click();
  await page.getByText("51 to 100").waitFor();
  await page.getByRole("cell", { name: "x, 50", exact: true }).waitFor();
});

story("a dataset names the dashboards that show it, by their newest name", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const page = await stage.page(ann, `${ann.home}/datasets/${id}?tab=used`);
  await live(page);
  await page.getByText("No dashboard shows this dataset").waitFor();
  const board = await dashboard(ann, "Seattle", [line(id, { title: "Heat" })]);
  await ann.patch(`/api/dashboards/${board.id}`, { name: "Weather" }, {
    headers: { "if-match": `"${board.revision}"` },
  });
  const link = page.getByRole("link", { name: "Weather" });
  await link.waitFor();
  await page.getByText("Heat").waitFor();
  await link.click();
  await drawn(page, "Heat");
  assert.ok(page.url().endsWith(board.path));
});

story("a dataset of a program waits for its file and says how to send it", async (stage) => {
  const ann = await somebody();
  const { dataset: d } = await emptyDataset(ann, "sensor");
  const page = await stage.page(ann, `${ann.home}/datasets/${d.id}`);
  await page.getByText("Waiting for its file").waitFor();
  const code = page.locator(".curl code");
  await code.waitFor();
  const [, target] = /curl -T data.csv "([^"]+)"/.exec(await code.innerText());
  assert.ok(target.startsWith(`${url}/objects/`), target);
  assert.equal(await page.getByText("interrupted").count(), 0);
  await choose(page, file("sensor.csv", DAYS(1)), "Choose its file");
  await drawn(page, "sensor: n");
});
