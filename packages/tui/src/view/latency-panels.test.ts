import { panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { latencyPanel, schedulerPanel, verdictSpan } from './latency-panels.js';

const area = { left: 0, top: 0, width: 62, height: 6 };

describe('latencyPanel', () => {
  it('is a table of durations, first tokens and times between tokens', () => {
    expect(panelLines(latencyPanel(sampleContext(), area))).toEqual([
      '                avg    min    p50    p95    p99    max      ',
      ' duration     1,100    500  1,000  2,100  3,000  4,000      ',
      ' first token    264    120    240    504    720    960      ',
      ' inter-token   13.8   6.25   12.5   26.3   37.5   50.0      ',
    ]);
  });

  it('abbreviates where columns are narrow', () => {
    const lines = panelLines(latencyPanel(sampleContext(), { ...area, width: 46 }));
    expect(lines[1]).toBe(' duration    1.1k  500 1.0k 2.1k 3.0k 4.0k  ');
  });

  it('has no numbers where nothing was measured', () => {
    const context = sampleContext({ state: sampleState({ latency: {} }) });
    expect(panelLines(latencyPanel(context, area))[2]).toMatch(/^ first token +– +– +– +– +– +– *$/);
  });
});

describe('verdictSpan', () => {
  it.each([
    ['ok', 'good'],
    ['degraded', 'warn'],
    ['invalid', 'bad'],
  ])('shows %s as %s', (verdict, style) => {
    const context = sampleContext({ state: sampleState({ scheduler: { verdict } }) });
    expect(verdictSpan(context)).toEqual({ text: `● ${verdict}`, style });
  });
});

describe('schedulerPanel', () => {
  it('tells the lag and the limits', () => {
    expect(panelLines(schedulerPanel(sampleContext(), area)).map((line) => line.trimEnd())).toEqual([
      ' ● ok  over 10 s',
      ' lag ms  p50 0.40  p95 0.84  p99 1.20  max 1.60',
      ' streams 17/10k  websockets 0/1,000',
      ' refused 6  least left 0 %',
    ]);
  });

  it('says less of the lag where there is little room', () => {
    const lines = panelLines(schedulerPanel(sampleContext(), { ...area, width: 30 }));
    expect(lines[1]?.trimEnd()).toBe(' lag ms  p50 0.40  p99 1.20');
  });
});
