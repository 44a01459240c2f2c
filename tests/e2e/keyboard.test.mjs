// Everything of the main job without a pointer.
import assert from "node:assert/strict";
import { dashboard, dataset, line, PASSWORD, somebody, story, until } from "./browser.mjs";

/** Presses Tab until the focus is on what `selector` names. */
async function tabTo(page, selector) {
  for (let i = 0; i < 80; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never came to ${selector}`);
}

/** The focus is always seen: an outline around what has it, or around the row that it stands for. */
async function seen(page) {
  const rings = await page.evaluate(() =>
    [null, "::after"].map((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement, part);
      return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
    }),
  );
  assert.ok(Math.max(...rings) >= 2, "no focus ring");
}

story("sign in, open a dashboard, edit, move, undo, save", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const [top, bottom] = [0, 4].map((y) => ({ x: 0, y, w: 6, h: 4 }));
  const board = await dashboard(ann, "By hand", [
    line(id, { title: "First", layout: top }),
    line(id, { title: "Second", layout: bottom }),
  ]);
  const place = async (title) => {
    const { widgets } = (await ann.get(`/api/dashboards/${board.id}`)).body;
    return widgets.find((w) => w.title === title).layout;
  };

  const page = await stage.page(null, "/signin");
  const keys = page.keyboard;
  await page.locator("input[name=email]:focus").waitFor();
  await keys.type(ann.user.email);
  await tabTo(page, "input[name=password]");
  await seen(page);
  await keys.type(PASSWORD);
  await keys.press("Enter");
  await page.getByRole("heading", { name: "Overview" }).waitFor();

  await keys.press("g");
  await keys.press("d");
  await page.getByRole("heading", { name: "Dashboards" }).waitFor();
  await page.getByRole("link", { name: "By hand" }).waitFor();
  await tabTo(page, "a.row-link");
  await seen(page);
  await keys.press("Enter");
  await page.getByRole("heading", { name: "By hand" }).waitFor();
  await page.getByRole("figure", { name: "First" }).waitFor();

  await keys.press("e");
  await page.getByRole("button", { name: "Move First" }).waitFor();
  await tabTo(page, "[aria-label='Move First']");
  await seen(page);
  await keys.press("ArrowDown");
  await until("First is under Second", async () => (await place("First")).y === 4);
  await page.getByText("Column 1, row 5, 6 wide, 4 high").waitFor({ state: "attached" });
  await page.locator("[aria-label='Move First']:focus").waitFor();
  await keys.press("Shift+ArrowRight");
  await until("First is wider", async () => (await place("First")).w === 7);

  await keys.press("Control+z");
  await keys.press("Control+z");
  await until("both steps are undone", async () => {
    const { y, w } = await place("First");
    return y === 0 && w === 6;
  });
  await keys.press("Control+y");
  await until("one step is done again", async () => (await place("First")).y === 4);
  await page.getByText("Saved").waitFor();
  await keys.press("e");
  await page.getByRole("button", { name: "Move First" }).waitFor({ state: "detached" });
  assert.deepEqual(await place("First"), bottom);
  assert.deepEqual(await place("Second"), top);
});

story("a chart is walked with arrow keys and spoken", async (stage) => {
  const ann = await somebody();
  const { id } = await dataset(ann);
  const board = await dashboard(ann, "Heard", [line(id)]);
  const page = await stage.page(ann, board.path);
  await page.getByRole("figure", { name: "Warmth" }).waitFor();
  await tabTo(page, "[role=figure]");
  await seen(page);
  const spoken = page.locator("[role=figure] [aria-live]");
  await page.keyboard.press("Home");
  const first = await until("the first value is spoken", () => spoken.textContent());
  await page.keyboard.press("ArrowRight");
  await until("the next value is spoken", async () => (await spoken.textContent()) !== first);
  await page.keyboard.press("Escape");
  await until("silence", async () => (await spoken.textContent()) === "");
});

story("the palette and the sheet of keys open and lead on", async (stage) => {
  const ann = await somebody();
  const page = await stage.page(ann, ann.home);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("sett");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
});
