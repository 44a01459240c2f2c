// Settings: what a person and a workspace can change, each with what it is for.
import assert from "node:assert/strict";
import { again, dataset, live, newEmail, PASSWORD, psql, somebody, story, until, url } from "./browser.mjs";

const THEMES = ["mint", "warm", "neon", "ember"];
const root = (page) => page.evaluate(() => ({ ...document.documentElement.dataset }));
const toast = (page, text) => page.getByRole("region", { name: "Notices" }).getByText(text);

/** When theme and scheme were set last, and when the first thing was painted. */
function recordFirstPaint() {
  window.__changed = 0;
  const watch = new MutationObserver((list) => {
    const real = list.filter((m) => m.target.getAttribute(m.attributeName) !== m.oldValue);
    if (real.length > 0) window.__changed = performance.now();
  });
  const attributeFilter = ["data-theme", "data-scheme"];
  const begin = () =>
    watch.observe(document.documentElement, { attributeFilter, attributeOldValue: true });
  if (document.documentElement) begin();
  else
    new MutationObserver((_, self) => {
      self.disconnect();
      begin();
    }).observe(document, { childList: true });
}

story("every theme in both schemes is there before the first paint", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/settings/appearance`);
  await page.getByRole("heading", { name: "Appearance" }).waitFor();
  await page.addInitScript(recordFirstPaint);
  for (const theme of THEMES) {
    await page.locator(`input[name=theme][value=${theme}]`).check({ force: true });
    for (const scheme of ["dark", "light"]) {
      await page.locator(`input[name=scheme][value=${scheme}]`).check({ force: true });
      assert.deepEqual(await root(page), { theme, scheme });
      await until("the server knows", async () => {
        const { preferences } = (await ann.get("/api/me")).body;
        return preferences.theme === theme && preferences.scheme === scheme;
      });
      await page.reload();
      await page.getByRole("heading", { name: "Appearance" }).waitFor();
      assert.deepEqual(await root(page), { theme, scheme });
      const paint = await until("something is painted", () =>
        page.evaluate(() => performance.getEntriesByName("first-paint")[0]?.startTime),
      );
      const changed = await page.evaluate(() => window.__changed);
      assert.ok(changed < paint, `${theme} ${scheme} at ${changed} ms, first paint at ${paint} ms`);
    }
  }
  // a browser that never saw the choice takes it from the server
  const other = await stage.page(await again(ann), ann.home);
  await other.getByRole("heading", { name: "Overview" }).waitFor();
  assert.deepEqual(await root(other), { theme: "ember", scheme: "light" });
});

story("the scheme follows the system while nobody chose one", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, ann.home, { scheme: "dark" });
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  assert.equal((await root(page)).scheme, "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await until("the page is light", async () => (await root(page)).scheme === "light");
});

story("another language turns the page around", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/settings/appearance`);
  const language = page.locator("select[name=locale]");
  await language.selectOption("ar");
  await until("right to left", () => page.evaluate(() => document.documentElement.dir === "rtl"));
  await language.selectOption("fr");
  await page.getByRole("heading", { name: "Réglages" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Réglages" }).waitFor();
});

story("a session ended elsewhere asks for the password over the page", async (stage) => {
  const ann = await somebody();
  const other = await again(ann);
  stage.allow(/status of 401/);
  const page = await stage.page(ann, `${ann.home}/settings/security`);
  const elsewhere = await stage.page(other, `${ann.home}/dashboards`);
  await elsewhere.getByRole("heading", { name: "Dashboards", exact: true }).waitFor();
  const ends = page.getByRole("button", { name: "End", exact: true });
  await ends.waitFor();
  assert.equal(await ends.count(), 1);
  await ends.click();
  await toast(page, "The session on").waitFor();
  await ends.waitFor({ state: "detached" });
  // what was remembered of it may live for some seconds
  await until("the session is over", async () => (await other.get("/api/datasets")).status === 401);

  // the dialog may have come already, for the live connection was cut: a pointer would not get past it
  await elsewhere.getByRole("link", { name: "Datasets" }).dispatchEvent("click");
  const dialog = elsewhere.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "detached" });
  await elsewhere.getByText("Drop CSV or JSON files here").waitFor();
});

story("a new password ends the other sessions", async (stage) => {
  const ann = await somebody();
  const other = await again(ann);
  const page = await stage.page(ann, `${ann.home}/settings/security`);
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("another long password");
  await page.getByRole("button", { name: "Change the password" }).click();
  await toast(page, "The password is changed").waitFor();
  await until("the other session is over", async () => (await other.get("/api/me")).status === 401);
});

story("a key's secret is shown once and works until it is revoked", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/settings/keys`);
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByLabel("Name").fill("nightly import");
  await page.getByRole("button", { name: "Create the key" }).click();
  const dialog = page.getByRole("dialog", { name: "Key “nightly import”" });
  const secret = await dialog.locator("code").innerText();
  const ask = () => fetch(`${url}/api/datasets`, { headers: { "x-api-key": secret } });
  assert.equal((await ask()).status, 200);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await page.getByText("nightly import").waitFor();
  const shows = async () => (await page.content()).includes(secret);
  assert.equal(await shows(), false);
  await page.reload();
  await page.getByText("nightly import").waitFor();
  assert.equal(await shows(), false);

  await page.getByRole("button", { name: "Revoke “nightly import”" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke the key" }).click();
  await toast(page, "is revoked").waitFor();
  assert.equal((await ask()).status, 401);
});

story("an invitation is accepted in another browser, and the host sees who came", async (stage) => {
  const ann = await somebody();
  const host = await stage.page(ann, `${ann.home}/settings/members`);
  const email = newEmail("bob");
  await host.getByRole("button", { name: "Invite people" }).click();
  const dialog = host.getByRole("dialog");
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByLabel("Role").selectOption("editor");
  await dialog.getByRole("button", { name: "Create the invitation" }).click();
  const link = await host.getByRole("dialog").locator("code").innerText();
  await host.keyboard.press("Escape");
  await host.getByText("Editor, until").waitFor();

  const guest = await stage.page(null, new URL(link).pathname);
  await guest.getByRole("heading", { name: "Join Ann's place" }).waitFor();
  await guest.getByRole("link", { name: "Create an account" }).click();
  await guest.getByLabel("Your name").fill("Bob");
  assert.equal(await guest.getByLabel("Email").inputValue(), email);
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.locator("form button[type=submit]").click();
  await until("the guest is in", async () => new URL(guest.url()).pathname === ann.home);
  await guest.getByRole("heading", { name: "Overview" }).waitFor();
  await host.getByLabel("Role of Bob").waitFor();
  await host.getByText("Nobody is invited at the moment.").waitFor();

  await guest.getByRole("link", { name: "Datasets", exact: true }).click();
  await guest.getByRole("button", { name: "Choose files" }).waitFor();
  await live(guest);
  await host.getByLabel("Role of Bob").selectOption("viewer");
  await guest.getByText("An editor of this workspace can upload files.").waitFor();
  assert.equal(await guest.getByRole("button", { name: "Choose files" }).count(), 0);
});

story("a deleted dataset comes back by Undo, another stays away", async (stage) => {
  const ann = await somebody();
  const rows = "metric,value,timestamp\na,1,2024-01-01\n";
  await dataset(ann, "keep me", rows);
  const gone = await dataset(ann, "let me go", rows);
  const page = await stage.page(ann, `${ann.home}/datasets`);
  await live(page);
  const remove = async (name) => {
    await page.getByRole("button", { name: `More for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await toast(page, `“${name}” deleted`).waitFor();
    await page.getByRole("link", { name }).waitFor({ state: "detached" });
  };
  await remove("keep me");
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "keep me" }).waitFor();
  await remove("let me go");
  await page.reload();
  await page.getByRole("link", { name: "keep me" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "let me go" }).count(), 0);
  assert.equal(psql(`select count(*) from datasets.dataset where id = '${gone.id}' and deleted_at is not null`).trim(), "1");
});
