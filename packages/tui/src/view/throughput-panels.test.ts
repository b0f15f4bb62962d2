import { lineText, panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { sparklinePanel, throughputPanel } from './throughput-panels.js';

const area = { left: 0, top: 0, width: 62, height: 5 };

describe('sparklinePanel', () => {
  it('says in its title what the rate is, was at most, and how far back it shows', () => {
    const title = lineText(sparklinePanel(sampleContext(), 'requests', area).title);
    expect(title).toBe('Requests per second · 18.0 · peak 32.0 · last 1 m 40 s');
  });

  it('never shows a peak below the rate of now', () => {
    // One busy second among quiet ones: a column of several seconds averages it away.
    const { history } = sampleState();
    const quiet = history.map((entry) => ({ ...entry, requests: entry.second === 199 ? 2489 : 100 }));
    const context = sampleContext({ state: { ...sampleState(), history: quiet } });
    const title = lineText(sparklinePanel(context, 'requests', area).title);
    expect(title).toBe('Requests per second · 2,489 · peak 2,489 · last 1 m 40 s');
  });

  it('draws a column for each second until more is known than fits', () => {
    const state = sampleState();
    const context = sampleContext({ state: { ...state, history: state.history.slice(-31) } });
    const panel = sparklinePanel(context, 'requests', area);
    expect(lineText(panel.title)).toContain('last 30 s');
    expect(panelLines(panel).at(-1)).toMatch(/^ {30}[▁-█]{30}$/);
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
