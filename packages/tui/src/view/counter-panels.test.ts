import { panelLines } from '../testing/line-text.js';
import { lineText } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import {
  errorsPanel,
  outcomesAndErrorsPanel,
  outcomesPanel,
  requestsPanel,
  tokensPanel,
} from './counter-panels.js';

const area = { left: 0, top: 0, width: 32, height: 8 };

describe('the panels of counters', () => {
  it('count requests', () => {
    expect(panelLines(requestsPanel(sampleContext(), area))).toEqual([
      ' total                  4,020 ',
      ' active                    17 ',
      ' streaming              3,216 ',
      ' non-streaming            804 ',
      ' per s, 5 s              15.6 ',
      ' per s, 60 s             20.0 ',
    ]);
  });

  it('count tokens', () => {
    expect(panelLines(tokensPanel(sampleContext(), area))).toEqual([
      ' input                844,200 ',
      ' output               381,900 ',
      ' in chunks            321,600 ',
      ' abandoned                 12 ',
      ' per s, 5 s             1,482 ',
      ' per s, 60 s            1,900 ',
    ]);
  });

  it('count outcomes', () => {
    expect(panelLines(outcomesPanel(sampleContext(), area))).toEqual([
      ' completed              3,994 ',
      ' failed                     9 ',
      ' cancelled                  0 ',
      ' disconnected               0 ',
      ' lost                       0 ',
    ]);
  });

  it('count errors by kind and by as many statuses as there is room for, the most frequent first', () => {
    const errors = { rate_limit: 6, by_status: { 401: 1, 429: 1234, 500: 3, 503: 2, 504: 2 } };
    const context = sampleContext({ state: sampleState({ errors, total_errors: 9 }) });
    expect(panelLines(errorsPanel(context, area)).slice(-2)).toEqual([
      ' total                      9 ',
      ' 429×1,234  500×3  503×2      ',
    ]);
  });

  it('say all of it in three lines where there is little room', () => {
    expect(panelLines(outcomesAndErrorsPanel(sampleContext(), { ...area, width: 60, height: 5 }))).toEqual([
      ' completed 3,994 failed 9                                 ',
      ' rate limit 6 server 2 timeout 1 other 0                  ',
      ' lag ms p50 0.40 p99 1.20 refused 6  least left 0 %       ',
    ]);
  });

  it('show every outcome that there was, where there is little room', () => {
    const outcomes = { completed: 3994, failed: 9, cancelled: 2, disconnected: 0, lost: 3 };
    const context = sampleContext({ state: sampleState({ outcomes }) });
    expect(panelLines(outcomesAndErrorsPanel(context, { ...area, width: 60 }))[0]).toBe(
      ' completed 3,994 failed 9 cancelled 2 lost 3              ',
    );
  });

  it('keep what was counted before a restart beside the title, in words where they fit', () => {
    const state = { ...sampleState(), earlier: { restarts: 1, requests: 12_345, tokens: 0, errors: 2 } };
    const title = (width: number) =>
      lineText(requestsPanel(sampleContext({ state }), { ...area, width }).title);
    expect([title(50), title(32)]).toEqual(['Requests + 12,345 before restart', 'Requests +12k']);
    expect(lineText(errorsPanel(sampleContext({ state }), area).title)).toBe('Errors + 2 before restart');
  });

  it('cut what has no room', () => {
    expect(panelLines(requestsPanel(sampleContext(), { ...area, height: 4 }))).toHaveLength(2);
  });
});
