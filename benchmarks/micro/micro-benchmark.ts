/** Something small that is done over and over. */
export interface MicroBenchmark {
  readonly name: string;
  /** What one call of `run` does many of, `token` for one. */
  readonly unit: string;
  /** How many of them one call does. */
  readonly count: number;
  readonly run: () => void;
  /** Makes what one call of `run` works on, before each and not timed; by default there is nothing to make. */
  readonly prepare?: () => void;
}
