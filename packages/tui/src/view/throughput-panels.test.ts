import { lineText, panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { sparklinePanel, throughputPanel } from './throughput-panels.js';

const area = { left: 0, top: 0, width: 62, height: 5 };

describe('sparklinePanel', () => {
  it('says in its title what the rate is, was at most, and how far back it shows', () => {
    const title = lineText(sparklinePanel(sampleContext(), 'requests', area).title);
    expect(title).toBe('Requests per second · 18.0 · peak 32.0 · last 3 m 00 s');
  });

  it('fills its area', () => {
    const lines = panelLines(sparklinePanel(sampleContext(), 'tokens', area));
    expect(lines.map((line) => line.length)).toEqual([60, 60, 60]);
    // Of the first 80 of 180 seconds nothing is known.
    expect(lines[2]).toMatch(/^ {26}.[▁-█]{33}$/);
  });

  it('is empty, not broken, before anything is known', () => {
    const context = sampleContext({ state: { ...sampleState(), history: [] } });
    expect(panelLines(sparklinePanel(context, 'requests', area))).toEqual(Array(3).fill(' '.repeat(60)));
  });
});

describe('throughputPanel', () => {
  it('has a line each for requests and tokens, with the rate of the last second', () => {
    const [requests, tokens] = panelLines(throughputPanel(sampleContext(), area));
    expect(requests).toMatch(/^ requests\/s +[▁-█]+ +18\.0 $/);
    expect(tokens).toMatch(/^ tokens\/s +[▁-█]+ +1,710 $/);
  });
});
