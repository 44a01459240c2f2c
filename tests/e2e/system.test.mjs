// The System page: an owner sees how the server is, anybody else an honest word.
import assert from "node:assert/strict";
import { member } from "../integration/client.mjs";
import { dataset, somebody, story, until } from "./browser.mjs";

story("an owner sees programs, queue and space, and the page keeps itself true", async (stage) => {
  const ann = await somebody();
  await dataset(ann);
  const { body: state } = await ann.get("/api/system");
  const page = await stage.page(ann, ann.home);
  await page.getByRole("link", { name: "System" }).click();
  await page.getByRole("heading", { name: "Programs" }).waitFor();
  await page.getByText(`Version ${state.version}`).waitFor();
  const programs = page.getByRole("region", { name: "Programs" }).getByRole("listitem");
  assert.deepEqual(
    (await programs.allInnerTexts()).map((t) => t.split("\n")[0]),
    state.areas.map((a) => a.name),
  );
  assert.equal(await programs.filter({ hasText: "Ready" }).count(), state.areas.length);
  const space = page.getByRole("region", { name: "Space" });
  await space.getByText("one file", { exact: true }).waitFor();
  await space.getByText(/^Original files are kept/).waitFor();
  const asked = [];
  page.on("request", (r) => r.url().endsWith("/api/system") && asked.push(r));
  await until("it asks again by itself", () => asked.length > 0);
});

story("who is not an owner is told so, and finds no way there", async (stage) => {
  const ann = await somebody();
  const bob = await member(ann, "admin", "Bob");
  const page = await stage.page(bob, `${ann.home}/system`);
  await page.getByRole("heading", { name: "Only owners see how the server is" }).waitFor();
  const places = page.getByRole("navigation", { name: "Main" });
  await places.getByRole("link", { name: "Explore" }).waitFor();
  assert.equal(await places.getByRole("link", { name: "System" }).count(), 0);
});
