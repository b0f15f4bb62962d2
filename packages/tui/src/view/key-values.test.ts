import { lineText } from '../testing/line-text.js';
import { keyValueLines, type KeyValue } from './key-values.js';
import { unicodeGlyphs } from './styled-text.js';

const rows: readonly KeyValue[] = [
  { label: 'total', value: 1_234_567, kind: 'count' },
  { label: 'failed', value: 0, kind: 'count', style: 'bad' },
  { label: 'per second', value: 3.5, kind: 'rate' },
];

describe('keyValueLines', () => {
  it('puts labels left and numbers right', () => {
    expect(keyValueLines(rows, 24, unicodeGlyphs).map(lineText)).toEqual([
      ' total        1,234,567 ',
      ' failed               0 ',
      ' per second        3.50 ',
    ]);
  });

  it('gives up its margin, then the digits, when there is less room', () => {
    expect(keyValueLines(rows, 15, unicodeGlyphs).map(lineText)[0]).toBe('total 1,234,567');
    expect(keyValueLines(rows, 14, unicodeGlyphs).map(lineText)[0]).toBe('total     1.2M');
  });

  it('shows a number that is 0 without emphasis', () => {
    const styles = keyValueLines(rows, 24, unicodeGlyphs).map((line) => line[1]?.style);
    expect(styles).toEqual(['strong', 'dim', 'strong']);
  });
});
