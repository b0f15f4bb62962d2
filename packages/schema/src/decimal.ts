/** A number as it is written: `units` divided by ten to the power of `scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Numbers are written with at most so many places; what is smaller than that is no step of anything. */
const longestScale = 400;

/**
 * Whether a number is a multiple of another. As most validators decide it, by dividing; and as it is written, so that
 * 0.3 is a multiple of 0.1 though the division of the two leaves something over. 0 and less divide everything.
 */
export function isMultiple(value: number, of: number): boolean {
  if (of <= 0 || Number.isInteger(value / of)) return true;
  if (!Number.isFinite(value) || !Number.isFinite(of)) return false;
  const [a, b] = align(decimalOf(value), decimalOf(of));
  return a % b === 0n;
}

/** The least number above 0 that is a multiple of both, which are above 0 and finite. */
export function leastCommonMultiple(a: number, b: number): number {
  const [first, second, scale] = align(decimalOf(a), decimalOf(b));
  return fromDecimal({ units: (first / greatestCommonDivisor(first, second)) * second, scale });
}

/** `times` a number, without the rounding of binary fractions: 3 times 0.1 is 0.3. `times` is a whole number. */
export function multiply(times: number, number: number): number {
  if (Number.isInteger(number) || !Number.isSafeInteger(times)) return times * number;
  const { units, scale } = decimalOf(number);
  return fromDecimal({ units: units * BigInt(times), scale });
}

function decimalOf(number: number): Decimal {
  const [mantissa = '', exponent = '0'] = String(number).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function align(a: Decimal, b: Decimal): readonly [a: bigint, b: bigint, scale: number] {
  const scale = Math.min(longestScale, Math.max(a.scale, b.scale));
  const scaled = (decimal: Decimal) => decimal.units * 10n ** BigInt(Math.max(0, scale - decimal.scale));
  return [scaled(a), scaled(b), scale];
}

function fromDecimal({ units, scale }: Decimal): number {
  return Number(`${units}e-${scale}`);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
