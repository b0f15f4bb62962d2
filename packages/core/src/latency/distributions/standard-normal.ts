import type { Random } from '../../random/random.js';

/**
 * Draws a value of the standard normal distribution (mean 0, standard deviation 1) by Marsaglia's polar method. The
 * method gives two values; the second is dropped, since keeping it would let one stream of random numbers leak into
 * another. Draws 2.5 numbers for each sample on average.
 */
export function sampleStandardNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.next() - 1;
    const y = 2 * random.next() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
