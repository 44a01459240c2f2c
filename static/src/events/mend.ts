// What to send in place of a refused event: the nearest event in our own shape; pure.

type Json = unknown;
type Thing = Record<string, Json>;

const isThing = (v: Json): v is Thing => typeof v === "object" && v !== null && !Array.isArray(v);

function parsed(raw: string): Json {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** Without what is not there. */
function given(event: Thing): Thing {
  return Object.fromEntries(Object.entries(event).filter(([, v]) => v !== undefined));
}

const entvas = (e: Thing): Thing => ({
  type: e.eventType,
  userId: e.userId === undefined ? undefined : String(e.userId),
  occurredAt: e.timestamp,
  payload: e.metadata,
});

const segment = (e: Thing): Thing => ({
  type: e.event ?? e.name ?? e.type,
  userId: e.userId ?? e.anonymousId,
  occurredAt: e.timestamp,
  payload: e.properties ?? e.traits,
});

const cloudevents = (e: Thing): Thing => ({
  type: e.type,
  source: e.source,
  occurredAt: e.time,
  payload: e.data,
});

const webhook = (e: Thing): Thing => ({ type: e.type ?? e.event, payload: e });

const SHAPES: Record<string, (e: Thing) => Thing> = { entvas, segment, cloudevents, webhook };

/** The raw text laid out for reading; as it is where it is no JSON. */
export function laidOut(raw: string): string {
  const value = parsed(raw);
  return value === undefined ? raw : JSON.stringify(value, null, 2);
}

/** Whether a refused event came in another shape than ours. */
export const foreign = (way: string): boolean => way in SHAPES;

/** Where mending begins: text for a person to edit. */
export function draftOf(way: string, raw: string): string {
  const value = parsed(raw);
  const shape = SHAPES[way];
  if (!isThing(value) || !shape) return laidOut(raw);
  return JSON.stringify(given(shape(value)), null, 2);
}

export type Read = { event: Thing } | { wrong: "json" | "object"; message: string };

/** The event that a person wrote; members that are not ours stay, so that the server can name them. */
export function readEvent(text: string): Read {
  try {
    const value: Json = JSON.parse(text);
    return isThing(value) ? { event: value } : { wrong: "object", message: "" };
  } catch (e) {
    return { wrong: "json", message: e instanceof Error ? e.message : "" };
  }
}
