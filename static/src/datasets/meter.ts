// How fast something goes and how long it takes yet, from what the last seconds brought; pure.

const WINDOW_MS = 8000;
/** Before that any number would be a guess. */
const LEAST_MS = 1500;

export interface Pace {
  /** Per second; 0 while it is not known. */
  rate: number;
  secondsLeft: number | null;
}

export class Meter {
  private samples: { at: number; done: number }[] = [];

  constructor(private readonly total: number) {}

  note(done: number, at: number): Pace {
    this.samples = [...this.samples.filter((s) => at - s.at <= WINDOW_MS), { at, done }];
    const first = this.samples[0]!;
    const ms = at - first.at;
    const rate = ms >= LEAST_MS ? Math.max(0, ((done - first.done) * 1000) / ms) : 0;
    return { rate, secondsLeft: rate > 0 ? (this.total - done) / rate : null };
  }
}
