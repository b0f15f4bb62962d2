const suffixes = ['', 'k', 'M', 'G', 'T', 'P'];

/** A count: `12,345,678`, and beyond a billion `1.23 G`. */
export function formatCount(count: number): string {
  const whole = Math.round(count);
  if (whole < 1e9) return whole.toLocaleString('en-US');
  return formatShort(whole, ' ');
}

/** A number in at most five characters: `0.25`, `12.5`, `999`, `1.2k`, `35k`, `1.2M`. For labels of charts. */
export function formatShort(value: number, gap = ''): string {
  if (value < 1000) return formatDecimals(value);
  // What would be rounded to 1000 belongs to the next unit.
  const power = Math.min(suffixes.length - 1, Math.floor(Math.log10(value * 1.0005001) / 3));
  const scaled = value / 1000 ** power;
  return `${scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)}${gap}${suffixes[power] ?? ''}`;
}

/** A count in at most five characters: `17`, `1,000`, `35k`. */
export function formatShortCount(count: number): string {
  return count < 9999.5 ? formatCount(count) : formatShort(count);
}

function formatDecimals(value: number): string {
  if (value === 0) return '0';
  if (value < 9.995) return value.toFixed(2);
  return value < 99.95 ? value.toFixed(1) : Math.round(value).toString();
}

/** A rate or a duration, with as many decimals as matter: `0.25`, `12.5`, `1,234`. */
export function formatAmount(value: number): string {
  return value < 999.5 ? formatDecimals(value) : formatCount(value);
}

/** How long something has been running: `45 s`, `12 m 04 s`, `3 h 07 m`, `2 d 04 h`. */
export function formatUptime(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${two(whole % 60)} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} m`;
  return `${Math.floor(whole / 86_400)} d ${two(Math.floor((whole % 86_400) / 3600))} h`;
}

/** How long ago something was, in its largest unit: `45 s`, `12 m`, `3 h`, `2 d`. */
export function formatAge(seconds: number): string {
  return formatUptime(seconds).split(' ').slice(0, 2).join(' ');
}

/**
 * A time of day, `14:03:59`.
 * @param wallMs - milliseconds since 1970
 * @param timeZoneMinutes - how far local time is ahead of UTC
 */
export function formatTime(wallMs: number, timeZoneMinutes: number): string {
  return new Date(wallMs + timeZoneMinutes * 60_000).toISOString().slice(11, 19);
}
