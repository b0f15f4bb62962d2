import fc from 'fast-check';
import { lineText } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { asciiGlyphs } from './styled-text.js';
import { chartPanel, chartScale } from './chart-panels.js';
import type { Chart, Panel } from './panel.js';

const area = { left: 0, top: 0, width: 80, height: 12 };

function chartOf(panel: Panel): Chart {
  if (panel.body.type !== 'chart') throw new Error('This is not a chart.');
  return panel.body.chart;
}

describe('chartPanel', () => {
  it('shows the last three minutes, a point for each second', () => {
    const { series, labels, top } = chartOf(chartPanel(sampleContext(), 'requests', area));
    expect([series[0]?.values.length, labels.length]).toEqual([181, 181]);
    expect(labels.filter((label) => label !== ' ')).toEqual(['-3m', '-2m', '-1m', 'now']);
    expect(series[0]?.values.at(-1)).toBe(18);
    expect(top).toBe(40);
  });

  it('shows a minute when it has not watched for longer', () => {
    const state = sampleState();
    const context = sampleContext({ state: { ...state, history: state.history.slice(-50) } });
    const { labels } = chartOf(chartPanel(context, 'requests', area));
    expect(labels.filter((label) => label !== ' ')).toEqual(['-1m', '-45s', '-30s', '-15s', 'now']);
  });

  it('draws a rate of which nothing is known as 0, and holds a latency', () => {
    const state = sampleState();
    const history = state.history.filter(({ second }) => second < 150 || second > 160);
    const context = sampleContext({ state: { ...state, history } });
    const gap = (name: 'requests' | 'firstToken') =>
      chartOf(chartPanel(context, name, area)).series[0]?.values[181 - (200 - 155)];
    expect([gap('requests'), gap('firstToken')]).toEqual([
      0,
      expect.closeTo((800 + 200 * Math.sin(150 / 20)) * (2.1 / 4), 3),
    ]);
  });

  it('names its lines in the title, in the way they are drawn', () => {
    expect(lineText(chartPanel(sampleContext(), 'duration', area).title)).toBe(
      'Duration ms, last minute  ─ p99  ─ p50  ─ mean now',
    );
    expect(lineText(chartPanel(sampleContext({ glyphs: asciiGlyphs }), 'duration', area).title)).toBe(
      'Duration ms, last minute  * p99  + p50  o mean now',
    );
  });

  it('has a scale before anything is known', () => {
    const context = sampleContext({ state: { ...sampleState(), history: [] } });
    expect(chartOf(chartPanel(context, 'tokens', area)).top).toBe(1);
  });
});

describe('chartScale', () => {
  it.each([
    [0, 1, 0.5],
    [1, 1, 0.5],
    [5.6, 6, 2],
    [10.5, 15, 5],
    [33, 40, 10],
    [41, 60, 20],
    [0.07, 0.08, 0.02],
    [850, 1000, 500],
    [6001, 8000, 2000],
  ])('for %d ends at %d in steps of %d', (largest, top, step) => {
    const scale = chartScale(largest);
    expect(scale.top).toBeCloseTo(top, 9);
    expect(scale.step).toBeCloseTo(step, 9);
  });

  it('has two to four steps, and not much room above the largest value', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (largest) => {
        const { top, step } = chartScale(largest);
        const steps = Math.round(top / step);
        expect(top).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
        expect(top - largest).toBeLessThanOrEqual(step * (1 + 1e-9));
        expect([2, 3, 4, 5]).toContain(steps);
      }),
    );
  });
});
