/** How far back a rate looks, in milliseconds. */
export const rateWindowMs = 60_000;

const slotMs = 1000;
// One more than the window has, for the second of which only the later part is still in the window.
const slots = rateWindowMs / slotMs + 1;

/** Adds up what happened in the last 60 s. Times are monotonic milliseconds. */
export interface RateWindow {
  add(amount: number, atMs: number): void;
  /**
   * The sum over the 60 s before `atMs`. Amounts are kept by the second; of the oldest second the share that is still
   * in the window is counted.
   */
  total(atMs: number): number;
}

class SecondRing implements RateWindow {
  readonly #startedAtMs: number;
  #amounts = new Float64Array(slots);
  /** The newest second, counted from the start, and when it began. */
  #second = 0;
  #secondAtMs: number;

  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
    this.#secondAtMs = startedAtMs;
  }

  add(amount: number, atMs: number): void {
    // A time slightly before the newest one counts as the newest second; nobody sees the difference in a minute.
    if (atMs - this.#secondAtMs >= slotMs) this.#advance(atMs);
    const slot = this.#second % slots;
    this.#amounts[slot] = (this.#amounts[slot] as number) + amount;
  }

  total(atMs: number): number {
    if (atMs - this.#secondAtMs >= slotMs) this.#advance(atMs);
    const oldest = this.#amounts[(this.#second + 1) % slots] as number;
    const gone = Math.max(0, (atMs - this.#secondAtMs) / slotMs);
    return this.#amounts.reduce((sum, amount) => sum + amount, 0) - oldest * gone;
  }

  #advance(atMs: number): void {
    const second = Math.floor((atMs - this.#startedAtMs) / slotMs);
    const passed = Math.min(slots, second - this.#second);
    for (let step = 0; step < passed; step += 1) this.#amounts[(second - step) % slots] = 0;
    this.#second = second;
    this.#secondAtMs = this.#startedAtMs + second * slotMs;
  }
}

/** @param startedAtMs - the earliest time that will be added */
export function createRateWindow(startedAtMs: number): RateWindow {
  return new SecondRing(startedAtMs);
}
