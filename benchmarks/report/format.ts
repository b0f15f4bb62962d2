/** A number for people: three significant digits, none after the point from 100 on; a dash for NaN and `undefined`. */
export function formatNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** Several numbers beside each other. */
export function formatNumbers(...values: readonly (number | undefined)[]): string {
  return values.map(formatNumber).join(' / ');
}

/** A ratio with two digits after the point. */
export function formatRatio(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(2)} ×` : '–';
}
