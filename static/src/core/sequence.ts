// Orders the numbered messages of one topic, and says when one is missing; pure, the clock comes in.
import type { LiveMessage } from "./types";

/** How long a message that came too early waits for those before it. */
export const HOLD_MS = 500;

export type Verdict = { deliver: LiveMessage[]; gap: boolean };

export class Sequence {
  /** The last number delivered or covered by a snapshot; null before the first word of the server. */
  private known: number | null = null;
  private held = new Map<number, LiveMessage>();
  private heldSince = 0;

  get at(): number | null {
    return this.known;
  }

  /** The server says where the topic stands; true when something was missed on the way there. */
  baseline(seq: number): boolean {
    const missed = this.known !== null && seq > this.known;
    if (this.known === null || seq > this.known) this.known = seq;
    for (const n of [...this.held.keys()]) if (n <= this.known) this.held.delete(n);
    return missed;
  }

  /** Takes one message; answers what can be delivered now. */
  take(m: LiveMessage, now: number): Verdict {
    if (typeof m.seq !== "number") return { deliver: [m], gap: false };
    if (m.type === "seq") return this.heartbeat(m.seq, now);
    if (this.known === null) {
      this.known = m.seq;
      return { deliver: [m], gap: false };
    }
    if (m.seq <= this.known) return { deliver: [], gap: false };
    if (this.held.size === 0) this.heldSince = now;
    this.held.set(m.seq, m);
    return { deliver: this.drain(now), gap: false };
  }

  /** Called now and then: a gap that did not close in time is one. */
  check(now: number): boolean {
    return this.waiting && now - this.heldSince >= HOLD_MS;
  }

  /** A snapshot is being fetched that covers everything up to the newest message heard of. */
  forgive(): void {
    if (this.held.size > 0) this.known = Math.max(this.known ?? 0, ...this.held.keys());
    if (this.promised > (this.known ?? 0)) this.known = this.promised;
    this.held.clear();
    this.promised = 0;
  }

  get waiting(): boolean {
    return this.held.size > 0 || this.promised > (this.known ?? 0);
  }

  /** The highest number the server has spoken of without sending it. */
  private promised = 0;

  private heartbeat(seq: number, now: number): Verdict {
    if (this.known === null) this.known = seq;
    if (seq > this.known && !this.waiting) this.heldSince = now;
    if (seq > this.known) this.promised = Math.max(this.promised, seq);
    return { deliver: [], gap: false };
  }

  private drain(now: number): LiveMessage[] {
    const out: LiveMessage[] = [];
    for (let n = this.known! + 1; this.held.has(n); n++) {
      out.push(this.held.get(n)!);
      this.held.delete(n);
      this.known = n;
      this.heldSince = now;
    }
    return out;
  }
}
