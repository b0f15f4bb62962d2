const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Text in UTF-8 that was written in base64.
 * @returns `undefined` if it is none
 */
export function decodeBase64(encoded: string): string | undefined {
  const signs = encoded.replaceAll(/\s/g, '').replace(/={1,2}$/, '');
  let bytes = '';
  let [bits, held] = [0, 0];
  for (const sign of signs) {
    const value = alphabet.indexOf(sign);
    if (value === -1) return undefined;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(bytes);
  } catch {
    return undefined;
  }
}
