// Bad things as a person sees them: said in plain words, with a way on, and nothing lost.
import assert from "node:assert/strict";
import {
  again,
  dashboard,
  dataset,
  drawn,
  line,
  live,
  PASSWORD,
  pidOf,
  somebody,
  story,
  until,
  url,
} from "./browser.mjs";

story("a wrong password, a taken email, a short password", async (stage) => {
  const ann = await somebody();
  stage.allow(/status of 401 .*login/);
  stage.allow(/status of (409|422|400) .*register/);
  const page = await stage.page(null, "/signin");
  await page.getByLabel("Email").fill(ann.user.email);
  await page.getByLabel("Password", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("The email or the password is wrong.").waitFor();
  assert.equal(await page.getByLabel("Email").inputValue(), ann.user.email);

  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Your name").fill("Ann");
  await page.getByLabel("Email").fill(ann.user.email);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Workspace").fill("Mine");
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.locator("input[name=password][aria-invalid=true]:focus").waitFor();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByText("This email has an account already.").or(page.locator("input[name=email][aria-invalid=true]")).first().waitFor();
});

story("a page that is not there and a workspace of somebody else", async (stage) => {
  const ann = await somebody("Ann");
  const bob = await somebody("Bob");
  const page = await stage.page(ann, bob.home);
  await page.getByRole("heading", { name: "This workspace is not yours to see" }).waitFor();
  await page.goto(`${url}${ann.home}/nowhere`);
  await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  stage.allow(/status of 404/);
  stage.tolerate(/\/live\?/); // its topic is not given to strangers
  const board = await dashboard(bob, "Secret", []);
  await page.goto(`${url}${ann.home}/dashboards/${board.id}`);
  await page.getByText("This dashboard is gone").waitFor();
});

story("a program that is away: its part says so with a request id, the others work", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const board = await dashboard(ann, "Away", [line(id)]);
  stage.allow(/status of 50[23] .*dashboards/);
  const page = await stage.page(ann, `${ann.home}/datasets/${id}`);
  await drawn(page, "seattle-weather: precipitation");
  const keeper = pidOf("dashboards.keeper");
  process.kill(keeper, "SIGSTOP"); // or it would be back at once
  try {
    process.kill(pidOf("dashboards.pid"), "SIGKILL");
    process.kill(-pidOf("dashboards.pid"), "SIGKILL");
    await page.getByRole("link", { name: "Dashboards" }).click();
    const problem = page.getByRole("alert");
    await problem.getByText("A part of the server is away.").waitFor();
    assert.match(await problem.locator("code").innerText(), /^[0-9a-f]{32}$/);
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("region", { name: "Datasets" }).getByRole("link", { name: "seattle-weather" }).waitFor();
    await page.getByRole("region", { name: "Dashboards" }).getByRole("alert").waitFor();
    await page.goto(`${url}${board.path}`);
    await page.getByRole("alert").first().waitFor();
  } finally {
    process.kill(keeper, "SIGCONT");
  }
  await until("the program is back", async () => (await ann.get("/api/dashboards")).status === 200);
  // by the button, or by itself when the socket is back before somebody presses
  await until("nothing is in the way any more", () =>
    page.evaluate(() => {
      const again = [...document.querySelectorAll("button")].filter((b) => b.textContent === "Try again");
      again[0]?.click();
      return again.length === 0;
    }),
  );
  await page.getByRole("heading", { name: "Away" }).waitFor();
  await drawn(page, "Warmth");
});

story("a session that ran out is renewed without a word", async (stage) => {
  const ann = await somebody();
  stage.allow(/status of 401/);
  const page = await stage.page(await again(ann), ann.home);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.context().clearCookies({ name: /session/ });
  await page.getByRole("link", { name: "Datasets", exact: true }).click();
  await page.getByText("Drop CSV or JSON files here").waitFor();
  await until("there is a new session", async () =>
    (await page.context().cookies()).some((c) => /session/.test(c.name)),
  );
  assert.equal(await page.getByRole("dialog").count(), 0);
});

story("a session that is over asks for the password and keeps what was being written", async (stage) => {
  const ann = await somebody();
  stage.allow(/status of 401/);
  const page = await stage.page(await again(ann), `${ann.home}/dashboards`);
  await page.getByRole("button", { name: "New dashboard" }).click();
  const form = page.getByRole("dialog", { name: "New dashboard" });
  await form.getByLabel("Name").fill("Not to be lost");
  await page.context().clearCookies();
  await form.getByRole("button", { name: "Create" }).click();
  const door = page.getByRole("dialog", { name: "Sign in again" });
  await door.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await door.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Not to be lost" }).waitFor();
});

story("without a connection the page says so, keeps its charts, and comes back", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const board = await dashboard(ann, "Far away", [line(id)]);
  const page = await stage.page(ann, board.path, { width: 390, height: 844 });
  await drawn(page, "Warmth");
  await page.context().setOffline(true);
  await page.locator(".live-notice").getByText("You are offline").waitFor();
  await drawn(page, "Warmth");
  await page.context().setOffline(false);
  await page.locator(".live-notice").getByText("You are offline").waitFor({ state: "hidden" });
});

story("the server restarted as a whole: the page says that it reconnects, and does", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, ann.home);
  await live(page);
  stage.allow(/ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|WebSocket connection|status of 50/);
  const keeper = pidOf("nginx.keeper");
  process.kill(keeper, "SIGSTOP");
  try {
    process.kill(-pidOf("nginx.pid"), "SIGKILL");
    await page.locator(".sidebar .live-dot.reconnecting").waitFor();
    await page.locator(".sidebar").getByText(/Reconnecting in|Connecting/).waitFor();
  } finally {
    process.kill(keeper, "SIGCONT");
  }
  await live(page);
});
