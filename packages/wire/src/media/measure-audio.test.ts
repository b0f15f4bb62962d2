import { measureAudio } from './measure-audio.js';

const encode = (bytes: readonly number[]) => Buffer.from(bytes).toString('base64');
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const zeros = (count: number) => Array.from({ length: count }, () => 0);
/** A WAV recording of the given bytes a second. */
const wavOf = (rate: number, bytes: number) => {
  const head = [...ascii('RIFF'), ...zeros(4), ...ascii('WAVEfmt '), ...zeros(12)];
  return encode([...head, rate & 255, (rate >> 8) & 255, rate >> 16, 0, ...zeros(12), ...zeros(bytes)]);
};

describe('measureAudio', () => {
  it.each([
    ['WAV of 32 kB a second', wavOf(32_000, 64_000), 'wav', 2000],
    ['WAV of 176 kB a second', wavOf(176_400, 88_200), 'wav', 500],
    ['WAV without a head', encode(zeros(48_044)), 'wav', 1000],
    ['MP3 of 64 kbit/s', encode([0xff, 0xfb, 0x50, 0, ...zeros(7996)]), 'mp3', 1000],
    [
      'MP3 behind a tag',
      encode([...ascii('ID3'), 3, 0, 0, 0, 0, 0, 6, ...zeros(6), 0xff, 0xfb, 0x50, 0, ...zeros(7980)]),
      'mp3',
      1000,
    ],
    ['MP3 without a frame', encode(zeros(16_000)), 'mp3', 1000],
    ['nothing', '', 'wav', 0],
  ] as const)('measures %s', (_name, data, format, milliseconds) => {
    expect(measureAudio(data, format)).toBe(milliseconds);
  });
});
