const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const sextets = new Uint8Array(128);
for (let i = 0; i < alphabet.length; i += 1) sextets[alphabet.charCodeAt(i)] = i;

/** Whether a text is Base64 as RFC 4648 has it, padded or not. */
export function isBase64(text: string): boolean {
  return text.length % 4 !== 1 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** How many bytes a Base64 text stands for; a data URL's head is skipped. */
export function decodedLength(text: string): number {
  const start = text.startsWith('data:') ? text.indexOf(',') + 1 : 0;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor(((text.length - start) * 3) / 4) - padding);
}

/** Bytes that are read where they are needed. */
export interface ByteReader {
  readonly length: number;
  /** The byte at an offset; `NaN` beyond the end. */
  at(offset: number): number;
}

/**
 * Reads single bytes of a Base64 text without decoding the rest, so that the head of a large picture costs nothing.
 * `start` is where the Base64 begins in the text.
 */
export function readBase64(text: string, start: number): ByteReader {
  const length = decodedLength(start === 0 ? text : text.slice(start));
  return {
    length,
    at(offset) {
      if (offset >= length) return NaN;
      const first = start + Math.floor(offset / 3) * 4 + (offset % 3);
      const high = sextets[text.charCodeAt(first)] ?? 0;
      const low = sextets[text.charCodeAt(first + 1)] ?? 0;
      const shift = 2 * ((offset % 3) + 1);
      return ((high << shift) | (low >> (6 - shift))) & 0xff;
    },
  };
}
