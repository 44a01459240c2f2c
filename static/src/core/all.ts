// Lists that come in pages, fetched whole, within reason.
import { api } from "./api";
import type { List } from "./types";

const MOST = 2000;

export async function allOf<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: List<T> = await api.get<List<T>>(path, { query: { limit: 200, cursor }, signal });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < MOST);
  return items;
}
