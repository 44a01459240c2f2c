// The API reference: loads under its own policy, and tries a route as a program and as a person.
import assert from "node:assert/strict";
import { emptyDataset, PASSWORD, somebody, story, until, url } from "./browser.mjs";

/** Opens a route of the reference and answers its block. */
async function opened(page, id) {
  const block = page.locator(`[id$="-${id}"]`);
  await block.locator(".opblock-summary-control").click();
  return block;
}

/** Presses Execute and answers what came back: status and body. */
async function tried(block) {
  await block.getByRole("button", { name: "Execute" }).click();
  const row = block.locator(".live-responses-table .response").first();
  await row.waitFor();
  const status = Number(await row.locator(".response-col_status").innerText());
  return { status, body: JSON.parse(await row.locator("pre.microlight").first().innerText()) };
}

/** Gives the reference a key or a token. */
async function authorize(page, scheme, value) {
  await page.getByRole("button", { name: "Authorize" }).first().click();
  const form = page.locator(".auth-container").filter({ hasText: scheme });
  await form.getByRole("textbox").fill(value);
  await form.getByRole("button", { name: "Apply" }).click();
  await page.locator(".modal-ux .close-modal").click();
}

story("a route can be tried with an API key, whoever is signed in", async (stage) => {
  const [ann, bob] = [await somebody("Ann"), await somebody("Bob")];
  await emptyDataset(ann, "of Ann");
  await emptyDataset(bob, "of Bob");
  const made = await ann.post("/api/keys", { name: "docs", scopes: ["datasets:read"] });
  assert.equal(made.status, 201, made.text);
  const page = await stage.page(bob, "/api/docs");
  await page.getByRole("heading", { name: "API reference" }).waitFor();
  const block = await opened(page, "listDatasets");
  const own = await tried(block);
  assert.deepEqual([own.status, own.body.items.map((d) => d.name)], [200, ["of Bob"]]);
  await authorize(page, "x-api-key", made.body.secret);
  await until("the key is who asks", async () => {
    const { status, body } = await tried(block);
    return status === 200 && body.items[0]?.name === "of Ann";
  });
});

story("a token works as Bearer, and nobody gets the problem that the API gives", async (stage) => {
  const ann = await somebody();
  const login = { email: ann.user.email, password: PASSWORD, token: true };
  const { body } = await ann.clone().post("/api/auth/login", login);
  const page = await stage.page(null, "/api/v1/docs/");
  const block = await opened(page, "getMe");
  stage.allow(/401/);
  const refused = await tried(block);
  assert.deepEqual([refused.status, refused.body.code], [401, "unauthenticated"]);
  await authorize(page, "Bearer", body.accessToken);
  await until("the token is who asks", async () => {
    const got = await tried(block);
    return got.status === 200 && got.body.user.email === ann.user.email;
  });
});

story("the reference wears the chosen scheme, and is found from the keys and the palette", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/settings/keys`, { scheme: "dark" });
  await page.getByRole("link", { name: "API reference" }).click();
  await page.getByRole("heading", { name: "API reference" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.className), "dark-mode");
  await page.goBack();
  await page.getByRole("heading", { name: "API keys" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("openapi");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "API reference" }).waitFor();
});

story("what the reference is made of comes with its licence", async (stage) => {
  const page = await stage.page(null, "/api/docs");
  await page.getByRole("heading", { name: "API reference" }).waitFor();
  const licence = await page.request.get(`${url}/api/docs/LICENSE`);
  assert.match(await licence.text(), /Apache License\s+Version 2\.0/);
  const got = await page.evaluate(() => performance.getEntriesByType("resource").map((e) => new URL(e.name).pathname));
  assert.ok(got.every((p) => /^\/(api|assets)\//.test(p)), got.join());
});
