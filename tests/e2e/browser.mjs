// One real Chromium for all browser tests, and people in it whose every mishap fails the test.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chownSync, closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newEmail, PASSWORD, person } from "../integration/client.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export const modules = createRequire(join(here, "../../static/package.json"));
const { chromium } = modules("playwright-core");

function must(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests by tests/e2e/e2e.test`);
  return value;
}

export const url = must("BW_TEST_URL").replace(/\/$/, "");
export const output = process.env.BW_TEST_OUTPUT ?? join(here, "output");
/** How long a condition may take to come true; only a test that fails waits for so long. */
const PATIENCE = Number(process.env.BW_TEST_PATIENCE ?? 45) * 1000;

let launched;
export function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.BW_TEST_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return launched;
}

/** Waits until `probe` answers something true, and answers that. */
export async function until(what, probe) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const got = await probe();
    if (got) return got;
    assert.ok(Date.now() < end, `never came true: ${what}`);
    await sleep(50);
  }
}

/** The stage of one test: its people's pages, and all that went wrong on them. */
export class Stage {
  /** Closes the browser behind the last stage. */
  static async end() {
    await (await launched)?.close();
  }

  #contexts = [];
  #mishaps = [];
  #allowed = [];
  #tolerated = [];

  /** Somebody's browser: `as` is the client (tests/integration/client.mjs) whose cookies it has. */
  async browserOf(as, { width = 1440, height = 900, scheme = "light", storage = {}, ...more } = {}) {
    const cookies = [...(as?.cookies.values() ?? [])].map((c) => ({
      ...c,
      domain: new URL(url).hostname,
      httpOnly: true,
      sameSite: "Lax",
    }));
    const kept = { ...(as && { "bw.fresh": String(Date.now()) }), ...storage };
    const localStorage = Object.entries(kept).map(([name, value]) => ({ name, value }));
    const context = await (await browser()).newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: "en-US",
      timezoneId: "UTC",
      storageState: { cookies, origins: [{ origin: new URL(url).origin, localStorage }] },
      ...more,
    });
    context.setDefaultTimeout(PATIENCE);
    this.#contexts.push(context);
    await this.#guard(context);
    return context;
  }

  /** A page of a browser of its own, at `path`. */
  async page(as, path, options) {
    const context = await this.browserOf(as, options);
    const page = await context.newPage();
    await page.goto(url + path);
    return page;
  }

  /** Says that this mishap belongs to the test: it must happen, and does not fail it. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** The same for what happens sometimes: which request meets a trouble first is chance. */
  tolerate(pattern) {
    this.#tolerated.push(pattern);
  }

  async #guard(context) {
    const note = (what) => this.#mishaps.push(what);
    await context.exposeBinding("__violation", (_source, text) => note(`policy: ${text}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (e) =>
        window.__violation(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`),
      );
    });
    context.on("weberror", (e) => note(`page error: ${e.error().stack ?? e.error()}`));
    context.on("console", (m) => {
      if (m.type() === "error") note(`console: ${m.text()} ${m.location().url}`);
    });
    context.on("request", (r) => {
      const { protocol, origin } = new URL(r.url());
      const own = origin === new URL(url).origin || ["data:", "blob:"].includes(protocol);
      if (!own) note(`request to elsewhere: ${r.url()}`);
    });
    context.on("page", (page) =>
      page.on("websocket", (s) => {
        if (new URL(s.url()).host !== new URL(url).host) note(`socket to elsewhere: ${s.url()}`);
      }),
    );
  }

  async photograph(name) {
    mkdirSync(output, { recursive: true });
    const file = name.replace(/[^\w]+/g, "-");
    const pages = this.#contexts.flatMap((c) => c.pages());
    for (const [i, page] of pages.entries())
      await page.screenshot({ path: join(output, `failed-${file}-${i}.png`) }).catch(() => {});
  }

  async close() {
    for (const context of this.#contexts) await context.close();
  }

  verify() {
    const known = [...this.#allowed, ...this.#tolerated];
    const bad = this.#mishaps.filter((m) => !known.some((a) => a.test(m)));
    assert.deepEqual(bad, []);
    const missing = this.#allowed.filter((a) => !this.#mishaps.some((m) => a.test(m)));
    assert.deepEqual(missing, [], "these were expected to happen");
  }
}

after(Stage.end);

/** A test with a stage; a failure leaves a picture of every page in the output folder. */
export function story(name, tell) {
  test(name, async () => {
    const stage = new Stage();
    try {
      await tell(stage);
      stage.verify();
    } catch (error) {
      await stage.photograph(name);
      throw new Error(`${error.message}`, { cause: error });
    } finally {
      await stage.close();
    }
  });
}

// --- people and their things ----------------------------------------------------------------------

export { newEmail, PASSWORD };

/** Somebody new with a workspace: a client with .home, the path of the workspace. */
export async function somebody(name = "Ann") {
  const client = await person(url, name);
  client.home = `/w/${client.workspace.slug}`;
  return client;
}

/** The same person signed in once more, with a session of their own. */
export async function again(client) {
  const twin = client.clone();
  twin.cookies.clear();
  const answer = await twin.post("/api/auth/login", { email: client.user.email, password: PASSWORD });
  assert.equal(answer.status, 200, answer.text);
  return Object.assign(twin, { home: client.home, workspace: client.workspace });
}

export const weather = join(here, "../../static/node_modules/vega-datasets/data/seattle-weather.csv");

/** A dataset that is ready. */
export async function dataset(client, name = "seattle-weather", content = readFileSync(weather)) {
  const waiting = await emptyDataset(client, name);
  await deliver(client, waiting, content);
  return settled(client, waiting.dataset.id);
}

/** A dataset that waits for its file. */
export async function emptyDataset(client, name) {
  const made = await client.post("/api/datasets", { name, fileType: "csv" });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

export async function deliver(client, { dataset: { id }, uploadUrl }, content) {
  const put = await client.call("PUT", uploadUrl, { raw: content });
  assert.equal(put.status, 201, put.text);
  const done = await client.call("POST", `/api/datasets/${id}/complete`);
  assert.equal(done.status, 202, done.text);
}

export function settled(client, id) {
  return until(`dataset ${id} is ready`, async () => {
    const { body } = await client.get(`/api/datasets/${id}`);
    assert.notEqual(body.status, "error", JSON.stringify(body.error));
    return body.status === "ready" && body;
  });
}

export const line = (datasetId, more = {}) => ({
  type: "line",
  title: "Warmth",
  config: { datasetId, metrics: ["temp_max"], agg: "avg", interval: "week" },
  layout: { x: 0, y: 0, w: 6, h: 4 },
  ...more,
});

/** A dashboard with these widgets. */
export async function dashboard(client, name, widgets) {
  const made = await client.post("/api/dashboards", { name });
  assert.equal(made.status, 201, made.text);
  for (const widget of widgets) {
    const put = await client.post(`/api/dashboards/${made.body.id}/widgets`, widget);
    assert.equal(put.status, 201, put.text);
  }
  const full = (await client.get(`/api/dashboards/${made.body.id}`)).body;
  return { ...full, path: `${client.home}/dashboards/${full.id}` };
}

/** Changes a widget as another program would, on whatever revision there is. */
export async function patchWidget(client, dashboardId, widgetId, change) {
  const path = `/api/dashboards/${dashboardId}`;
  const { widgets } = (await client.get(path)).body;
  const { revision } = widgets.find((w) => w.id === widgetId);
  const answer = await client.patch(`${path}/widgets/${widgetId}`, change, {
    headers: { "if-match": `"${revision}"` },
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

/** The workspace with the sample data and its two dashboards. */
export async function withSamples(client) {
  const asked = await client.post("/api/datasets/sample");
  assert.equal(asked.status, 202, asked.text);
  for (const d of asked.body.datasets) await settled(client, d.id);
  const boards = await until("both sample dashboards are there", async () => {
    const { items } = (await client.get("/api/dashboards")).body;
    return items.length === 2 && items.every((d) => d.widgetCount > 0) && items;
  });
  return { datasets: asked.body.datasets, boards };
}

/** Sends events as an editor may; answers their ids. */
export async function sendEvents(client, list) {
  const answer = await client.post("/api/events/batch", { events: list });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.body.rejected, 0, answer.text);
  return answer.body.items.map((i) => i.id);
}

/** Waits until the rollups have that many events; answers the overview. */
export function folded(client, total) {
  return until(`${total} events are folded`, async () => {
    const { body } = await client.get("/api/events/overview?tz=UTC");
    return body.total === total && body;
  });
}

// --- what is seen ---------------------------------------------------------------------------------

/** The chart whose sentence begins with that title. */
export const figure = (page, title) => page.getByRole("figure", { name: title });

/** A number that tells one drawing from another; 0 while nothing is drawn. */
export function ink(chart) {
  return chart.locator("canvas").evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]) sum = (sum * 31 + i + data[i - 2]) % 4294967291;
    return sum;
  });
}

export async function drawn(page, title) {
  const chart = figure(page, title);
  await chart.waitFor();
  await until(`"${title}" is drawn`, () => ink(chart));
  return chart;
}

export const live = (page) => page.locator(".sidebar .live-dot.live").waitFor();

/** Gives the page a size and a scheme, and waits until both are there and nothing moves any more. */
export async function dress(page, width, height, colorScheme) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await until(`the page is ${colorScheme}`, () =>
    page.evaluate(async (scheme) => {
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      const moving = document.getAnimations().some((a) => a instanceof CSSTransition);
      return document.documentElement.dataset.scheme === scheme && !moving;
    }, colorScheme),
  );
}

/** Chooses files with the button of that name. */
export async function choose(page, files, button = "Choose files") {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await chooser).setFiles(files);
}

/** Drops a file of this machine in the middle of the page, as a hand does. */
export async function drop(page, file, told = "Let go to upload") {
  const devtools = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize();
  const where = { x: width / 2, y: height / 2 };
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver"])
    await devtools.send("Input.dispatchDragEvent", { type, data, ...where });
  await page.getByText(told).waitFor();
  await devtools.send("Input.dispatchDragEvent", { type: "drop", data, ...where });
}

/** What the upload dialog has looked at is sent. */
export async function send(page, button = "Upload") {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** The step on which the only file of the page stands. */
export const stepAt = (page, label) =>
  page.locator(".stepper [aria-current=step]").filter({ hasText: label }).waitFor();

// --- the machine ----------------------------------------------------------------------------------

const home = () => must("BW_TEST_HOME");

export function runFolder() {
  const conf = readFileSync(join(home(), "etc/bellwether.conf"), "utf8");
  return /^BELLWETHER_RUN_DIR=(.*)$/m.exec(conf)?.[1] ?? join(home(), "run");
}

/** The process of which a file of the run folder speaks: its first word. */
export const pidOf = (name) => Number.parseInt(readFileSync(join(runFolder(), name), "utf8"), 10);

/** A line that `command` prints tells that it holds what it should; ending its input lets go. */
function holder(command, words, input) {
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(input);
  const ended = new Promise((done) => child.on("close", done));
  return new Promise((held, failed) => {
    child.on("error", failed);
    child.on("close", (rc) => failed(new Error(`${command} ended with ${rc}`)));
    child.stdout.once("data", () =>
      held(async () => {
        child.stdin.end();
        await ended;
      }),
    );
  });
}

/** Takes every slot in which files are read; the answer gives them back. */
export async function holdSlots() {
  const slots = Number(/SLOTS (\d+)/.exec(readFileSync(join(here, "../../etl/slot.h"), "utf8"))[1]);
  const files = Array.from({ length: slots }, (_, i) => join(runFolder(), `etl-long-${i}.lock`));
  const { uid, gid } = statSync(runFolder());
  for (const file of files) {
    closeSync(openSync(file, "a", 0o600));
    chownSync(file, uid, gid);
  }
  const held = await Promise.all(files.map((f) => holder("flock", [f, "sh", "-c", "echo held; cat"], "")));
  return async () => {
    for (const letGo of held) await letGo();
  };
}

/** Locks a table against writing; the answer lets go. */
export function holdTable(name) {
  const [command, ...words] = must("BW_TEST_PSQL").split(" ");
  return holder(command, [...words, "-XqAt"], `begin; lock table ${name} in share mode; select 'held';\n`);
}

export function psql(sql) {
  const [command, ...words] = must("BW_TEST_PSQL").split(" ");
  return execFileSync(command, [...words, "-XqAt", "-v", "ON_ERROR_STOP=1"], { input: sql }).toString();
}

/** The control script on the suite under test. */
export function control(...words) {
  const script = join(must("BW_TEST_BIN"), "bellwether");
  return execFileSync(script, ["--home", home(), ...words], { encoding: "utf8" });
}
