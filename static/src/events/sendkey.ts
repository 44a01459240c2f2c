// The key that a person made to try things: kept while the page lives, since nobody can show it again.
import { signal } from "@preact/signals";
import { api } from "../core/api";
import { tenant } from "../core/session";
import type { ApiKey } from "../core/types";

const made = signal<{ tenant: string; secret: string } | null>(null);

/** The secret of the key that was made here for this workspace; null when none was. */
export function sendingKey(): string | null {
  const now = made.value;
  return now && now.tenant === tenant.value?.id ? now.secret : null;
}

/** Makes a key that may send events and nothing else. */
export async function makeSendingKey(name: string): Promise<void> {
  const where = tenant.value?.id ?? "";
  const body = { name, scopes: ["events:write"] };
  const answer = await api.post<{ key: ApiKey; secret: string }>("/api/keys", body);
  made.value = { tenant: where, secret: answer.secret };
}
