// The first event: a key made on the spot, programs that run as they stand, and the word that it arrived.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { member } from "../integration/client.mjs";
import { psql, somebody, story } from "./browser.mjs";

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
