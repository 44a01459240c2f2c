// Every word is there in every language, none is left over, and each takes the same arguments.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FluentBundle, FluentResource } from "@fluent/bundle";

const folder = (language: string) => join(__ROOT__, "src/locales", language);
const part = (language: string, name: string) =>
  readFileSync(join(folder(language), `${name}.ftl`), "utf8");
const whole = (language: string) =>
  readdirSync(folder(language))
    .map((f) => part(language, f.replace(/\.ftl$/, "")))
    .join("\n");

const texts = { en: whole("en"), fr: whole("fr"), ar: whole("ar") };
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
const late: [name: string, where: RegExp][] = [
  ["events", /\/(events\/|pages\/events)/],
  ["keys", /\/settings\/key/],
  ["notice", /\/events\/limitnotice\./],
  ["usage", /\/settings\/usage\./],
  ["sending", /\/(events\/sending\.|pages\/rejects\.)/],
  ["uploads", /\/(datasets\/|pages\/dataset)/],
  [
    "explorer",
    /\/(explorer\/(?!glance)|pages\/explore\.|dashboards\/widgetform|dashboards\/shape|ui\/many)/,
  ],
];

for (const [name, where] of late) {
  test(`words of ${name} are called there alone, since they come with them`, () => {
    const ours = new Set(ids(part("en", name)));
    const elsewhere = [...files].filter(([path]) => !where.test(path));
    for (const [path, text] of elsewhere)
      for (const [, id] of text.matchAll(/\bt\(\s*"([^"]+)"/g))
        assert.ok(!ours.has(id!), `${path}: ${id}`);
  });
}
