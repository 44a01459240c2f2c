// Builds the page: bundles src/ into dist/ with hashed names, precompresses, and fails over a size budget.
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const final = resolve(here, process.argv[2] ?? "dist");
// Built beside its place and moved there when all is well: what failed is never taken for built.
const dist = `${final}.new`;
const assets = join(dist, "assets");

// Sizes in bytes after gzip; fonts are compressed already and count as they are.
const KB = 1024;
const BUDGETS = {
  entry: 45 * KB,
  charts: 32 * KB,
  css: 16 * KB,
  font: 48 * KB,
  route: 15 * KB,
  dashboard: 100 * KB,
  collect: 2 * KB,
};

const options = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["es2022", "safari16", "firefox110", "chrome111"],
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".ftl": "text", ".woff2": "file", ".svg": "file" },
  assetNames: "[name]-[hash]",
  outdir: assets,
  metafile: true,
  logLevel: "warning",
};

// What an address will need beside the entry, so that boot.js can ask for it at once; and what besides
// where this browser remembers something under that name.
const AHEAD = [
  [
    "^/(w/[^/]+/?)?$",
    ["pages/overview.tsx"],
    "bw.events",
    ["events/liveoverview.tsx", "charts/time.tsx", "css/late.css"],
  ],
  ["^/w/[^/]+/events/?$", ["pages/events.tsx", "charts/time.tsx", "css/late.css"]],
  ["^/w/[^/]+/dashboards/?$", ["pages/dashboards.tsx"]],
  [
    "^/w/[^/]+/dashboards/[^/]+$",
    ["pages/dashboard.tsx", "charts/time.tsx", "charts/stat.tsx", "charts/text.tsx"],
  ],
  ["^/w/[^/]+/datasets/?$", ["pages/datasets.tsx", "css/late.css"]],
  ["^/w/[^/]+/datasets/[^/]+$", ["pages/dataset.tsx", "charts/time.tsx", "css/late.css"]],
  ["^/w/[^/]+/explore$", ["pages/explore.tsx", "charts/time.tsx", "css/late.css"]],
  ["^/w/[^/]+/events/rejects$", ["pages/rejects.tsx", "css/late.css"]],
  ["^/w/[^/]+/system$", ["pages/system.tsx"]],
  ["^/w/[^/]+/settings", ["pages/settings.tsx"]],
  ["^/signin$", ["pages/signin.tsx"]],
  ["^/signup$", ["pages/signup.tsx"]],
];

function ahead(outputs) {
  const have = closure(outputs, entryOf(outputs, "main.tsx"));
  const urls = (parts) => {
    const files = parts.flatMap((part) => [...closure(outputs, entryOf(outputs, part))]);
    return [...new Set(files)].filter((f) => !have.has(f)).map((f) => `/assets/${basename(f)}`);
  };
  const locales = ["en", "fr", "ar"].map((l) => [l, urls([`locales/${l}.ts`])]);
  return {
    locales: Object.fromEntries(locales),
    pages: AHEAD.map(([re, p, name, more]) =>
      name ? [re, urls(p), name, urls(more)] : [re, urls(p)],
    ),
  };
}

async function bundleBoot(outputs) {
  const boot = await build({
    ...options,
    entryPoints: { boot: join(src, "boot.ts") },
    entryNames: "[name]-[hash]",
    format: "iife",
    define: { ...options.define, __AHEAD__: JSON.stringify(ahead(outputs)) },
  });
  return boot.metafile.outputs;
}

/** The stylesheets first, so that the code can know the address of the one that it fetches. */
async function bundleStyles() {
  const styles = await build({
    ...options,
    entryPoints: { index: join(src, "css/index.css"), late: join(src, "css/late.css") },
    entryNames: "[name]-[hash]",
    publicPath: "/assets",
  });
  return styles.metafile.outputs;
}

async function bundle() {
  const styles = await bundleStyles();
  const late = `/assets/${basename(entryOf(styles, "css/late.css"))}`;
  const app = await build({
    ...options,
    entryPoints: { main: join(src, "main.tsx") },
    define: { ...options.define, __LATE_STYLE__: JSON.stringify(late) },
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    publicPath: "/assets",
    format: "esm",
    splitting: true,
    inject: [join(src, "shared.ts")],
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const outputs = { ...styles, ...app.metafile.outputs };
  return { ...outputs, ...(await bundleBoot(outputs)) };
}

/** The files that load with `file` before any of its code runs. */
function closure(outputs, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const i of outputs[file].imports) {
    if (i.kind === "import-statement" && outputs[i.path]) closure(outputs, i.path, seen);
  }
  return seen;
}

const gz = (file) => gzipSync(readFileSync(resolve(here, file)), { level: 9 }).length;
const sum = (files) => [...files].reduce((n, f) => n + gz(f), 0);
const entryOf = (outputs, name) =>
  Object.keys(outputs).find((f) => outputs[f].entryPoint === `src/${name}`);

function page(outputs, entry) {
  const url = (file) => `/assets/${basename(file)}`;
  const preload = [...closure(outputs, entry)].filter((f) => f !== entry);
  // The font is left to the stylesheet: asked for ahead it takes the line from the code that draws.
  const head = [
    `<link rel="icon" type="image/svg+xml" href="/assets/${icon()}">`,
    `<script src="${url(entryOf(outputs, "boot.ts"))}"></script>`,
    `<link rel="stylesheet" href="${url(entryOf(outputs, "css/index.css"))}">`,
    ...preload.map((f) => `<link rel="modulepreload" href="${url(f)}">`),
    `<script type="module" src="${url(entry)}"></script>`,
  ];
  writePage("index.html", head);
}

const icon = () => hashed(join(src, "icon.svg"), assets);

/** A page of src/ with what its head needs. */
function writePage(name, head) {
  const html = readFileSync(join(src, name), "utf8");
  writeFileSync(join(dist, name), html.replace("<!-- head -->", head.join("\n    ")));
}

/** Copies a file into a folder under a hashed name and answers that name. */
function hashed(file, folder) {
  const body = readFileSync(file);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 8).toUpperCase();
  const out = `${basename(file, extname(file))}-${hash}${extname(file)}`;
  writeFileSync(join(folder, out), body);
  return out;
}

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (statSync(file).isDirectory()) compress(file);
    else if (/\.(html|js|css|svg)$/.test(name)) {
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  }
}

/** What a lazily loaded module costs beside what is already there. */
function lazyCost(outputs, file, have) {
  return sum([...closure(outputs, file)].filter((f) => !have.has(f)));
}

/** All that a browser fetches to show its first dashboard of every kind of widget, fonts apart. */
function firstDashboard(outputs, entry) {
  const needs = ["pages/dashboard.tsx", "locales/en.ts", "css/index.css"];
  const charts = Object.values(outputs).map((o) => o.entryPoint);
  const parts = [...needs, ...charts.flatMap((f) => f?.match(/^src\/(charts\/.*)$/)?.[1] ?? [])];
  const files = new Set([...closure(outputs, entry), entryOf(outputs, "boot.ts")]);
  for (const part of parts) for (const f of closure(outputs, entryOf(outputs, part))) files.add(f);
  return sum(files);
}

function budgets(outputs, entry) {
  const have = closure(outputs, entry);
  const rows = [
    ["entry", sum(have), BUDGETS.entry],
    ["first dashboard", firstDashboard(outputs, entry), BUDGETS.dashboard],
  ];
  for (const [file, out] of Object.entries(outputs)) {
    const from = out.entryPoint;
    if (!from || have.has(file) || !file.endsWith(".js")) continue;
    if (from.startsWith("src/charts/"))
      rows.push([from, lazyCost(outputs, file, have), BUDGETS.charts]);
    if (/^src\/(pages|events)\//.test(from) && from !== "src/pages/dashboard.tsx")
      rows.push([from, lazyCost(outputs, file, have), BUDGETS.route]);
  }
  for (const file of Object.keys(outputs)) {
    if (file.endsWith(".css")) rows.push([basename(file), gz(file), BUDGETS.css]);
    if (file.endsWith(".woff2")) rows.push([basename(file), outputs[file].bytes, BUDGETS.font]);
  }
  rows.push(["bw.js", gz(join(dist, "bw.js")), BUDGETS.collect]);
  let over = 0;
  for (const [what, size, limit] of rows) {
    const kb = (n) => (n / KB).toFixed(1).padStart(6);
    console.log(`${kb(size)} of ${kb(limit)} KB  ${what}${size > limit ? "  OVER BUDGET" : ""}`);
    if (size > limit) over++;
  }
  return over;
}

/** The API reference in a folder of its own: Swagger UI as it is published, with its licence, and our start. */
async function docs(outputs) {
  const to = join(dist, "docs");
  const ui = join(here, "node_modules/swagger-ui-dist");
  mkdirSync(to);
  for (const name of ["LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"])
    cpSync(join(ui, name), join(to, name));
  const built = await build({
    ...options,
    entryPoints: { docs: join(src, "docs/docs.ts"), page: join(src, "docs/docs.css") },
    outdir: to,
    entryNames: "[name]-[hash]",
    format: "iife",
  });
  const made = Object.keys(built.metafile.outputs).map((f) => basename(f));
  const ours = (ext) => made.find((f) => f.endsWith(ext));
  const url = (name) => `/api/docs/${name}`;
  const script = (name) => `<script src="${url(name)}" defer></script>`;
  const style = (name) => `<link rel="stylesheet" href="${url(name)}">`;
  // The page's own stylesheet lies in layers, which all that Swagger UI says goes over.
  const head = [
    `<link rel="icon" type="image/svg+xml" href="/assets/${icon()}">`,
    `<link rel="stylesheet" href="/assets/${basename(entryOf(outputs, "css/index.css"))}">`,
    style(hashed(join(ui, "swagger-ui.css"), to)),
    style(ours(".css")),
    script(hashed(join(ui, "swagger-ui-bundle.js"), to)),
    script(ours(".js")),
  ];
  writePage("docs/index.html", head);
}

/** The script that other sites load: its address is in their pages, so it has no hash. */
async function collect() {
  await build({
    ...options,
    entryPoints: { bw: join(src, "collect/bw.ts") },
    outdir: dist,
    entryNames: "[name]",
    format: "iife",
    target: ["es2020"],
  });
}

/** The two sample files of the demo, and a dashboard for each, stand beside the page. */
function demo() {
  const from = join(here, "node_modules/vega-datasets/data");
  const to = join(dist, "demo");
  mkdirSync(to, { recursive: true });
  for (const name of ["seattle-weather.csv", "flights-20k.json"])
    cpSync(join(from, name), join(to, name));
  cpSync(join(here, "demo"), to, { recursive: true });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const outputs = await bundle();
const entry = entryOf(outputs, "main.tsx");
page(outputs, entry);
await docs(outputs);
await collect();
compress(dist);
demo();
if (budgets(outputs, entry) > 0) process.exit(1);
rmSync(final, { recursive: true, force: true });
renameSync(dist, final);
console.log(`page in ${relative(process.cwd(), final) || "."}`);
