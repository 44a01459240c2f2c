// Refused events: read with their reason, corrected, and sent again.
import assert from "node:assert/strict";
import { member } from "../integration/client.mjs";
import { live, somebody, story, until } from "./browser.mjs";

async function refused(client, body) {
  const answer = await client.post("/api/events", body);
  assert.equal(answer.status, 422, answer.text);
}

const stored = async (client) => (await client.get("/api/events")).body.items.map(({ type, value, payload }) => ({ type, value, payload }));
const row = (page, words) => page.getByRole("button", { name: words, expanded: false });

story("nothing refused is good news, and what is refused then appears by itself", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, `${ann.home}/events/rejects`);
  await page.getByText("Nothing was rejected").waitFor();
  await page.getByText("kept for seven days").waitFor();
  await live(page);
  await refused(ann, { value: 1 });
  await page.getByRole("heading", { name: "One rejected event" }).waitFor();
  await refused(ann, { value: 2 });
  await page.getByRole("heading", { name: "2 rejected events" }).waitFor();
});

story("a refused event is corrected and sent again, once", async (stage) => {
  const ann = await somebody();
  await refused(ann, { type: "sale", value: "twelve", payload: { shop: "Lyon" } });
  const page = await stage.page(ann, `${ann.home}/events/rejects`);
  await page.getByRole("heading", { name: "One rejected event" }).waitFor();
  await row(page, "value").click();
  const text = page.getByLabel("Corrected event");
  assert.deepEqual(JSON.parse(await text.inputValue()), { type: "sale", value: "twelve", payload: { shop: "Lyon" } });

  await text.fill('{"type": "sale", "value": 12,');
  await page.getByRole("button", { name: "Send the corrected event" }).click();
  await page.getByText("This is not JSON").waitFor();
  assert.deepEqual(await stored(ann), []);

  await text.fill('{"type": "sale", "value": 12, "payload": {"shop": "Lyon"}}');
  await page.getByRole("button", { name: "Send the corrected event" }).click();
  await page.getByText("Sent again; the event is stored.").waitFor();
  await page.getByText("Sent again", { exact: true }).waitFor();
  assert.deepEqual(await stored(ann), [{ type: "sale", value: 12, payload: { shop: "Lyon" } }]);
  await page.reload();
  await row(page, "Sent again").click();
  await page.getByText("As it came").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Send the corrected event" }).count(), 0);
});

story("what is still wrong is named, and stays to be corrected", async (stage) => {
  const ann = await somebody();
  await refused(ann, { type: "sale", value: "twelve", source: 7 });
  stage.allow(/422/);
  const page = await stage.page(ann, `${ann.home}/events/rejects`);
  await page.getByText("and one more reason").waitFor();
  await row(page, "one more reason").click();
  await page.getByRole("button", { name: "Try again as it came" }).click();
  const told = page.getByRole("alert").filter({ hasText: "It was refused again" });
  await told.getByText("value").waitFor();
  await told.getByText("source").waitFor();
  await page.getByLabel("Corrected event").fill('{"type": "sale", "value": "x"}');
  await page.getByRole("button", { name: "Send the corrected event" }).click();
  await told.getByText("source").waitFor({ state: "detached" });
  await told.getByText("value").waitFor();
  assert.deepEqual(await stored(ann), []);
});

story("who only looks sees what came", async (stage) => {
  const ann = await somebody();
  await refused(ann, { value: 1 });
  const bob = await member(ann, "viewer", "Bob");
  const page = await stage.page(bob, `${ann.home}/events/rejects`);
  await row(page, "type").click();
  await page.getByText("As it came").first().waitFor();
  assert.equal(await page.getByLabel("Corrected event").count(), 0);
});

story("all pages of a long list are reached", async (stage) => {
  const ann = await somebody();
  const events = Array.from({ length: 60 }, (_, i) => ({ type: "", value: i }));
  const answer = await ann.post("/api/events/batch", { events });
  assert.equal(answer.body.rejected, 60, answer.text);
  const page = await stage.page(ann, `${ann.home}/events/rejects`);
  await page.getByRole("heading", { name: "60 rejected events" }).waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await until("all of them are there", async () => (await page.locator(".rejected > li").count()) === 60);
});
