// Every place of the page and every state worth looking at, with who sees it: for axe and for pictures.
import { member } from "../integration/client.mjs";
import {
  choose,
  control,
  dashboard,
  dataset,
  deliver,
  emptyDataset,
  folded,
  line,
  newEmail,
  sendEvents,
  somebody,
  until,
  withSamples,
} from "./browser.mjs";

const heading = (name) => (page) => page.getByRole("heading", { name, exact: true }).first().waitFor();
const text = (words) => (page) => page.getByText(words).first().waitFor();

/** All charts of the page have drawn, and nothing is a skeleton any more. */
export async function settledPage(page) {
  await until("nothing is loading", () =>
    page.evaluate(() => {
      const loading = document.querySelector(".skeleton, [aria-busy=true]");
      const figures = [...document.querySelectorAll(".chart-time")];
      return !loading && figures.every((f) => f.querySelector("canvas"));
    }),
  );
}

/** Opens the upload dialog with a file of that content. */
const uploading = (...files) => async (page) => {
  await choose(page, files.map(([name, content]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content, "latin1") })));
};

const BANK = `Buchungstag;Wertstellung;Umsatzart;Auftraggeber / Begünstigter;Buchungstext;Betrag;Währung;Saldo\r\n${Array.from(
  { length: 60 },
  (_, i) => {
    const day = `${String(1 + (i % 28)).padStart(2, "0")}.0${1 + Math.floor(i / 28)}.2024`;
    return `${day};${day};Lastschrift;"Bäckerei Öztürk & Söhne";"Rechnung ${i}, Kundennummer 4711/0815, vielen Dank";${i % 7 === 3 ? "offen" : `-${(i * 37) % 90},50`};EUR;${4000 - i * 11},25\r\n`;
  },
).join("")}`;
const EITHER = "day,visits,country\n03/04/2024,10,DE\n05/06/2024,20,FR\n07/08/2024,30,DE\n";
const TIMELESS = "name,price,stock\nApple,1.20,30\nPear,2.10,12\n";

const YEAR = "from=2014-01-01T00:00:00.000Z&to=2015-01-01T00:00:00.000Z";
const MIXED = "metric,value,timestamp\na,1,2024-01-01\na,seven,2024-01-02\na,,2024-01-03\na,9,2024-01-04\n";

/** A workspace with everything in it: two samples, rejects, a failed file, one that waits, members. */
async function world() {
  const ann = await somebody("Ann");
  const { datasets, boards } = await withSamples(ann);
  const failed = await emptyDataset(ann, "holiday picture");
  await deliver(ann, failed, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  const rejects = await dataset(ann, "meter readings", MIXED);
  const waiting = await emptyDataset(ann, "sensor");
  const bob = await member(ann, "editor", "Bob");
  const invited = await ann.post("/api/invitations", { email: newEmail("carla"), role: "viewer" });
  await ann.post("/api/keys", { name: "nightly import", scopes: ["datasets:write"] });
  const weather = datasets.find((d) => d.name.includes("weather")).id;
  const flights = datasets.find((d) => d.name.includes("light")).id;
  const at = (x, y) => ({ layout: { x, y, w: 4, h: 4 } });
  const config = { datasetId: weather, metrics: ["temp_max"], agg: "avg" };
  const empties = await dashboard(ann, "Nothing to see", [
    line(waiting.dataset.id, { title: "Never any data", ...at(0, 0) }),
    line(weather, { title: "None in this time", config: { ...config, range: { last: "7d" } }, ...at(4, 0) }),
    line(weather, { title: "Filtered away", config: { ...config, where: { weather: "hail" } }, ...at(8, 0) }),
    { type: "table", title: "As a table", config: { ...config, groupBy: "weather" }, ...at(0, 4) },
    { type: "area", title: "By weather", config: { ...config, groupBy: "weather", interval: "month" }, ...at(4, 4) },
    { type: "stat", title: "Warmest", config: { ...config, agg: "max", unit: "°C" }, ...at(8, 4) },
  ]);
  const board = await dashboard(ann, "Empty", []);
  const path = (name) => `${ann.home}/dashboards/${boards.find((b) => b.name.includes(name)).id}`;
  return { ann, bob, weather, flights, failed, rejects, waiting, empties, board, path, invited: invited.body.url };
}

/** A workspace that sends: past its soft limit, some of it refused, with a key of each kind. */
async function sender() {
  const eve = await somebody("Eve");
  const write = { scopes: ["events:write"] };
  const till = (await eve.post("/api/keys", { name: "till", ...write, rate: { perSecond: 50, burst: 100 } })).body;
  await eve.post("/api/keys", { name: "shop front", kind: "public", origins: ["https://shop.example"], ...write });
  await eve.post("/api/keys", { name: "pushes", signing: "github", ...write });
  control("admin", "tenant", eve.workspace.slug, "--soft", "40", "--hard", "60");
  const as = Object.assign(eve.clone(), { tenant: undefined, key: till.secret });
  as.cookies.clear();
  const sales = Array.from({ length: 45 }, (_, i) => ({ type: i % 3 ? "sale" : "visit", userId: `${i % 7}`, value: i, payload: { shop: i % 2 ? "Lyon" : "Oslo", till: i % 4 } }));
  const sent = await as.post("/api/events/batch", { events: [...sales, { type: "" }, { type: "sale", value: "twelve", source: 7 }] });
  if (sent.body.accepted !== sales.length) throw new Error(sent.text);
  const built = await until("the events have their dataset", async () => {
    const { items } = (await eve.get("/api/datasets")).body;
    return items.find((d) => d.kind === "events" && d.rowCount > 0);
  });
  return Object.assign(eve, { built });
}

const KINDS = ["page.viewed", "checkout.completed", "user.signed_up", "invoice.paid", "search.performed"];

/** A workspace with events of some hours, with long and short names, with and without users and payloads. */
async function eventful() {
  const may = await somebody("May");
  const now = Date.now();
  const list = Array.from({ length: 300 }, (_, i) => ({
    type: i % 41 === 40 ? "subscription.renewed.automatically.by.the.billing.system" : KINDS[(i * i) % KINDS.length],
    source: i % 3 ? "shop-eu" : undefined,
    userId: i % 4 ? String(1000 + ((i * 37) % 90)) : undefined,
    value: i % 5 ? undefined : 19.9 + i,
    occurredAt: new Date(now - i * i * 400).toISOString(),
    payload: i % 9 ? { plan: ["pro", "free", "team"][i % 3], order: { id: `A-${i}`, country: "FR", paid: true } } : undefined,
  }));
  await sendEvents(may, list);
  await folded(may, list.length);
  return may;
}

/** All places: name, who is there, path, what tells that it is complete; `again` marks a second of its kind. */
export async function places() {
  const fresh = await somebody("Newcomer");
  const w = await world();
  const eve = await sender();
  const may = await eventful();
  const { ann, path } = w;
  const board = async (page) => {
    await page.locator("article.widget").first().waitFor();
    await settledPage(page);
  };
  const chart = async (page) => {
    await page.getByRole("figure").first().waitFor();
    await settledPage(page);
  };
  const events = async (page) => {
    await page.locator(".event-list .event-row").first().waitFor();
    await settledPage(page);
  };
  const dialog = (open) => async (page) => {
    if ((await page.getByRole("dialog").count()) === 0) await open(page);
    await page.getByRole("dialog").waitFor();
    await settledPage(page);
  };
  const settings = ["profile", "appearance", "security", "workspace", "members", "keys", "usage"].map((id) => ({
    name: `settings, ${id}`,
    who: ann,
    path: `${ann.home}/settings/${id}`,
    ready: async (page) => {
      await heading("Settings")(page);
      await settledPage(page);
    },
  }));
  const reference = async (page) => {
    await heading("API reference")(page);
    await page.locator("#operations-datasets-listDatasets").waitFor();
  };
  const press = (name) => (page) => page.getByRole("button", { name }).first().click();
  return [
    { name: "sign in", who: null, path: "/signin", ready: heading("Sign in to Bellwether") },
    { name: "sign up", who: null, path: "/signup", ready: heading("Create your account") },
    { name: "invitation", who: null, path: w.invited, ready: text("is invited as") },
    { name: "another workspace", who: fresh, path: "/welcome", ready: heading("New workspace") },
    { name: "overview, first steps", who: fresh, path: fresh.home, ready: heading("First steps") },
    { name: "overview", who: ann, path: ann.home, ready: settledHeading("Overview") },
    { name: "overview, live events", who: may, path: may.home, ready: async (page) => {
      await page.locator(".live-card").waitFor();
      await page.locator(".live-chart canvas").waitFor();
      await settledPage(page);
    } },
    { name: "events, none yet", who: fresh, path: `${fresh.home}/events`, ready: heading("Send your first event") },
    { name: "events", who: may, path: `${may.home}/events`, ready: events },
    { name: "events, filtered", who: may, path: `${may.home}/events?type=page.viewed&where.plan=pro&range=7d`, ready: events },
    { name: "events, one of them", who: may, path: `${may.home}/events`, ready: dialog(async (page) => {
      await events(page);
      await page.locator(".event-list .event-row").nth(3).click();
    }) },
    { name: "events, a test", who: may, path: `${may.home}/events`, ready: dialog(press("Send a test event")) },
    { name: "events, filtered away", who: may, path: `${may.home}/events?q=no+such+words`, ready: text("No event passes the filters") },
    { name: "events, none in this time", who: may, path: `${may.home}/events?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z`, ready: text("No events in this time") },
    { name: "datasets, none", who: fresh, path: `${fresh.home}/datasets`, ready: text("Drop CSV or JSON files here") },
    { name: "datasets", who: ann, path: `${ann.home}/datasets`, ready: text("meter readings") },
    { name: "dataset", who: ann, path: `${ann.home}/datasets/${w.weather}`, ready: chart },
    { name: "explorer", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=temp_max&metric=temp_min`, ready: chart },
    { name: "explorer, split bars", again: true, who: ann, path: `${ann.home}/explore?dataset=${w.weather}&type=bar&groupBy=weather&agg=count&interval=month`, ready: chart },
    { name: "explorer, compared", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=temp_max&metric=temp_min&interval=week&compare=year&${YEAR}`, ready: chart },
    { name: "explorer, compared bars", again: true, who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=precipitation&agg=sum&type=bar&interval=month&compare=previous&${YEAR}`, ready: chart },
    { name: "explorer, derived on a log scale", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=precipitation&expr=temp_max+-+temp_min&scale=log&interval=day&${YEAR}`, ready: chart },
    { name: "explorer, wrong expression", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=wind&expr=temp_max+-`, ready: text("A derived metric cannot be read"), allow: /422/ },
    { name: "explorer, too much", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=wind&interval=minute`, ready: text("That is more than one answer holds"), allow: /422/ },
    { name: "explorer, many choices", who: ann, path: `${ann.home}/explore?dataset=${w.flights}&metric=delay`, ready: async (page) => {
      await chart(page);
      const button = page.getByRole("button", { name: "Only where origin" });
      if (!(await button.isVisible())) await page.locator(".explorer-fold").click();
      if ((await page.locator(".many-list").count()) === 0) await button.click();
      await page.locator(".many-list[data-placed]").waitFor();
    } },
    { name: "save as widget", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=wind&range=1y`, ready: dialog(press("Save as widget")) },
    { name: "explorer, nothing in range", who: ann, path: `${ann.home}/explore?dataset=${w.weather}&metric=wind&range=7d`, ready: text("No data in this time") },
    { name: "explorer, none", who: fresh, path: `${fresh.home}/explore`, ready: text("Nothing to explore yet") },
    { name: "explorer, waiting", who: ann, path: `${ann.home}/explore?dataset=${w.waiting.dataset.id}`, ready: text("waits for its file") },
    { name: "explorer, failed", who: ann, path: `${ann.home}/explore?dataset=${w.failed.dataset.id}`, ready: text("could not be read") },
    { name: "dataset, rows", who: ann, path: `${ann.home}/datasets/${w.weather}?tab=rows`, ready: text("1 to 50") },
    { name: "dataset, rejects", who: ann, path: `${ann.home}/datasets/${w.rejects.id}?tab=rejects`, ready: text("seven") },
    { name: "dataset, how it was read", who: ann, path: `${ann.home}/datasets/${w.weather}?tab=read`, ready: text("Comma-separated") },
    { name: "dataset, versions", who: ann, path: `${ann.home}/datasets/${w.rejects.id}?tab=versions`, ready: text("First file") },
    { name: "dataset, used by", who: ann, path: `${ann.home}/datasets/${w.weather}?tab=used`, ready: text("Nothing to see") },
    { name: "upload", who: ann, path: `${ann.home}/datasets`, ready: dialog(uploading(["Umsätze Girokonto 2024.csv", BANK])) },
    { name: "upload, two ways to read", who: ann, path: `${ann.home}/datasets`, ready: dialog(uploading(["visits.csv", EITHER])) },
    { name: "upload, without a time", who: ann, path: `${ann.home}/datasets`, ready: dialog(uploading(["stock.csv", TIMELESS])) },
    { name: "upload, several files", who: ann, path: `${ann.home}/datasets`, ready: dialog(uploading(["bank.csv", BANK], ["visits.csv", EITHER], ["stock.csv", TIMELESS])) },
    { name: "dataset, failed", who: ann, path: `${ann.home}/datasets/${w.failed.dataset.id}`, ready: text("The file could not be read") },
    { name: "dataset, waiting", who: ann, path: `${ann.home}/datasets/${w.waiting.dataset.id}`, ready: heading("sensor") },
    { name: "dashboards, none", who: fresh, path: `${fresh.home}/dashboards`, ready: text("No dashboards yet") },
    { name: "dashboards", who: ann, path: `${ann.home}/dashboards`, ready: text("Seattle weather") },
    { name: "dashboard, weather", who: ann, path: path("weather"), ready: board },
    { name: "dashboard, compare", again: true, who: ann, path: `${path("weather")}?from=2014-01-01T00:00:00.000Z&to=2015-01-01T00:00:00.000Z&compare=1`, ready: board },
    { name: "dashboard, flights", again: true, who: ann, path: path("light"), ready: board },
    { name: "dashboard, edited", who: ann, path: `${path("weather")}?edit=1`, ready: board },
    { name: "dashboard, empty states", who: ann, path: w.empties.path, ready: board },
    { name: "dashboard, without widgets", who: ann, path: w.board.path, ready: text("Nothing on this dashboard yet") },
    { name: "widget form", who: ann, path: `${path("weather")}?edit=1`, ready: dialog(press("Change Temperature, weekly average")) },
    { name: "new dashboard", who: ann, path: `${ann.home}/dashboards`, ready: dialog(press("New dashboard")) },
    { name: "new key", who: ann, path: `${ann.home}/settings/keys`, ready: dialog(press("New API key")) },
    { name: "keys of each kind", who: eve, path: `${eve.home}/settings/keys`, ready: text("shop front") },
    { name: "new key for a webhook", who: eve, path: `${eve.home}/settings/keys`, ready: dialog(async (page) => {
      await press("New API key")(page);
      await page.getByText("A webhook", { exact: true }).click();
    }) },
    { name: "how to use a key", who: eve, path: `${eve.home}/settings/keys`, ready: dialog(press("How to use “shop front”")) },
    { name: "how to send events", who: fresh, path: fresh.home, ready: dialog(press("Send an event")) },
    { name: "usage past the soft limit", who: eve, path: `${eve.home}/settings/usage`, ready: async (page) => {
      await text("Above the soft limit")(page);
      await text("has passed its soft limit")(page);
      await settledPage(page);
    } },
    { name: "datasets, built in", who: eve, path: `${eve.home}/datasets`, ready: text("All events of this workspace") },
    { name: "dataset of events", who: eve, path: `${eve.home}/datasets/${eve.built.id}`, ready: chart },
    { name: "dataset of events, labels", who: eve, path: `${eve.home}/datasets/${eve.built.id}?tab=labels`, ready: async (page) => {
      await page.getByRole("button", { name: "shop" }).waitFor();
      await settledPage(page);
    } },
    { name: "events, none rejected", who: ann, path: `${ann.home}/events/rejects`, ready: text("Nothing was rejected") },
    { name: "events, rejected", who: eve, path: `${eve.home}/events/rejects`, ready: async (page) => {
      await heading("2 rejected events")(page);
      const line = page.getByRole("button", { name: "one more reason" });
      if ((await line.getAttribute("aria-expanded")) === "false") await line.click();
      await page.getByLabel("Corrected event").waitFor();
    } },
    { name: "keyboard shortcuts", who: ann, path: ann.home, ready: dialog(async (page) => {
      await heading("Overview")(page);
      await page.keyboard.press("?");
    }) },
    { name: "system", who: ann, path: `${ann.home}/system`, ready: heading("Programs") },
    { name: "system, not an owner", who: w.bob, path: `${ann.home}/system`, ready: heading("Only owners see how the server is") },
    { name: "api reference", who: ann, path: "/api/docs", ready: reference, foreign: true },
    { name: "nothing there", who: ann, path: `${ann.home}/nowhere`, ready: heading("There is nothing here") },
    ...settings,
  ];
}

function settledHeading(name) {
  return async (page) => {
    await heading(name)(page);
    await settledPage(page);
  };
}
