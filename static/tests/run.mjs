// Bundles each unit test (they import TypeScript) and runs them all with node's own runner.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, "node_modules/.cache/bellwether-tests");
const tests = readdirSync(here).filter((f) => f.endsWith(".test.ts"));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: tests.map((f) => join(here, f)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  loader: { ".ftl": "text" },
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { __ROOT__: JSON.stringify(root) },
  // Node 18 has the web's crypto only under another name.
  banner: {
    js: 'import { webcrypto as _wc } from "node:crypto"; globalThis.crypto ??= _wc;',
  },
  logLevel: "warning",
});
const files = tests.map((f) => join(out, f.replace(/\.ts$/, ".mjs")));
const reporter = `--test-reporter=${process.stdout.isTTY ? "spec" : "tap"}`;
const run = spawnSync(process.execPath, ["--test", reporter, ...files], { stdio: "inherit" });
process.exit(run.status ?? 1);
