// The API reference: Swagger UI on our openapi.json, in the person's theme and scheme.

import { dress } from "../core/dress";

/** What swagger-ui-bundle.js leaves behind. */
declare const SwaggerUIBundle: ((options: object) => unknown) & { presets: { apis: unknown } };

interface Description {
  info: { title: string };
  security?: Record<string, unknown>[];
  components: {
    securitySchemes: Record<string, unknown>;
    parameters: { tenant: { schema: { default?: string } } };
  };
}

function follow(): void {
  dress();
  const root = document.documentElement;
  root.classList.toggle("dark-mode", root.dataset.scheme === "dark");
}

/** The workspace that the person was in last; null for somebody who is not signed in here. */
async function workspace(): Promise<string | null> {
  if (localStorage.getItem("bw.fresh") === null) return null;
  const answer = await fetch("/api/me");
  if (!answer.ok) return null;
  const { tenants } = (await answer.json()) as { tenants: { id: string; slug: string }[] };
  const last = localStorage.getItem("bw.tenant");
  return (tenants.find((t) => t.slug === last) ?? tenants[0])?.id ?? null;
}

/** A browser sends the session's cookie by itself, so only the other two ways are offered. */
function ready(d: Description, tenant: string | null): Description {
  d.info.title = "API reference";
  delete d.components.securitySchemes.session;
  d.security = d.security?.filter((s) => !("session" in s));
  if (tenant) d.components.parameters.tenant.schema.default = tenant;
  return d;
}

interface Sent {
  headers: Record<string, string>;
  credentials?: string;
}

/** A key or a token is who asks, not the session that this browser may have beside it; and a key
 *  brings its own workspace. */
function asNamed(request: Sent): Sent {
  const has = (name: string) => Object.keys(request.headers).find((n) => n.toLowerCase() === name);
  if (has("authorization") || has("x-api-key")) request.credentials = "omit";
  const tenant = has("x-tenant-id");
  if (has("x-api-key") && tenant) delete request.headers[tenant];
  return request;
}

async function start(): Promise<void> {
  const [description, tenant] = await Promise.all([fetch("/api/openapi.json"), workspace()]);
  SwaggerUIBundle({
    spec: ready((await description.json()) as Description, tenant),
    dom_id: "#docs",
    presets: [SwaggerUIBundle.presets.apis],
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    requestInterceptor: asNamed,
  });
}

follow();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", follow);
// Chosen in another tab.
addEventListener("storage", follow);
void start();
