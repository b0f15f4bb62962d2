import { lineText } from '../testing/line-text.js';
import { frameLines } from './frame.js';
import type { Panel } from './panel.js';
import { asciiGlyphs, span, unicodeGlyphs } from './styled-text.js';

function panel(title: string, left: number, top: number, width: number, height: number): Panel {
  return {
    title: title === '' ? [] : [span(title)],
    area: { left, top, width, height },
    body: { type: 'text', lines: [] },
  };
}

const panels = [panel('one', 0, 0, 12, 3), panel('two', 11, 0, 9, 3), panel('', 0, 2, 20, 3)];
const size = { width: 20, height: 6 };

describe('frameLines', () => {
  it('joins the lines of neighbours and sets titles into them', () => {
    expect(frameLines(panels, size, unicodeGlyphs).map(lineText)).toEqual([
      '┌─ one ────┬─ two ─┐',
      '│          │       │',
      '├──────────┴───────┤',
      '│                  │',
      '└──────────────────┘',
      '                    ',
    ]);
  });

  it('draws in ASCII', () => {
    expect(frameLines(panels, size, asciiGlyphs).map(lineText)).toEqual([
      '+- one ----+- two -+',
      '|          |       |',
      '+----------+-------+',
      '|                  |',
      '+------------------+',
      '                    ',
    ]);
  });

  it('cuts a title that is too long', () => {
    const [first] = frameLines(
      [panel('much too long', 0, 0, 14, 3)],
      { width: 14, height: 3 },
      unicodeGlyphs,
    );
    expect(lineText(first!)).toBe('┌─ much to… ─┐');
  });
});
