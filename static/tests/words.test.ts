// Every word is there in every language, none is left over, and each takes the same arguments.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import ar from "../src/locales/ar";
import arEvents from "../src/locales/ar/events.ftl";
import arExplorer from "../src/locales/ar/explorer.ftl";
import arKeys from "../src/locales/ar/keys.ftl";
import arNotice from "../src/locales/ar/notice.ftl";
import arSending from "../src/locales/ar/sending.ftl";
import arSystem from "../src/locales/ar/system.ftl";
import arUploads from "../src/locales/ar/uploads.ftl";
import arUsage from "../src/locales/ar/usage.ftl";
import en from "../src/locales/en";
import enEvents from "../src/locales/en/events.ftl";
import enExplorer from "../src/locales/en/explorer.ftl";
import enKeys from "../src/locales/en/keys.ftl";
import enNotice from "../src/locales/en/notice.ftl";
import enSending from "../src/locales/en/sending.ftl";
import enSystem from "../src/locales/en/system.ftl";
import enUploads from "../src/locales/en/uploads.ftl";
import enUsage from "../src/locales/en/usage.ftl";
import fr from "../src/locales/fr";
import frEvents from "../src/locales/fr/events.ftl";
import frExplorer from "../src/locales/fr/explorer.ftl";
import frKeys from "../src/locales/fr/keys.ftl";
import frNotice from "../src/locales/fr/notice.ftl";
import frSending from "../src/locales/fr/sending.ftl";
import frSystem from "../src/locales/fr/system.ftl";
import frUploads from "../src/locales/fr/uploads.ftl";
import frUsage from "../src/locales/fr/usage.ftl";

const texts = {
  en: `${en}\n${enUploads}\n${enExplorer}\n${enSystem}\n${enSending}\n${enEvents}\n${enNotice}\n${enUsage}\n${enKeys}`,
  fr: `${fr}\n${frUploads}\n${frExplorer}\n${frSystem}\n${frSending}\n${frEvents}\n${frNotice}\n${frUsage}\n${frKeys}`,
  ar: `${ar}\n${arUploads}\n${arExplorer}\n${arSystem}\n${arSending}\n${arEvents}\n${arNotice}\n${arUsage}\n${arKeys}`,
};
const ids = (text: string) => [...text.matchAll(/^([a-z][\w-]*) =/gm)].map((m) => m[1]!);

function sources(folder: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const f of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, f.name);
    if (f.isDirectory()) for (const [k, v] of sources(path)) out.set(k, v);
    else if (/\.tsx?$/.test(f.name)) out.set(path, readFileSync(path, "utf8"));
  }
  return out;
}

const files = sources(join(__ROOT__, "src"));
const code = [...files.values()].join("\n");
const named = new Set(
  [...code.matchAll(/["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)*)["'`]/g)].map((m) => m[1]!),
);
const called = [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].map((m) => m[1]!);
const prefixes = [...code.matchAll(/`([a-z]+(?:-[a-z]+)*-)\$\{/g)].map((m) => m[1]!);

function variables(text: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const block of text.split(/^(?=[a-z][\w-]* =)/m)) {
    const id = ids(block)[0];
    if (!id) continue;
    const vars = new Set([...block.matchAll(/\$(\w+)/g)].map((m) => m[1]!));
    out.set(
      id,
      [...vars]
        .filter((v) => v !== "count")
        .sort()
        .join(),
    );
  }
  return out;
}

for (const [name, text] of Object.entries(texts)) {
  test(`${name}: no word twice, all can be read`, () => {
    const list = ids(text);
    assert.deepEqual(
      list.filter((id, i) => list.indexOf(id) !== i),
      [],
    );
    const bundle = new FluentBundle(name);
    assert.deepEqual(bundle.addResource(new FluentResource(text)), []);
    for (const id of list) assert.ok(bundle.getMessage(id)?.value, `${name}: ${id}`);
  });
}

for (const [name, text] of Object.entries({ fr: texts.fr, ar: texts.ar })) {
  test(`${name} has the words of en`, () => {
    assert.deepEqual(ids(text).sort(), ids(texts.en).sort());
  });
  test(`${name} takes the arguments of en`, () => {
    const want = variables(texts.en);
    for (const [id, vars] of variables(text)) assert.equal(vars, want.get(id), `${name}: ${id}`);
  });
}

test("every word that the code calls is there", () => {
  const have = new Set(ids(texts.en));
  assert.deepEqual(
    called.filter((id) => !have.has(id)),
    [],
  );
});

test("every word is used", () => {
  const used = (id: string) => named.has(id) || prefixes.some((p) => id.startsWith(p));
  assert.deepEqual(
    ids(texts.en).filter((id) => !used(id)),
    [],
  );
});

// words that come late, and the files that wait for them
const late: [string, RegExp][] = [
  [enEvents, /\/(events\/|pages\/events)/],
  [enKeys, /\/settings\/key/],
  [enNotice, /\/events\/limitnotice\./],
  [enUsage, /\/settings\/usage\./],
  [enSending, /\/(events\/sending\.|pages\/rejects\.)/],
  [enUploads, /\/(datasets\/|pages\/dataset)/],
  [
    enExplorer,
    /\/(explorer\/(?!glance)|pages\/explore\.|dashboards\/widgetform|dashboards\/shape|ui\/many)/,
  ],
];

for (const [words, where] of late) {
  test(`words of ${where} are called there alone, since they come with them`, () => {
    const ours = new Set(ids(words));
    const elsewhere = [...files].filter(([path]) => !where.test(path));
    for (const [path, text] of elsewhere)
      for (const [, id] of text.matchAll(/\bt\(\s*"([^"]+)"/g))
        assert.ok(!ours.has(id!), `${path}: ${id}`);
  });
}
