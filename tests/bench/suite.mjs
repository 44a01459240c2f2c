// The suite under measurement: who asks, with what tools, and how numbers are said.
import { execFileSync, spawn } from "node:child_process";
import { openSync, readdirSync, readFileSync, statSync } from "node:fs";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const must = (name) => process.env[name] ?? (() => { throw new Error(`${name} is not set: start by \`make bench\``); })();

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const ratio = (value) => `${value.toFixed(2)} ×`;
export const perSecond = (value) => `${Math.round(value).toLocaleString("en")}/s`;
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

export class Suite {
  static async open() {
    const suite = new Suite();
    suite.url = must("BW_BENCH_URL");
    suite.home = must("BW_BENCH_HOME");
    suite.build = must("BW_BENCH_BUILD");
    suite.scratch = must("BW_BENCH_SCRATCH");
    await suite.#enter();
    return suite;
  }

  tool(name) {
    return name.startsWith("pg_") ? `/usr/lib/postgresql/15/bin/${name}` : name;
  }

  /** JSON in, JSON out; an answer that is no success is an error. */
  call(method, path, body, headers = {}) {
    const raw = body === undefined ? undefined : JSON.stringify(body);
    const auth = this.key ? { "x-api-key": this.key } : this.cookie
      ? { cookie: this.cookie, origin: this.url, "x-tenant-id": this.tenant } : {};
    const all = { ...auth, ...(raw ? { "content-type": "application/json" } : {}), ...headers };
    return new Promise((resolve, reject) => {
      const request = http.request(new URL(path, this.url), { method, headers: all }, (response) => {
        let text = "";
        response.on("data", (piece) => (text += piece));
        response.on("end", () => {
          if (response.statusCode >= 300) return reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
          this.lastCookies = response.headers["set-cookie"];
          resolve(text && JSON.parse(text));
        });
      });
      request.on("error", reject);
      request.end(raw);
    });
  }

  async #enter() {
    const { tenant } = await this.call("POST", "/api/auth/register", {
      email: `bench-${process.pid}@example.org`, password: "a password for benchmarks", name: "Bench", workspace: "Bench" });
    this.cookie = this.lastCookies.map((c) => c.split(";")[0]).join("; ");
    this.tenant = tenant.id;
    const scopes = ["events:read", "events:write", "datasets:read", "datasets:write", "analytics:read", "dashboards:read", "dashboards:write"];
    const made = await this.call("POST", "/api/keys", { name: "bench", scopes });
    this.key = made.secret.startsWith("bw_") ? made.secret : `bw_${made.key.prefix}_${made.secret}`;
  }

  /** The lines of an answer of the suite's own PostgreSQL, as its superuser. */
  psql(sql) {
    const [command, ...words] = must("BW_BENCH_PSQL").split(" ");
    return execFileSync(command, [...words, "-XqAt", "-v", "ON_ERROR_STOP=1"], { input: sql, maxBuffer: 1 << 28 })
      .toString().split("\n").filter(Boolean);
  }

  /** A CSV of that many points over so many days; made once. */
  points(rows, days, { metrics = 1, labels = 0, firstDay = 0 } = {}) {
    const words = [rows, days, metrics, labels, firstDay].map(String);
    const file = `${this.scratch}/points-${words.join("-")}.csv`;
    try {
      if (statSync(file).size > 0) return file;
    } catch {
      execFileSync(`${this.build}/tests/bench/points`, words,
                   { stdio: ["ignore", openSync(file, "w"), "inherit"] });
    }
    return file;
  }

  /** Uploads a file and waits; seconds from `complete` to `ready`. */
  async ingest(file, name) {
    const { dataset, uploadUrl } = await this.call("POST", "/api/datasets", { name, fileType: "csv" });
    return this.#read(dataset.id, file, uploadUrl);
  }

  /** Adds a file to a dataset, in the same way. */
  async append(id, file) {
    const { uploadUrl } = await this.call("POST", `/api/datasets/${id}/versions`, { mode: "append" });
    return this.#read(id, file, uploadUrl);
  }

  async #read(id, file, uploadUrl) {
    execFileSync("curl", ["-sSf", "-o", "/dev/null", "-T", file, `${this.url}${uploadUrl}`]);
    const began = performance.now();
    await this.call("POST", `/api/datasets/${id}/complete`);
    for (let i = 0;; i++) {
      const now = await this.call("GET", `/api/datasets/${id}`);
      if (i % 10 === 0 || now.status === "ready") this.#notePeak();
      const error = now.error ?? now.pending?.error;
      if (error) throw new Error(JSON.stringify(error));
      if (now.status === "ready" && !now.pending) return { dataset: now, seconds: (performance.now() - began) / 1000 };
      await sleep(10);
    }
  }

  /** The most bytes that a process of etl has held so far. */
  etlPeak = 0;

  #notePeak() {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        if (!/\/bw-etl /.test(command) || !command.includes(this.home)) continue;
        const peak = 1024 * Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmHWM:\s+(\d+)/m)?.[1] ?? 0);
        this.etlPeak = Math.max(this.etlPeak, peak);
      } catch (error) {
        if (!["ENOENT", "ESRCH", "EACCES"].includes(error.code)) throw error;
      }
    }
  }

  /** wrk on one URL: {rate, p50, p95, p99} in requests a second and milliseconds. */
  load(path, { connections = 16, seconds = 4, base = this.url } = {}) {
    const text = execFileSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}`, "-s", new URL("latency.lua", import.meta.url).pathname,
      "-H", `x-api-key: ${this.key}`, new URL(path, base).href]).toString();
    const found = text.match(/^result rate=([\d.]+) p50=([\d.]+) p95=([\d.]+) p99=([\d.]+) bad=(\d+)$/m);
    if (!found || found[5] !== "0") throw new Error(`wrk ${path}: ${text}`);
    const [rate, p50, p95, p99] = found.slice(1).map(Number);
    return { rate, p50, p95, p99 };
  }

  #children = [];

  /** A process of ours; close() ends it. libfcgi takes SIGTERM for itself, so the signal is said. */
  async start(command, words, signal = "SIGTERM") {
    const child = spawn(command, words, { stdio: ["ignore", "ignore", "inherit"] });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    this.#children.push({ child, signal, ended });
    await sleep(500);
    if (child.exitCode !== null) throw new Error(`${command} ended at once`);
  }

  async close() {
    for (const { child, signal, ended } of this.#children) {
      child.kill(signal);
      await ended;
    }
  }
}
