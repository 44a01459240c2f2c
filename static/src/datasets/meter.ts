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

const UNITS = [
  { unit: "hour", seconds: 3600, from: 5400 },
  { unit: "minute", seconds: 60, from: 90 },
  { unit: "second", seconds: 1, from: 0 },
] as const;

/** Which unit says it, and how many of it: exact enough to wait by; pure. */
export function roughly(seconds: number): { unit: "hour" | "minute" | "second"; count: number } {
  const { unit, seconds: size } = UNITS.find((u) => seconds >= u.from) ?? UNITS[2];
  const count = Math.max(1, Math.round(seconds / size));
  // Seconds are told in steps, or they would flicker.
  const step = unit === "second" && count > 10 ? 5 : 1;
  return { unit, count: Math.ceil(count / step) * step };
}
