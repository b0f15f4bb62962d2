import fc from 'fast-check';
import { decodedLength, isBase64, readBase64 } from './base64.js';

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('readBase64', () => {
  it('reads every byte where it is', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.string({ maxLength: 5 }),
        (bytes, before) => {
          const reader = readBase64(before + encode(bytes), before.length);
          expect(reader.length).toBe(bytes.length);
          expect(Array.from(bytes, (_, offset) => reader.at(offset))).toEqual([...bytes]);
        },
      ),
    );
  });

  it('has nothing beyond the end', () => {
    expect(readBase64('AAAA', 0).at(3)).toBeNaN();
  });
});

describe('decodedLength', () => {
  it.each([
    ['', 0],
    ['AA==', 1],
    ['AAA=', 2],
    ['AAAA', 3],
    ['data:application/pdf;base64,AAAA', 3],
  ])('of %j is %d', (text, length) => {
    expect(decodedLength(text)).toBe(length);
  });
});

describe('isBase64', () => {
  it.each([
    ['AAAA', true],
    ['AA==', true],
    ['AA', true],
    ['A+/9', true],
    ['A', false],
    ['A=AA', false],
    ['', false],
    ['AA-_', false],
  ])('of %j is %s', (text, expected) => {
    expect(isBase64(text)).toBe(expected);
  });
});
