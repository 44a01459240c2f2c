// The month's usage as people see it, and the word that a limit is reached: once, on every page, dismissable.
import assert from "node:assert/strict";
import { control, live, somebody, story, until } from "./browser.mjs";

async function send(client, n) {
  for (let i = 0; i < n; i++) {
    const answer = await client.post("/api/events", { type: "visit" });
    assert.equal(answer.status, 201, answer.text);
  }
}

const limits = (client, soft, hard) =>
  control("admin", "tenant", client.workspace.slug, "--soft", `${soft}`, "--hard", `${hard}`);

const meter = (page) => page.getByRole("meter", { name: "Events of the month" });
const notice = (page, words) => page.getByRole("status").filter({ hasText: words });

story("a month without limits is a number, a bar and a row for each key", async (stage) => {
  const ann = await somebody();
  const made = await ann.post("/api/keys", { name: "till", scopes: ["events:write"] });
  const till = ann.clone();
  till.cookies.clear();
  till.tenant = undefined;
  till.key = made.body.secret;
  await send(till, 3);
  await send(ann, 1);
  const page = await stage.page(ann, `${ann.home}/settings/usage`);
  await page.getByText("4 events this month").waitFor();
  await page.getByText("No limit").waitFor();
  assert.equal(await meter(page).count(), 0);
  await page.getByRole("row", { name: "till 3 75% 0" }).waitFor();
  await page.getByRole("row", { name: "People, signed in 1 25% 0" }).waitFor();
  await page.getByRole("figure", { name: "By day" }).waitFor();
  await page.getByText("400 days").waitFor();
  await live(page);
  await send(ann, 1);
  await page.getByText("5 events this month").waitFor();

  await page.getByRole("button", { name: "The month before" }).click();
  await page.getByText("No events in this month").waitFor();
  await page.getByText("0 events this month").waitFor();
  await page.goBack();
});

story("limits are told once each, and what is dismissed stays away", async (stage) => {
  const ann = await somebody();
  limits(ann, 4, 6);
  const page = await stage.page(ann, ann.home);
  await live(page);
  await send(ann, 3);
  await page.goto(`${new URL(ann.home, page.url())}/settings/usage`);
  await until("the meter has what was sent", async () => (await meter(page).getAttribute("aria-valuetext")) === "3 of 6, 50%");
  await page.getByText("Within the limit").waitFor();
  assert.equal(await notice(page, "limit of").count(), 0);

  await send(ann, 1);
  await notice(page, "has passed its soft limit of 4").waitFor();
  await page.getByText("Above the soft limit").waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await notice(page, "soft limit").waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("Above the soft limit").waitFor();
  assert.equal(await notice(page, "has passed its soft limit").count(), 0);

  await send(ann, 2);
  const refused = await ann.post("/api/events", { type: "visit" });
  assert.equal(refused.status, 429, refused.text);
  await notice(page, "The limit of 6 events is reached").waitFor();
  await page.getByText("At the hard limit", { exact: true }).waitFor();
  await page.getByText("New events are refused until").first().waitFor();
  await page.goto(`${new URL(ann.home, page.url())}/datasets`);
  await notice(page, "The limit of 6 events is reached").getByRole("link", { name: "See the usage" }).click();
  await page.getByText("At the hard limit", { exact: true }).waitFor();
});

story("a limit that was raised is no news any more", async (stage) => {
  const ann = await somebody();
  limits(ann, 2, 9);
  await send(ann, 2);
  const page = await stage.page(ann, ann.home);
  await notice(page, "has passed its soft limit of 2").waitFor();
  limits(ann, 5, 9);
  await page.reload();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await live(page);
  await page.goto(`${new URL(ann.home, page.url())}/settings/usage`);
  await page.getByText("Within the limit").waitFor();
  assert.equal(await notice(page, "has passed its soft limit").count(), 0);
});
