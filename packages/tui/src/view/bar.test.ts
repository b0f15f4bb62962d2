import { horizontalBar } from './bar.js';
import { asciiGlyphs, unicodeGlyphs } from './styled-text.js';

describe('horizontalBar', () => {
  it.each([
    [1, 4, '▆▆▆▆', '####'],
    [0.5, 4, '▆▆', '##'],
    [0.0001, 4, '▆', '#'],
    [0, 4, '', ''],
    [2, 4, '▆▆▆▆', '####'],
    [1, 0, '', ''],
  ])('draws %d of %i columns', (share, width, unicode, ascii) => {
    expect([horizontalBar(share, width, unicodeGlyphs), horizontalBar(share, width, asciiGlyphs)]).toEqual([
      unicode,
      ascii,
    ]);
  });
});
