import { readBase64 } from './base64.js';
import type { ByteReader } from './base64.js';

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** A picture has a handful of segments before its size; more mean that it is not one. */
const maxJpegSegments = 1000;

/**
 * The size of a PNG, JPEG, GIF or WebP picture in a Base64 data URL, read from its head.
 * `undefined` if it is none of these or its head is broken.
 */
export function measureImage(dataUrl: string): ImageSize | undefined {
  const comma = dataUrl.indexOf(',');
  if (comma < 0 || !/;base64$/i.test(dataUrl.slice(0, comma))) return undefined;
  const bytes = readBase64(dataUrl, comma + 1);
  const size = measurePng(bytes) ?? measureGif(bytes) ?? measureWebp(bytes) ?? measureJpeg(bytes);
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

function startsWith(bytes: ByteReader, offset: number, signature: string): boolean {
  for (let i = 0; i < signature.length; i += 1) {
    if (bytes.at(offset + i) !== signature.charCodeAt(i)) return false;
  }
  return true;
}

function bigEndian(bytes: ByteReader, offset: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i += 1) value = value * 256 + bytes.at(offset + i);
  return value;
}

function littleEndian(bytes: ByteReader, offset: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i -= 1) value = value * 256 + bytes.at(offset + i);
  return value;
}

function measurePng(bytes: ByteReader): ImageSize | undefined {
  if (!startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return undefined;
  return { width: bigEndian(bytes, 16, 4), height: bigEndian(bytes, 20, 4) };
}

function measureGif(bytes: ByteReader): ImageSize | undefined {
  if (!startsWith(bytes, 0, 'GIF8')) return undefined;
  return { width: littleEndian(bytes, 6, 2), height: littleEndian(bytes, 8, 2) };
}

function measureWebp(bytes: ByteReader): ImageSize | undefined {
  if (!startsWith(bytes, 0, 'RIFF') || !startsWith(bytes, 8, 'WEBP')) return undefined;
  if (startsWith(bytes, 12, 'VP8 ')) {
    return { width: littleEndian(bytes, 26, 2) & 0x3fff, height: littleEndian(bytes, 28, 2) & 0x3fff };
  }
  if (startsWith(bytes, 12, 'VP8L')) {
    const bits = littleEndian(bytes, 21, 4);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (startsWith(bytes, 12, 'VP8X')) {
    return { width: littleEndian(bytes, 24, 3) + 1, height: littleEndian(bytes, 27, 3) + 1 };
  }
  return undefined;
}

function measureJpeg(bytes: ByteReader): ImageSize | undefined {
  if (bytes.at(0) !== 0xff || bytes.at(1) !== 0xd8) return undefined;
  let offset = 2;
  for (let segment = 0; segment < maxJpegSegments && offset + 9 < bytes.length; segment += 1) {
    if (bytes.at(offset) !== 0xff) return undefined;
    const marker = bytes.at(offset + 1);
    // The frame headers are C0 to CF without the tables DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { width: bigEndian(bytes, offset + 7, 2), height: bigEndian(bytes, offset + 5, 2) };
    }
    offset += marker === 0xff ? 1 : 2 + bigEndian(bytes, offset + 2, 2);
  }
  return undefined;
}
