// Several people on one dashboard: everybody sees everything, and nobody's word is lost.
import assert from "node:assert/strict";
import { member } from "../integration/client.mjs";
import {
  dashboard,
  dataset,
  drawn,
  figure,
  line,
  live,
  patchWidget,
  pidOf,
  somebody,
  story,
  until,
} from "./browser.mjs";

async function board() {
  const ann = await somebody("Ann");
  const bob = await member(ann, "editor", "Bob");
  const { id } = await dataset(ann);
  return { ann, bob, board: await dashboard(ann, "Shared", [line(id)]) };
}

const form = (page) => page.getByRole("dialog");

async function openForm(page, title) {
  await page.getByRole("button", { name: `Change ${title}` }).click();
  await form(page).getByRole("checkbox", { name: "temp max" }).waitFor();
}

const use = (page) => form(page).getByRole("button", { name: "Put on the dashboard" }).click();
const widget = (page, title) => page.getByRole("article", { name: title, exact: true });
const now = async (client, b) => (await client.get(`/api/dashboards/${b.id}`)).body.widgets[0];

story("what one changes the other sees", async (stage) => {
  const { ann, bob, board: b } = await board();
  const a = await stage.page(ann, `${b.path}?edit=1`);
  const c = await stage.page(bob, b.path);
  await drawn(c, "Warmth");
  await live(c);
  await openForm(a, "Warmth");
  await form(a).getByLabel("Title").fill("Heat");
  await use(a);
  await widget(c, "Heat").waitFor();
  await figure(c, "Heat").waitFor();

  await a.getByRole("button", { name: "Delete Heat" }).click();
  await c.getByText("Nothing on this dashboard yet").waitFor();
  await a.getByRole("button", { name: "Undo", exact: true }).first().click();
  await widget(c, "Heat").waitFor();

  await a.getByRole("button", { name: "Rename" }).click();
  await form(a).getByLabel("Name").fill("Everybody's");
  await form(a).getByRole("button", { name: "Save" }).click();
  await c.getByRole("heading", { name: "Everybody's" }).waitFor();
});

story("a form left open takes in what somebody else changed meanwhile", async (stage) => {
  const { ann, bob, board: b } = await board();
  const a = await stage.page(ann, `${b.path}?edit=1`);
  await live(a);
  await openForm(a, "Warmth");
  await patchWidget(bob, b.id, b.widgets[0].id, { title: "Bob's title" });
  await widget(a, "Bob's title").waitFor();
  await form(a).getByLabel("Unit").fill("°C");
  await use(a);
  await until("both changes are stored", async () => {
    const { title, config } = await now(ann, b);
    return title === "Bob's title" && config.unit === "°C";
  });
});

story("two changes of different fields meet on the way and are merged", async (stage) => {
  const { ann, bob, board: b } = await board();
  stage.allow(/status of 412 .*widgets/);
  const a = await stage.page(ann, `${b.path}?edit=1`);
  await live(a);
  let go;
  const gate = new Promise((done) => (go = done));
  await a.route("**/widgets/*", async (route) => {
    await gate;
    await route.continue();
  });
  await openForm(a, "Warmth");
  await form(a).getByLabel("Unit").fill("°C");
  await use(a);
  await a.getByText("Saving").waitFor();
  await patchWidget(bob, b.id, b.widgets[0].id, { title: "Bob's title" });
  go();
  await widget(a, "Bob's title").waitFor();
  await a.getByText("Saved").waitFor();
  const { title, config } = await now(ann, b);
  assert.deepEqual([title, config.unit], ["Bob's title", "°C"]);
});

for (const [button, kept, lost] of [
  ["Use mine", "Ann's title", "Bob's title"],
  ["Use theirs", "Bob's title", "Ann's title"],
]) {
  story(`two changes of one field are shown side by side; ${button.toLowerCase()}`, async (stage) => {
    const { ann, bob, board: b } = await board();
    stage.allow(/status of 412 .*widgets/);
    const a = await stage.page(ann, `${b.path}?edit=1`);
    const c = await stage.page(bob, b.path);
    await live(a);
    await live(c);
    let go;
    const gate = new Promise((done) => (go = done));
    await a.route("**/widgets/*", async (route) => {
      await gate;
      await route.continue();
    });
    await openForm(a, "Warmth");
    await form(a).getByLabel("Title").fill("Ann's title");
    await form(a).getByLabel("Unit").fill("°C");
    await use(a);
    await a.getByText("Saving").waitFor();
    await patchWidget(bob, b.id, b.widgets[0].id, { title: "Bob's title" });
    go();
    await form(a).getByRole("heading", { name: "Somebody else changed this too" }).waitFor();
    const row = form(a).getByRole("row").nth(1);
    assert.match(await row.innerText(), /title\s+Ann's title\s+Bob's title/);
    await form(a).getByRole("button", { name: button }).click();
    await widget(a, kept).waitFor();
    await a.getByText("Saved", { exact: true }).waitFor();
    await widget(c, kept).waitFor();
    await until("what was decided is stored", async () => {
      const { title, config } = await now(ann, b);
      return title === kept && config.unit === "°C";
    });
    await a.getByText("Saving").waitFor({ state: "detached" });
    assert.equal(await widget(a, lost).count(), 0);
  });
}

story("after a cut nothing is missing", async (stage) => {
  const { ann, bob, board: b } = await board();
  const page = await stage.page(ann, b.path);
  await drawn(page, "Warmth");
  await live(page);
  await page.context().setOffline(true);
  await page.getByText("You are offline").first().waitFor();
  await patchWidget(bob, b.id, b.widgets[0].id, { title: "One" });
  for (const title of ["Two", "Three"]) {
    const text = { type: "text", title, config: { text: title }, layout: { x: 6, y: 0, w: 3, h: 2 } };
    const made = await bob.post(`/api/dashboards/${b.id}/widgets`, text);
    assert.equal(made.status, 201, made.text);
  }
  await page.context().setOffline(false);
  for (const title of ["One", "Two", "Three"]) await widget(page, title).waitFor();
  await live(page);
});

story("a reload of nginx cuts every socket, and everybody comes back", async (stage) => {
  const { ann, bob, board: b } = await board();
  const page = await stage.page(ann, b.path);
  await live(page);
  const closed = new Promise((done) => page.on("websocket", (s) => s.on("close", done)));
  await page.reload();
  await live(page);
  process.kill(pidOf("nginx.pid"), "SIGHUP");
  await closed;
  for (const title of ["One", "Two", "Three"]) await patchWidget(bob, b.id, b.widgets[0].id, { title });
  await widget(page, "Three").waitFor();
  await live(page);
});
