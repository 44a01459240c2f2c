// Sends a file's bytes: in one piece or in parts, two at a time, with patience, until told to stop.

import { ApiError, asApiError } from "../core/problem";
import { backoff, missingParts, type Part, planParts } from "./parts";

const AT_ONCE = 2;
const TRIES = 8;

/** Where a file goes, and what of it is there already. */
export interface Place {
  url: string;
  whole: boolean;
  parts: { part: number; bytes: number }[];
}

export interface Transfer {
  file: Blob;
  place: Place;
  signal: AbortSignal;
  /** Bytes that have gone, of this and of earlier tries. */
  progress(sent: number): void;
  /** A try failed and the next one comes then; null while one is under way. */
  waiting(until: number | null): void;
  /** The place anew, when its address is not valid any more. */
  again(): Promise<Place>;
}

const aborted = () => new DOMException("stopped", "AbortError");

/** Worth another try: nobody answered, or it may be otherwise in a moment. */
function transient(e: ApiError): boolean {
  return e.status === 0 || e.status === 408 || e.status === 429 || e.status >= 500;
}

/** Resolves after so many milliseconds, or as soon as the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      if (signal.aborted) fail(aborted());
      else done();
    };
    const timer = setTimeout(end, ms);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

/** Does it, and again when it failed for a reason that passes. */
export async function patiently<T>(
  act: () => Promise<T>,
  signal: AbortSignal,
  waiting: Transfer["waiting"],
): Promise<T> {
  for (let tries = 1; ; tries++) {
    if (signal.aborted) throw aborted();
    try {
      return await act();
    } catch (e) {
      const error = asApiError(e);
      if (signal.aborted) throw aborted();
      if (!transient(error) || error.code === "unexpected" || tries >= TRIES) throw e;
      const ms = Math.max(backoff(tries), (error.retryAfter ?? 0) * 1000);
      waiting(Date.now() + ms);
      await pause(ms, signal);
      waiting(null);
    }
  }
}

/** Brings the file to its place; answers the number of its parts, null when it went in one piece. */
export async function transfer(t: Transfer): Promise<number | null> {
  const parts = planParts(t.file.size);
  if (t.place.whole) return null;
  const pieces = parts.length > 0 ? parts : [{ part: 0, from: 0, to: t.file.size }];
  const todo = missingParts(pieces, t.place.parts);
  const sent = new Map(pieces.map((p) => [p.part, todo.includes(p) ? 0 : p.to - p.from]));
  const tell = (part: number, n: number) => {
    sent.set(part, n);
    t.progress([...sent.values()].reduce((a, b) => a + b, 0));
  };
  tell(pieces[0]!.part, sent.get(pieces[0]!.part) ?? 0);
  const lane = { place: t.place };
  const work = async () => {
    for (let p = todo.shift(); p; p = todo.shift()) await sendPart(t, lane, p, tell);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return parts.length || null;
}

type Tell = (part: number, sent: number) => void;

/** An address that is over is asked for anew, once per part; what is there already is not sent again. */
async function sendPart(t: Transfer, lane: { place: Place }, p: Part, tell: Tell): Promise<void> {
  const blob = t.file.slice(p.from, p.to);
  const suffix = p.part > 0 ? `&part=${p.part}` : "";
  const once = () => put(`${lane.place.url}${suffix}`, blob, t.signal, (n) => tell(p.part, n));
  try {
    await patiently(once, t.signal, t.waiting);
  } catch (e) {
    const { status } = asApiError(e);
    if (t.signal.aborted || ![403, 404, 409, 410].includes(status)) throw e;
    lane.place = await t.again();
    const there = p.part > 0 ? missingParts([p], lane.place.parts).length === 0 : lane.place.whole;
    if (!there) {
      if (status === 409) throw e;
      await patiently(once, t.signal, t.waiting);
    }
  }
  tell(p.part, p.to - p.from);
}

/** fetch cannot tell how much has been sent; XMLHttpRequest can. */
function put(url: string, body: Blob, signal: AbortSignal, progress: (sent: number) => void) {
  return new Promise<void>((done, fail) => {
    const x = new XMLHttpRequest();
    const stop = () => x.abort();
    signal.addEventListener("abort", stop);
    x.open("PUT", url);
    x.upload.onprogress = (e) => progress(e.loaded);
    x.onabort = () => fail(aborted());
    x.onerror = () => {
      progress(0);
      fail(new ApiError({ status: 0, code: "network" }));
    };
    x.onload = () => {
      if (x.status >= 200 && x.status < 300) done();
      else fail(failure(x));
    };
    x.onloadend = () => signal.removeEventListener("abort", stop);
    x.send(body);
  });
}

function failure(x: XMLHttpRequest): ApiError {
  const base = {
    status: x.status,
    code: `http_${x.status}`,
    requestId: x.getResponseHeader("x-request-id") ?? "",
  };
  const wait = Number(x.getResponseHeader("retry-after")) || null;
  try {
    return new ApiError({ ...base, ...JSON.parse(x.responseText), status: x.status }, wait);
  } catch {
    return new ApiError(base, wait);
  }
}
