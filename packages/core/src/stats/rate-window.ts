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
  #amounts = new Float64Array(slots);
  #second = 0;
  #slot = 0;
  #slotStartMs = 0;

  add(amount: number, atMs: number): void {
    const sinceMs = atMs - this.#slotStartMs;
    if (sinceMs >= slotMs) this.#advance(atMs);
    // A time slightly before the newest one counts as the newest second; nobody sees the difference in a minute.
    this.#amounts[this.#slot] = (this.#amounts[this.#slot] as number) + amount;
  }

  total(atMs: number): number {
    if (atMs - this.#slotStartMs >= slotMs) this.#advance(atMs);
    const oldest = this.#amounts[(this.#slot + 1) % slots] as number;
    const gone = Math.min(1, Math.max(0, (atMs - this.#slotStartMs) / slotMs));
    return this.#amounts.reduce((sum, amount) => sum + amount, 0) - oldest * gone;
  }

  #advance(atMs: number): void {
    const second = Math.floor(atMs / slotMs);
    const passed = Math.min(slots, second - this.#second);
    for (let step = 0; step < passed; step += 1) {
      this.#slot = (this.#slot + 1) % slots;
      this.#amounts[this.#slot] = 0;
    }
    this.#second = second;
    this.#slotStartMs = second * slotMs;
  }
}

/** @param startedAtMs - the earliest time that will be added */
export function createRateWindow(startedAtMs: number): RateWindow {
  const window = new SecondRing();
  window.add(0, startedAtMs);
  return window;
}
