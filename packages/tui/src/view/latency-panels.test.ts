import { panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { latencyPanel, schedulerPanel, verdictSpan } from './latency-panels.js';

const area = { left: 0, top: 0, width: 62, height: 6 };

describe('latencyPanel', () => {
  it('is a table of durations, first tokens and times between tokens, of the last minute and since the start', () => {
    expect(
      panelLines(latencyPanel(sampleContext(), { ...area, width: 76 })).map((line) => line.trimEnd()),
    ).toEqual([
      ' last minute    p50    p95    p99  start    p50    p95    p99    max',
      ' duration       691  1,452  2,074         1,000  2,100  3,000  4,000',
      ' first token    173    363    518           240    504    720    960',
      ' inter-token   12.5   26.3   37.5          12.5   26.3   37.5   50.0',
    ]);
  });

  it('abbreviates, and says less of the time since the start, where there is little room', () => {
    const lines = panelLines(latencyPanel(sampleContext(), { ...area, width: 51 }));
    expect(lines.slice(0, 2).map((line) => line.trimEnd())).toEqual([
      ' last minute  p50  p95  p99  start  p50  p99',
      ' duration     691 1.5k 2.1k        1.0k 3.0k',
    ]);
  });

  it('has no numbers where nothing was measured', () => {
    const context = sampleContext({ state: sampleState({ latency: {} }) });
    expect(panelLines(latencyPanel(context, area))[2]).toMatch(/^ first token( +–){7} *$/);
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
  it('shows the lag and the limits', () => {
    expect(panelLines(schedulerPanel(sampleContext(), area)).map((line) => line.trimEnd())).toEqual([
      ' ● ok  was degraded 1 m ago',
      ' lag ms  p50 0.40  p95 0.84  p99 1.20  max 1.60',
      ' streams 17/10k  websockets 0/1,000',
      ' refused 6  least left 0 %',
    ]);
  });

  it.each([
    ['degraded', 80, ' ● degraded over 1 % of events 10 ms late'],
    ['invalid', 80, ' ● invalid over 1 % of events 50 ms late'],
    ['degraded', 30, ' ● degraded > 1 % 10 ms late'],
  ])('explains what %s means', (verdict, width, expected) => {
    const context = sampleContext({ state: sampleState({ scheduler: { verdict } }) });
    expect(panelLines(schedulerPanel(context, { ...area, width }))[0]?.trimEnd()).toBe(expected);
  });

  it('does not show the worst verdict while it has always been ok', () => {
    const context = sampleContext({
      state: sampleState({ scheduler: { worst: { verdict: 'ok', ago_secs: null } } }),
    });
    expect(panelLines(schedulerPanel(context, area))[0]?.trimEnd()).toBe(' ● ok');
  });

  it('says less of the lag where there is little room', () => {
    const lines = panelLines(schedulerPanel(sampleContext(), { ...area, width: 30 }));
    expect(lines[1]?.trimEnd()).toBe(' lag ms  p50 0.40  p99 1.20');
  });
});
