// The running suite that the tests talk to; run.sh starts it and says where it is.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

function must(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests by tests/integration/api.test`);
  return value;
}

export const url = must("BW_TEST_URL");

/** Runs SQL as a superuser; the lines of the answer. */
export function psql(sql) {
  const [command, ...words] = must("BW_TEST_PSQL").split(" ");
  const text = execFileSync(command, [...words, "-XqAt", "-v", "ON_ERROR_STOP=1"], { input: sql, maxBuffer: 1 << 28 });
  return text.toString().split("\n").filter(Boolean);
}

/** A transaction that has run `sql` and stays open, as a superuser, until its end is asked for. */
export async function transaction(sql) {
  const [command, ...words] = must("BW_TEST_PSQL").split(" ");
  const child = spawn(command, [...words, "-XqAt", "-v", "ON_ERROR_STOP=1"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.stdin.write(`begin; ${sql}; select 'open';\n`);
  const [text] = await Promise.race([once(child.stdout, "data"), ended.then((status) => { throw new Error(`psql ended: ${status}`); })]);
  if (!/^open/m.test(text.toString())) throw new Error(`not open: ${text}`);
  return async () => (child.stdin.end("rollback;\n"), ended);
}

export const areas = ["auth", "tenants", "datasets", "analytics", "dashboards", "billing", "events"];

/** Ways in of other systems, which answer as those do; and OPTIONS, which browsers ask before they ask. */
const isForeign = (r) => /^\/(webhook|v1)(\/|$)/.test(r.path) || r.method === "OPTIONS";

/** The route tables of our own API, as the programs print them: [{program, method, path, permission, scope}] */
export const routes = () => allRoutes().filter((r) => !isForeign(r));

/** The same with those of other systems. */
export function allRoutes() {
  const rows = [];
  for (const program of areas) {
    const text = execFileSync(`${must("BW_TEST_BIN")}/bw-${program}`, ["--routes"]).toString();
    for (const line of text.split("\n").filter(Boolean)) {
      const [method, path, permission, scope] = line.split(" ");
      rows.push({ program, method, path, permission, scope });
    }
  }
  return rows;
}
