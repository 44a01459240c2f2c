// openapi.json as a contract: every answer that a test gets is held against it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../static/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020").default;
const formats = require("ajv-formats").default;

export const document = JSON.parse(readFileSync(`${process.env.BW_TEST_BIN}/../share/bellwether/openapi.json`, "utf8"));

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
ajv.addSchema(document, "api");

/** The operation of a path like /api/datasets/123?x, or undefined. */
function operation(method, path) {
  const parts = path.split("?")[0].replace(/^\/api\/v1\//, "/api/").split("/");
  const fits = (pattern) => {
    const want = pattern.split("/");
    return want.length === parts.length && want.every((w, i) => w === parts[i] || (w.startsWith("{") && parts[i]));
  };
  // a fixed path goes before one with a parameter, as in the route tables
  const found = Object.keys(document.paths).filter(fits).sort((a, b) => a.split("{").length - b.split("{").length)[0];
  return found && document.paths[found][method.toLowerCase()] && { path: found, method: method.toLowerCase() };
}

const escape = (text) => text.replaceAll("~", "~0").replaceAll("/", "~1");
const follow = (node) => (node.$ref ? node.$ref.split("/").slice(1).reduce((at, key) => at[key], document) : node);
const compiled = new Map();

function validator(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `api#${pointer}` }));
  return compiled.get(pointer);
}

/** Fails unless the answer is one that the document promises for this request. */
export function check(method, path, answer) {
  const found = operation(method, path);
  if (!found || answer.status === 304) return;
  const { responses } = document.paths[found.path][found.method];
  const name = responses[answer.status] ? String(answer.status) : "default";
  const about = `${method} ${found.path} ${answer.status}`;
  assert.ok(name !== "default" || answer.status >= 400, `${about} is not in openapi.json`);
  const response = follow(responses[name]);
  if (!answer.text) return assert.ok(!response.content, `${about} should have a body`);
  assert.ok(response.content?.[answer.type], `${about} is ${answer.type}, which openapi.json does not say`);
  if (answer.body === undefined) return;
  const base = responses[name].$ref?.slice(1) ?? `/paths/${escape(found.path)}/${found.method}/responses/${name}`;
  const valid = validator(`${base}/content/${escape(answer.type)}/schema`);
  assert.ok(valid(answer.body), `${about}: ${ajv.errorsText(valid.errors)}\n${answer.text.slice(0, 500)}`);
}
