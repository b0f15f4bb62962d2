/**
 * A long computation in steps of about a millisecond, so that a server can do other work in between. What is short has
 * no step but the last, which brings the result.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Takes all steps at once. @returns the result */
export function takeSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
