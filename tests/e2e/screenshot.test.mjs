// Makes the picture of README: the sample dashboard as a new workspace gets it.
//
// BW_TEST_SCREENSHOT=tests/e2e/screenshot.png renews the one in the repository.
import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { live, output, somebody, story, withSamples } from "./browser.mjs";
import { settledPage } from "./places.mjs";

story("the sample dashboard makes a picture for README", async (stage) => {
  mkdirSync(output, { recursive: true });
  const path = process.env.BW_TEST_SCREENSHOT ?? join(output, "screenshot.png");
  const ada = await somebody("Ada");
  await ada.patch(`/api/tenants/${ada.tenant}`, { name: "Weather station" });
  const { boards } = await withSamples(ada);
  const board = boards.find((b) => b.name.includes("weather"));
  const screen = { width: 1360, height: 960 };
  const page = await stage.page(ada, `${ada.home}/dashboards/${board.id}`, screen);
  await page.locator(".chart-time canvas").first().waitFor();
  await settledPage(page);
  await live(page);
  await page.screenshot({ path });
  const { size } = statSync(path);
  assert.ok(size > 30 * 1024 && size <= 300 * 1024, `${size} bytes`);
});
