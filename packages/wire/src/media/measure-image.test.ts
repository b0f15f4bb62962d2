import fc from 'fast-check';
import { measureImage } from './measure-image.js';

const urlOf = (bytes: readonly number[], type = 'png') =>
  `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const big = (value: number, count: number) =>
  Array.from({ length: count }, (_, i) => (value >>> (8 * (count - 1 - i))) & 255);
const little = (value: number, count: number) => big(value, count).toReversed();

const pngOf = (width: number, height: number) => [
  ...ascii('\x89PNG\r\n\x1a\n'),
  ...big(13, 4),
  ...ascii('IHDR'),
  ...big(width, 4),
  ...big(height, 4),
  8,
  2,
  0,
  0,
  0,
];
const gifOf = (width: number, height: number) => [
  ...ascii('GIF89a'),
  ...little(width, 2),
  ...little(height, 2),
  0,
  0,
  0,
];
const jpegOf = (width: number, height: number) => [
  ...[0xff, 0xd8, 0xff, 0xe0, ...big(16, 2), ...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0],
  // A table comes between, and its marker lies in the range of the frame headers.
  ...[0xff, 0xc4, ...big(4, 2), 0, 0],
  ...[0xff, 0xff, 0xc2, ...big(17, 2), 8, ...big(height, 2), ...big(width, 2), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0],
];
const riff = (kind: string, body: readonly number[]) => [
  ...ascii('RIFF'),
  ...little(100, 4),
  ...ascii('WEBP'),
  ...ascii(kind),
  ...little(80, 4),
  ...body,
  ...Array.from({ length: 20 }, () => 0),
];
const lossyOf = (width: number, height: number) =>
  riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)]);
const losslessOf = (width: number, height: number) =>
  riff('VP8L', [0x2f, ...little((width - 1) | ((height - 1) << 14), 4)]);
const extendedOf = (width: number, height: number) =>
  riff('VP8X', [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]);

describe('measureImage', () => {
  it.each([
    ['PNG', pngOf],
    ['GIF', gifOf],
    ['JPEG', jpegOf],
    ['lossy WebP', lossyOf],
    ['lossless WebP', losslessOf],
    ['extended WebP', extendedOf],
  ])('reads the size of a %s picture', (_name, make) => {
    const size = fc.integer({ min: 1, max: 16_383 });
    fc.assert(
      fc.property(size, size, (width, height) => {
        expect(measureImage(urlOf(make(width, height)))).toEqual({ width, height });
      }),
    );
  });

  it.each([
    ['no data', 'data:image/png;base64,'],
    ['text', urlOf(ascii('hello, world, this is text'))],
    ['a head that is cut off', urlOf(pngOf(3, 3).slice(0, 18))],
    ['a size of nothing', urlOf(pngOf(0, 3))],
    ['a JPEG picture without a frame', urlOf([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    [
      'a JPEG picture whose segments go nowhere',
      urlOf([0xff, 0xd8, ...Array.from({ length: 9000 }, () => 0xff)]),
    ],
    ['WebP of an unknown kind', urlOf(riff('VP9 ', []))],
    ['no Base64', 'data:image/svg+xml,<svg/>'],
    ['no comma', 'data:image/png;base64'],
  ])('knows no size of %s', (_name, url) => {
    expect(measureImage(url)).toBeUndefined();
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom([], [0xff, 0xd8], ascii('GIF8'), ascii('RIFF')),
        (bytes, head) => {
          const size = measureImage(urlOf([...head, ...bytes]));
          if (size !== undefined) expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
