import { sparkline, tallSparkline } from './sparkline.js';
import { asciiGlyphs, unicodeGlyphs } from './styled-text.js';

describe('sparkline', () => {
  it.each([
    [[0, 1, 2, 3, 4, 5, 6, 7, 8], '▁▁▂▃▄▅▆▇█'],
    [[undefined, 0, 1000], ' ▁█'],
    [[0.0001, 1000], '▁█'],
    [[0, 0], '▁▁'],
    [[], ''],
  ])('draws %j as %j', (values, expected) => {
    expect(sparkline(values, unicodeGlyphs)).toBe(expected);
  });

  it('draws in ASCII', () => {
    expect(sparkline([undefined, 0, 4, 8], asciiGlyphs)).toBe(' _-#');
  });
});

describe('tallSparkline', () => {
  it('stacks bars from the bottom, a low line where there was nothing', () => {
    expect(tallSparkline([undefined, 0, 4, 8, 16], 2, unicodeGlyphs)).toEqual(['    █', ' ▁▄██']);
  });

  it('has as many lines as were asked for', () => {
    expect(tallSparkline([1, 2], 4, unicodeGlyphs)).toHaveLength(4);
  });
});
