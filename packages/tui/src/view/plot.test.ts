import { lineText } from '../testing/line-text.js';
import { plotLines } from './plot.js';
import { asciiGlyphs } from './styled-text.js';

const chart = {
  series: [
    { name: 'up', style: 'first', values: [0, 1, 2, 3, 4] },
    { name: 'flat', style: 'second', values: [4, 4, 4, 4, 4] },
  ],
  labels: ['-4s', ' ', '-2s', ' ', 'now'],
  top: 4,
  step: 2,
} as const;

describe('plotLines', () => {
  it('draws each series with a mark of its own, a scale and the time', () => {
    expect(plotLines(chart, 19, 7, asciiGlyphs).map(lineText)).toEqual([
      '  4.00 |+++++++++++',
      '       |       **  ',
      '  2.00 |    ***    ',
      '       |  **       ',
      '     0 |**         ',
      '       +-----------',
      '        -4s  -2s   ',
    ]);
  });

  it('draws nothing where there is no room', () => {
    expect([plotLines(chart, 10, 7, asciiGlyphs), plotLines(chart, 30, 3, asciiGlyphs)]).toEqual([[], []]);
  });
});
