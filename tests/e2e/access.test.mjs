// Nobody is shut out: axe finds nothing on any page, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dress, modules, story } from "./browser.mjs";
import { places as allPlaces } from "./places.mjs";

const axe = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, as lines that say what and where. */
async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary}`));
}

// Two places of one kind tell nothing new, and the long tables of the flights take their time; what is
// wrong inside Swagger UI is not ours to mend.
const places = (await allPlaces()).filter((p) => !p.again && !p.foreign);

for (const { name, who, path, ready, allow } of places) {
  story(`axe: ${name}`, async (stage) => {
    if (allow) stage.allow(allow);
    const page = await stage.page(who, path);
    for (const scheme of ["light", "dark"]) {
      for (const [width, height] of [[1440, 900], [390, 844]]) {
        await ready(page);
        await dress(page, width, height, scheme);
        await ready(page);
        assert.deepEqual(await violations(page), [], `${scheme}, ${width} px`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${scheme}: ${over} px wider than ${width} px`);
      }
    }
  });
}
