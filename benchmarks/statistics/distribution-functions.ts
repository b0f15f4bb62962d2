/** A distribution of waiting times that a configuration file can ask for. Milliseconds. */
export type WaitDistribution =
  | {
      readonly distribution: 'normal' | 'log-normal' | 'gamma';
      readonly mean: number;
      readonly stddev: number;
    }
  | { readonly distribution: 'uniform'; readonly min: number; readonly max: number };

/** The share of values up to a value, written from the textbook and not taken from what is measured. */
export function distributionFunction(wait: WaitDistribution): (value: number) => number {
  switch (wait.distribution) {
    case 'uniform':
      return (value) => Math.min(1, Math.max(0, (value - wait.min) / (wait.max - wait.min)));
    case 'normal': {
      // There is no negative wait: what would be one is drawn again.
      const below = normal((0 - wait.mean) / wait.stddev);
      return (value) => (value <= 0 ? 0 : (normal((value - wait.mean) / wait.stddev) - below) / (1 - below));
    }
    case 'log-normal': {
      const variance = Math.log(1 + (wait.stddev / wait.mean) ** 2);
      const location = Math.log(wait.mean) - variance / 2;
      return (value) => (value <= 0 ? 0 : normal((Math.log(value) - location) / Math.sqrt(variance)));
    }
    case 'gamma': {
      const shape = (wait.mean / wait.stddev) ** 2;
      const scale = wait.mean / shape;
      return (value) => (value <= 0 ? 0 : lowerGamma(shape, value / scale));
    }
  }
}

/** The standard normal distribution function. */
function normal(z: number): number {
  // The incomplete gamma function again: erf(x) = P(1/2, x²).
  const half = lowerGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}

/** The regularised lower incomplete gamma function P(shape, x): by its series, or by a continued fraction of the rest. */
function lowerGamma(shape: number, x: number): number {
  if (x <= 0) return 0;
  const factor = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; term > sum * 1e-15; n += 1) {
      term *= x / (shape + n);
      sum += term;
    }
    return sum * factor;
  }
  // Lentz's method, as in Numerical Recipes 6.2.
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return 1 - factor * fraction;
}

/** The logarithm of the gamma function, by Lanczos with g = 7. */
function logGamma(x: number): number {
  const coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const t = x + 6.5;
  const sum = coefficients.reduce((total, coefficient, index) =>
    index === 0 ? coefficient : total + coefficient / (x - 1 + index),
  );
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
