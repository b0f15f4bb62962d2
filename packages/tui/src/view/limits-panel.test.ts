import { lineText, panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { limitLines, limitsPanel } from './limits-panel.js';
import { unicodeGlyphs } from './styled-text.js';

const { limits } = sampleContext().stats;

describe('limitLines', () => {
  it('tell how much was refused, and what is left to whom', () => {
    expect(limitLines(limits, 60, unicodeGlyphs).map(lineText)).toEqual([
      ' refused  6',
      ' gpt-4o …cafe   requests 420/500  tokens 1.8k/30k',
      ' o3-mini …cafe  requests 0/500',
    ]);
  });

  it('warn of what is nearly used up', () => {
    const styles = limitLines(limits, 60, unicodeGlyphs)
      .slice(1)
      .map((line) => line.flatMap(({ style }) => (style === 'dim' || style === 'plain' ? [] : [style])));
    expect(styles).toEqual([['strong', 'warn'], ['bad']]);
  });

  it('say it shorter where there is little room', () => {
    expect(limitLines(limits, 28, unicodeGlyphs).map(lineText)[2]).toBe(' o3-mini …cafe  req 0/500');
  });

  it('say that there are none', () => {
    expect(limitLines(undefined, 60, unicodeGlyphs).map(lineText)).toEqual([' limits  none']);
  });
});

describe('limitsPanel', () => {
  it('fits its area', () => {
    const lines = panelLines(limitsPanel(sampleContext(), { left: 0, top: 0, width: 30, height: 4 }));
    expect(lines.map((line) => line.length)).toEqual([28, 28]);
  });

  it('shows no command to the terminal', () => {
    const rate_limits = { latest: [{ key: 'k', model: '\u001b[2J', requests: { limit: 1, remaining: 1 } }] };
    const context = sampleContext({ state: sampleState({ rate_limits }) });
    const text = panelLines(limitsPanel(context, { left: 0, top: 0, width: 60, height: 6 })).join('');
    expect(text).toContain('?[2J k');
  });
});
