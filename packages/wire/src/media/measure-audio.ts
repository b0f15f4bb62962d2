import { type ByteReader, readBase64 } from './base64.js';

/** Bytes a second where the recording does not say: 16-bit mono at 24 kHz, and MP3 at 128 kbit/s. */
const fallbackRates = { wav: 48_000, mp3: 16_000 };

/** Kbit/s of MPEG-1 layer III by the index in a frame's head. */
const mp3Rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/** How long a Base64 recording is, in milliseconds: its bytes divided by the rate that its head states. */
export function measureAudio(data: string, format: 'wav' | 'mp3'): number {
  const bytes = readBase64(data, 0);
  const rate = (format === 'wav' ? wavRate(bytes) : mp3Rate(bytes)) ?? fallbackRates[format];
  const headBytes = format === 'wav' ? 44 : 0;
  return Math.round((Math.max(0, bytes.length - headBytes) * 1000) / rate);
}

function wavRate(bytes: ByteReader): number | undefined {
  if (bytes.length < 44 || bytes.at(0) !== 0x52 || bytes.at(8) !== 0x57) return undefined;
  const rate = bytes.at(28) + bytes.at(29) * 0x100 + bytes.at(30) * 0x10000 + bytes.at(31) * 0x1000000;
  return rate > 0 ? rate : undefined;
}

function mp3Rate(bytes: ByteReader): number | undefined {
  // A tag in front of the first frame states its own length, in four times seven bits.
  const tagged = bytes.at(0) === 0x49 && bytes.at(1) === 0x44 && bytes.at(2) === 0x33;
  const start = tagged
    ? 10 + ((bytes.at(6) << 21) | (bytes.at(7) << 14) | (bytes.at(8) << 7) | bytes.at(9))
    : 0;
  if (bytes.at(start) !== 0xff || (bytes.at(start + 1) & 0xe0) !== 0xe0) return undefined;
  const kilobits = mp3Rates[bytes.at(start + 2) >> 4];
  return kilobits === undefined || kilobits === 0 ? undefined : kilobits * 125;
}
