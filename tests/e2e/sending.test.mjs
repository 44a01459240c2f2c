// The first event: a key made on the spot, programs that run as they stand, and the word that it arrived.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { member } from "../integration/client.mjs";
import { live, psql, somebody, story, until } from "./browser.mjs";

/** How each program is kept and run; what the suite itself needs is everywhere, the rest where it is. */
const PROGRAMS = {
  curl: { file: "send.sh", run: [["sh", "send.sh"]], always: "curl" },
  JavaScript: { file: "send.mjs", run: [["node", "send.mjs"]], always: "node" },
  C: { file: "send.c", run: [["cc", "-Wall", "-Werror", "send.c", "-lcurl", "-o", "send"], ["./send"]], always: "cc" },
  Python: { file: "send.py", run: [["python3", "send.py"]], needs: "python3" },
  PHP: { file: "send.php", run: [["php", "send.php"]], needs: "php" },
};

const isThere = (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;

const stored = (client) =>
  psql(`select type || ' ' || user_id || ' ' || payload from events.event where tenant_id = '${client.workspace.id}' order by id`)
    .trim()
    .split("\n")
    .filter(Boolean);

async function openDialog(page) {
  await page.getByRole("button", { name: "Send an event" }).click();
  return page.getByRole("dialog");
}

story("each program sends an event as it stands", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, ann.home);
  const dialog = await openDialog(page);
  await dialog.getByText("YOUR_KEY").waitFor();
  await dialog.getByRole("button", { name: "Create a key" }).click();
  const secret = await dialog.locator(".secret code").textContent();
  const folder = mkdtempSync(join(tmpdir(), "bw-snippets-"));
  try {
    let sent = 0;
    for (const [name, { file, run, always, needs }] of Object.entries(PROGRAMS)) {
      await dialog.getByText(name, { exact: true }).click();
      const code = dialog.getByRole("region", { name, exact: true }).locator("code");
      await code.waitFor();
      const text = await code.textContent();
      assert.ok(text.includes(secret), `${name} has the key`);
      assert.ok(!text.includes("YOUR_KEY"), name);
      if (!always && !isThere(needs)) continue;
      writeFileSync(join(folder, file), text);
      for (const [command, ...words] of run) execFileSync(command, words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      assert.equal(stored(ann).length, ++sent, `${name} sent one`);
    }
    assert.deepEqual([...new Set(stored(ann))], ['signup 42 {"plan": "pro"}']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

story("the key stays in the programs for as long as the page lives, and can send alone", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, ann.home);
  let dialog = await openDialog(page);
  await dialog.getByRole("button", { name: "Create a key" }).click();
  const secret = await dialog.locator(".secret code").textContent();
  await page.keyboard.press("Escape");
  dialog = await openDialog(page);
  assert.equal(await dialog.locator(".secret code").textContent(), secret);
  const { items } = (await ann.get("/api/keys")).body;
  assert.deepEqual(items.map((k) => k.scopes), [["events:write"]]);
  await page.reload();
  dialog = await openDialog(page);
  await dialog.getByRole("button", { name: "Create a key" }).waitFor();
});

story("who makes no keys is told whom to ask", async (stage) => {
  const ann = await somebody();
  const editor = await member(ann, "editor", "Ed");
  const page = await stage.page(editor, ann.home);
  const dialog = await openDialog(page);
  await dialog.getByText("Only admins make keys.").waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Create a key" }).count(), 0);
});

const hasBuiltIn = (client) =>
  until("the events have their dataset", async () => {
    const { items } = (await client.get("/api/datasets")).body;
    return items.find((d) => d.kind === "events" && d.rowCount > 0);
  });

story("the page waits for the first event and turns to the data", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/events`);
  await page.getByRole("heading", { name: "Send your first event" }).waitFor();
  await page.getByText("Waiting for the first event").waitFor();
  await live(page);
  const wrong = await ann.post("/api/events", { value: 1 });
  assert.equal(wrong.status, 422);
  await page.getByText("One event came and was refused.").waitFor();
  const right = await ann.post("/api/events", { type: "signup" });
  assert.equal(right.status, 201);
  await page.getByRole("region", { name: "Notices" }).getByText("Your first event is here: signup").waitFor();
  await page.getByRole("heading", { name: "Send your first event" }).waitFor({ state: "detached" });
  await page.getByRole("region", { name: "Events", exact: true }).getByText("signup").first().waitFor();
  await page.goto(new URL(ann.home, page.url()).href);
  const step = page.getByRole("listitem").filter({ hasText: "Send an event" });
  await step.getByText("(done)").waitFor();
});

story("the built-in dataset has labels but no files, and is charted by counts", async (stage) => {
  const ann = await somebody();
  const post = async (shop) => {
    const answer = await ann.post("/api/events", { type: "sale", payload: { shop, sum: 3 } });
    assert.equal(answer.status, 201, answer.text);
  };
  await post("Lyon");
  const { id, name } = await hasBuiltIn(ann);
  const page = await stage.page(ann, `${ann.home}/datasets`);
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Open" }).waitFor();
  assert.equal(await page.getByRole("menuitem", { name: "Delete" }).count(), 0);
  await page.getByRole("menuitem", { name: "Open" }).click();
  await page.getByRole("figure", { name: `${name}: sale` }).waitFor();
  for (const file of ["New version", "Original file"])
    assert.equal(await page.getByText(file).count(), 0, file);

  await page.getByRole("link", { name: "Labels" }).click();
  await page.getByRole("button", { name: "shop" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("events from now on carry these labels").waitFor();
  assert.deepEqual((await ann.get("/api/events/labels")).body.keys, ["shop"]);
  await post("Oslo");
  await until("the label is there", async () => {
    const { items } = (await ann.get(`/api/analytics/metrics?datasetId=${id}`)).body;
    return items.some((m) => m.labels.some((l) => l.name === "shop" && l.values.includes("Oslo")));
  });
  await page.reload();
  assert.equal(await page.getByLabel("Label 1").inputValue(), "shop");
  await page.getByRole("button", { name: "Remove shop" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await until("nothing is tracked", async () => (await ann.get("/api/events/labels")).body.keys.length === 0);
});

story("a widget of events counts one of their types", async (stage) => {
  const ann = await somebody();
  for (const type of ["sale", "sale", "visit"]) await ann.post("/api/events", { type });
  const { name } = await hasBuiltIn(ann);
  const made = await ann.post("/api/dashboards", { name: "Till" });
  const page = await stage.page(ann, `${ann.home}/dashboards/${made.body.id}?edit=1`);
  await page.getByRole("button", { name: "Add widget" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Number", { exact: true }).click();
  await dialog.getByLabel("Dataset").selectOption(name);
  await dialog.getByRole("group", { name: "Event types" }).getByLabel("sale").check();
  assert.equal(await dialog.getByLabel("Show").inputValue(), "count");
  await dialog.getByRole("button", { name: "Put on the dashboard" }).click();
  await page.getByText("Saved").waitFor();
  const widget = page.locator("article.widget");
  await widget.getByText("2", { exact: true }).waitFor();
  await ann.post("/api/events", { type: "sale" });
  await widget.getByText("3", { exact: true }).waitFor();
});
