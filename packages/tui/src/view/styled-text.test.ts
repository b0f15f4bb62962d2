import fc from 'fast-check';
import { lineText } from '../testing/line-text.js';
import {
  asciiGlyphs,
  fit,
  fitLine,
  fitRight,
  lineWidth,
  printable,
  span,
  spread,
  unicodeGlyphs,
} from './styled-text.js';

const spans = fc.array(
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map((text) => span(text)),
  { maxLength: 6 },
);

describe('printable', () => {
  it.each([
    ['gpt-4o', 'gpt-4o', 'gpt-4o'],
    ['Größe', 'Größe', 'Gr??e'],
    ['модель', 'модель', '??????'],
    ['模型', '??', '??'],
    ['a\u001b[31mb\n\tc', 'a?[31mb??c', 'a?[31mb??c'],
    ['👍ok', '?ok', '?ok'],
    ['e\u0301\u200b\u00ad\u202e', 'e????', 'e????'],
  ])('makes %j %j in UTF-8 and %j in ASCII', (text, unicode, ascii) => {
    expect([printable(text, unicodeGlyphs), printable(text, asciiGlyphs)]).toEqual([unicode, ascii]);
  });
});

describe('fit', () => {
  it.each([
    ['abc', 5, 'abc  ', '  abc'],
    ['abc', 3, 'abc', 'abc'],
    ['abcdef', 4, 'abc…', 'abc…'],
    ['abc', 1, '…', '…'],
    ['abc', 0, '', ''],
  ])('puts %j into %i columns', (text, width, left, right) => {
    expect([fit(text, width, unicodeGlyphs), fitRight(text, width, unicodeGlyphs)]).toEqual([left, right]);
  });
});

describe('fitLine', () => {
  it('is exactly as wide as it should be, and begins with what fits', () => {
    fc.assert(
      fc.property(spans, fc.nat(40), (line, width) => {
        const fitted = fitLine(line, width, asciiGlyphs);
        expect(lineWidth(fitted)).toBe(width);
        const whole = lineText(line);
        const expected = whole.length <= width ? whole.padEnd(width) : fit(whole, width, asciiGlyphs);
        expect(lineText(fitted)).toBe(expected);
      }),
    );
  });

  it('keeps the style of each span', () => {
    expect(fitLine([span('abc', 'good'), span('def', 'bad')], 5, unicodeGlyphs)).toEqual([
      span('abc', 'good'),
      span('d…', 'bad'),
    ]);
  });
});

describe('spread', () => {
  it.each([
    ['left', 'right', 12, 'left   right'],
    ['left', 'right', 10, 'left right'],
    ['left', 'right', 9, 'left     '],
    ['left', 'right', 3, 'le…'],
  ])('puts %j and %j into %i columns', (left, right, width, expected) => {
    expect(lineText(spread([span(left)], [span(right)], width, unicodeGlyphs))).toBe(expected);
  });
});
