import { lineText, panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import type { Body } from '../testing/sample-stats.js';
import { limitLines, limitsPanel, rateLimitLine } from './limits-panel.js';

const contextWith = (over: Body) => sampleContext({ state: sampleState(over) });
const area = { left: 0, top: 0, width: 62, height: 8 };

describe('limitLines', () => {
  it('show what is in use, how much was refused and how little is left', () => {
    expect(limitLines(sampleContext()).map(lineText)).toEqual([
      ' streams 17/10k  websockets 0/1,000',
      ' refused 6  least left 0 %',
    ]);
  });

  it('say that there are none', () => {
    expect(limitLines(contextWith({ rate_limits: null, server: {} })).map(lineText)).toEqual([
      ' rate limits none',
    ]);
  });

  it.each([
    [100, 'strong'],
    [10, 'warn'],
    [0, 'bad'],
  ])('mark how serious it is when %i of 100 are left', (remaining, style) => {
    const rate_limits = { latest: [{ model: 'm', tokens: { limit: 100, remaining } }] };
    expect(rateLimitLine(contextWith({ rate_limits })).at(-1)).toEqual({ text: `${remaining} %`, style });
  });
});

describe('limitsPanel', () => {
  it('says what is left to whom, the least first', () => {
    expect(panelLines(limitsPanel(sampleContext(), area)).map((line) => line.trimEnd())).toEqual([
      ' streams 17/10k  websockets 0/1,000',
      ' refused 6  least left 0 %',
      ' o3-mini sk-…cafe#5f1d  requests 0/500',
      ' gpt-4o  sk-…cafe#5f1d  requests 420/500  tokens 1,800/30k',
    ]);
  });

  it('fits its area', () => {
    const lines = panelLines(limitsPanel(sampleContext(), { ...area, width: 30, height: 5 }));
    expect(lines.map((line) => line.length)).toEqual([28, 28, 28]);
  });

  it('shows no command to the terminal', () => {
    const rate_limits = { latest: [{ key: 'k', model: '\u001b[2J', requests: { limit: 1, remaining: 1 } }] };
    expect(panelLines(limitsPanel(contextWith({ rate_limits }), area)).join('')).toContain('?[2J k');
  });

  it('cuts the model rather than the key, whose end tells it from another', () => {
    const limits = { limit: 30_000, remaining: 30_000 };
    const latest = ['sk-…0001#6028', 'sk-…0001#4ef8'].map((key) => ({
      ...{ key, model: 'gpt-4o-mini-2024-07-18', requests: limits, tokens: limits },
    }));
    const lines = panelLines(limitsPanel(contextWith({ rate_limits: { latest } }), { ...area, width: 60 }));
    expect(lines.slice(-2).map((line) => line.trimEnd())).toEqual([
      ' gpt-4o-mini-2024… sk-…0001#4ef8  req 30k/30k  tok 30k/30k',
      ' gpt-4o-mini-2024… sk-…0001#6028  req 30k/30k  tok 30k/30k',
    ]);
  });
});
