/** A source of random numbers: the only one that values are made from, so the same numbers give the same value. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  next(): number;
}

/** A uniform integer in [0, bound). `bound` is an integer from 1 to 2^32. */
export function randomInteger(random: Random, bound: number): number {
  return Math.floor(random.next() * bound);
}

/** One of the values, each as likely as the others. The list must not be empty. */
export function pick<T>(random: Random, values: readonly T[]): T {
  return values[randomInteger(random, values.length)] as T;
}
