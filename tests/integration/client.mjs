// A browser without a page: cookies, headers that can be forged, raw bodies. For tests.
import assert from "node:assert/strict";
import http from "node:http";
import { randomUUID } from "node:crypto";
import { check } from "./contract.mjs";

/** One answer: status, headers, cookies that it set, text, and the parsed body when it is JSON. */
export class Answer {
  constructor(response, text) {
    this.status = response.statusCode;
    this.headers = response.headers;
    this.setCookies = response.headers["set-cookie"] ?? [];
    this.text = text;
    this.type = (response.headers["content-type"] ?? "").split(";")[0];
    this.body = /[/+]json$/.test(this.type) ? JSON.parse(text) : undefined;
  }
}

const byte = () => Math.floor(Math.random() * 256);

export class Client {
  /** @param {string} url of the site, like http://127.0.0.1:8080 */
  constructor(url) {
    this.url = new URL(url);
    this.cookies = new Map();
    this.tenant = undefined; // sent as x-tenant-id
    this.key = undefined; // sent as x-api-key
    this.bearer = undefined;
    // the suite under test trusts this machine as a proxy, so each client lives somewhere else
    this.address = `10.${byte()}.${byte()}.${byte()}`;
  }

  /** A second browser with the same cookies. */
  clone() {
    const twin = new Client(this.url.href);
    for (const [key, cookie] of this.cookies) twin.cookies.set(key, { ...cookie });
    twin.tenant = this.tenant;
    twin.user = this.user;
    return twin;
  }

  #headers(method, path, options) {
    const headers = { host: this.url.host, "x-forwarded-for": this.address };
    const cookies = [...this.cookies.values()].filter((c) => path.startsWith(c.path));
    if (cookies.length) headers.cookie = cookies.map((c) => `${c.name}=${c.value}`).join("; ");
    if (method !== "GET") headers.origin = this.url.origin;
    if (this.tenant) headers["x-tenant-id"] = this.tenant;
    if (this.key) headers["x-api-key"] = this.key;
    if (this.bearer) headers.authorization = `Bearer ${this.bearer}`;
    if (options.body !== undefined) headers["content-type"] = "application/json";
    Object.assign(headers, options.headers);
    for (const name of Object.keys(headers)) if (headers[name] === null) delete headers[name];
    return headers;
  }

  #keep(answer) {
    for (const line of answer.setCookies) {
      const [pair, ...rest] = line.split("; ");
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const attribute = Object.fromEntries(rest.map((a) => a.split("=")));
      const key = `${name};${attribute.Path}`;
      if (attribute["Max-Age"] === "0") this.cookies.delete(key);
      else this.cookies.set(key, { name, value, path: attribute.Path });
    }
  }

  /** options: body (any JSON value) or raw (string, Buffer), headers (null removes one). */
  call(method, path, options = {}) {
    const raw = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const headers = this.#headers(method, path, options);
    if (raw !== undefined) headers["content-length"] = Buffer.byteLength(raw);
    return new Promise((resolve, reject) => {
      const request = http.request(
        { host: this.url.hostname, port: this.url.port, method, path, headers, agent: false },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (piece) => (text += piece));
          response.on("end", () => {
            const answer = new Answer(response, text);
            this.#keep(answer);
            try {
              check(method, path, answer);
              resolve(answer);
            } catch (broken) {
              reject(broken);
            }
          });
        },
      );
      // a server may answer and close before it has read all of a body that is too large
      request.on("error", (error) => (request.res ? undefined : reject(error)));
      if (raw !== undefined) request.write(raw);
      request.end();
    });
  }

  get(path, options) {
    return this.call("GET", path, options);
  }
  post(path, body, options = {}) {
    return this.call("POST", path, { body, ...options });
  }
  patch(path, body, options = {}) {
    return this.call("PATCH", path, { body, ...options });
  }
  put(path, body, options = {}) {
    return this.call("PUT", path, { body, ...options });
  }
  delete(path, options) {
    return this.call("DELETE", path, options);
  }

  /** The first cookie whose name has that in it; one that is there for two paths is given once. */
  cookie(base) {
    for (const c of this.cookies.values()) if (c.name.includes(base)) return c;
    return undefined;
  }
}

export const PASSWORD = "a long enough password";

export const newEmail = (name = "person") => `${name}-${randomUUID().slice(0, 8)}@example.org`;

/** Somebody new with a workspace of their own: a signed-in client with .user and .tenant set. */
export async function person(url, name = "Ann") {
  const client = new Client(url);
  const answer = await client.post("/api/auth/register", {
    email: newEmail(name.toLowerCase()),
    password: PASSWORD,
    name,
    workspace: `${name}'s place`,
  });
  if (answer.status !== 201) throw new Error(`register: ${answer.status} ${answer.text}`);
  client.user = answer.body.user;
  client.tenant = answer.body.tenant.id;
  client.workspace = answer.body.tenant;
  return client;
}

/** Somebody new who joins the workspace of `host` with that role. */
export async function member(host, role, name = "Bob") {
  const email = newEmail(name.toLowerCase());
  const invited = await host.post("/api/invitations", { email, role });
  if (invited.status !== 201) throw new Error(`invite: ${invited.status} ${invited.text}`);
  const client = new Client(host.url.href);
  const answer = await client.post("/api/auth/register", {
    email,
    password: PASSWORD,
    name,
    invitation: invited.body.url.split("/").pop(),
  });
  if (answer.status !== 201) throw new Error(`register: ${answer.status} ${answer.text}`);
  client.user = answer.body.user;
  client.tenant = host.tenant;
  return client;
}

/** The body of an answer that must have that status. */
export function ok(answer, status) {
  assert.equal(answer.status, status, answer.text);
  return answer.body;
}

/** The body of an answer that must be that problem. */
export function problem(answer, status, code) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.type, "application/problem+json");
  assert.equal(answer.body.code, code, answer.text);
  assert.equal(answer.body.status, status);
  assert.ok(answer.body.title && answer.body.detail && answer.body.type, answer.text);
  assert.equal(answer.headers["x-request-id"], answer.body.requestId);
  return answer.body;
}
