// Photographs every place of the page, light and dark, wide and narrow, for people to look at.
//
//     BW_TEST_URL=… BW_TEST_HOME=… BW_TEST_PSQL=… node tests/e2e/photograph.mjs [WORDS OF A PLACE...]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { dress, output, Stage } from "./browser.mjs";
import { places } from "./places.mjs";

const wanted = process.argv.slice(2);
mkdirSync(output, { recursive: true });
for (const { name, who, path, ready } of await places()) {
  if (wanted.length > 0 && !wanted.some((w) => name.includes(w))) continue;
  const stage = new Stage();
  try {
    const page = await stage.page(who, path);
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      for (const scheme of ["light", "dark"]) {
        await ready(page);
        await dress(page, width, height, scheme);
        await ready(page);
        const file = `${name.replace(/\W+/g, "-")}-${width}-${scheme}.png`;
        await page.screenshot({ path: join(output, file), fullPage: true });
      }
    }
  } finally {
    await stage.close();
  }
}
await Stage.end();
