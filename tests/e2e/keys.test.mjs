// API keys by what they are for: a program's secret, a page's line of script, a webhook's address and secret.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { somebody, story, url } from "./browser.mjs";

async function form(page) {
  await page.getByRole("button", { name: "New API key" }).first().click();
  return page.getByRole("dialog");
}

const choose = (dialog, what) => dialog.getByText(what, { exact: true }).click();
const create = (dialog) => dialog.getByRole("button", { name: "Create the key" }).click();

story("a key for a program is shown once and keeps to its rate", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/settings/keys`);
  let dialog = await form(page);
  await dialog.getByLabel("Name").fill("till");
  await dialog.getByLabel("events:write").check();
  await dialog.getByLabel("Requests a second").fill("5");
  await create(dialog);
  dialog = page.getByRole("dialog", { name: "Key “till”" });
  const secret = await dialog.locator(".secret code").textContent();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await page.getByText("5 a second").waitFor();

  const till = ann.clone();
  till.cookies.clear();
  till.tenant = undefined;
  till.key = secret;
  const answer = await till.post("/api/events", { type: "sale" });
  assert.equal(answer.status, 201, answer.text);
  assert.match(answer.headers["ratelimit-policy"], /q=5;w=1/);
});

story("a key for a web page has its line of script, now and later", async (stage) => {
  const ann = await somebody();
  stage.allow(/422/);
  const page = await stage.page(ann, `${ann.home}/settings/keys`);
  let dialog = await form(page);
  await dialog.getByLabel("Name").fill("shop front");
  await choose(dialog, "A web page");
  assert.equal(await dialog.getByLabel("events:write").count(), 0, "its scope is no choice");
  await dialog.getByLabel("Addresses of the pages").fill("https://shop.example\nshop.example/basket");
  await create(dialog);
  await dialog.locator(".wrong").waitFor();
  await dialog.getByLabel("Addresses of the pages").fill("https://shop.example\nhttps://www.shop.example");
  await create(dialog);
  dialog = page.getByRole("dialog", { name: "Key “shop front”" });
  const line = await dialog.locator(".secret code").first().textContent();
  const [, script, key] = /^<script defer src="(.*)" data-key="(bw_\w[\w-]*)"><\/script>$/.exec(line) ?? [];
  assert.equal(script, `${url}/bw.js`);
  const { items } = (await ann.get("/api/keys")).body;
  assert.deepEqual(items.map((k) => [k.kind, k.publicKey, k.origins]), [
    ["public", key, ["https://shop.example", "https://www.shop.example"]],
  ]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await page.getByText("https://shop.example, https://www.shop.example").waitFor();
  await page.getByRole("button", { name: "How to use “shop front”" }).click();
  assert.equal(await page.getByRole("dialog").locator(".secret code").first().textContent(), line);
});

story("a key for a webhook has an address, and a signing secret that is told once", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/settings/keys`);
  let dialog = await form(page);
  await dialog.getByLabel("Name").fill("pushes");
  await choose(dialog, "A webhook");
  await dialog.getByLabel("Signed by").selectOption("github");
  await create(dialog);
  dialog = page.getByRole("dialog", { name: "Key “pushes”" });
  await dialog.waitFor();
  const [address, secret] = await dialog.locator(".secret code").allTextContents();
  const [key] = (await ann.get("/api/keys")).body.items;
  assert.equal(key.signing, "github");
  assert.equal(address, `${url}/webhook/${key.id}`);
  assert.ok(secret.length >= 24, secret);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: "How to use “pushes”" }).click();
  dialog = page.getByRole("dialog", { name: "How to use “pushes”" });
  await dialog.waitFor();
  assert.deepEqual(await dialog.locator(".secret code").allTextContents(), [address]);

  const body = JSON.stringify({ ref: "refs/heads/main" });
  const post = (signature) =>
    fetch(address, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "x-github-event": "push", "x-hub-signature-256": `sha256=${signature}` },
    });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  assert.equal((await post(signature.replaceAll(/[0-9a-f]/g, "0"))).status, 401);
  const taken = await post(signature);
  assert.ok(taken.ok, `${taken.status} ${await taken.text()}`);
  const { items } = (await ann.get("/api/events")).body;
  assert.deepEqual(items.map((e) => [e.type, e.keyId, e.payload]), [["push", key.id, { ref: "refs/heads/main" }]]);
});
