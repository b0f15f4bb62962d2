import { lineText, panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { failureLogPanel } from './failure-panels.js';

const area = { left: 0, top: 0, width: 70, height: 6 };

describe('failureLogPanel', () => {
  it('shows time, status, cause, endpoint and model, the newest first', () => {
    expect(panelLines(failureLogPanel(sampleContext(), area, false)).map((line) => line.trimEnd())).toEqual([
      ' 10:01:38  429  rate limit            completions · gpt-4o',
      ' 10:01:26  500  server error          completions · gpt-4o-mini',
      ' 10:01:09  200  disconnect            completions · gpt-4o',
      ' 10:00:37  401  request error         completions · o3-mini',
    ]);
  });

  it.each([
    [429, 'failed', 'rate limit'],
    [504, 'failed', 'timeout'],
    [503, 'failed', 'server error'],
    [404, 'failed', 'request error'],
    [200, 'disconnected', 'disconnected'],
  ] as const)(
    'calls a failure without a cause by its status %i and outcome "%s": %s',
    (status, outcome, expected) => {
      const failure = { wallMs: 0, status, outcome, cause: undefined, endpoint: 'completions', model: 'm' };
      const context = sampleContext({ state: { ...sampleState(), failures: [failure] } });
      expect(panelLines(failureLogPanel(context, area, false))[0]).toContain(`${status}  ${expected} `);
    },
  );

  it('shows the local time', () => {
    const context = sampleContext({ timeZoneMinutes: 120 });
    expect(panelLines(failureLogPanel(context, area, false))[0]).toMatch(/^ 12:01:38 /);
  });

  it('leaves out the endpoint where there is little room', () => {
    const [first] = panelLines(failureLogPanel(sampleContext(), { ...area, width: 42 }, false));
    expect(first).toBe(' 10:01:38 429 rate limit     gpt-4o     ');
  });

  it('shortens the cause rather than the name of the model', () => {
    const failure = {
      ...({ wallMs: 0, status: 429, outcome: 'failed', cause: 'rate_limit' } as const),
      ...{ endpoint: 'messages', model: 'claude-sonnet-4-5' },
    };
    const context = sampleContext({ state: { ...sampleState(), failures: [failure] } });
    const [line] = panelLines(failureLogPanel(context, { ...area, width: 42 }, false));
    expect(line).toBe(' 00:00:00 429 rate li… claude-sonnet-4-5');
  });

  it('scrolls to older ones, if it is the one that scrolls', () => {
    const state = { ...sampleState(), failureOffset: 1 };
    const small = { ...area, height: 4 };
    const panel = failureLogPanel(sampleContext({ state }), small, true);
    expect(lineText(panel.title)).toBe('Recent failures 2 to 3 of 4, newest first');
    expect(panelLines(panel)[0]).toContain('10:01:26');
    expect(panelLines(failureLogPanel(sampleContext({ state }), small, false))[0]).toContain('10:01:38');
  });

  it('stops scrolling at the oldest', () => {
    const state = { ...sampleState(), failureOffset: 3 };
    const panel = failureLogPanel(sampleContext({ state }), { ...area, height: 4 }, true);
    expect(panelLines(panel).at(-1)).toContain('10:00:37');
  });

  it('says that there were none', () => {
    const context = sampleContext({ state: { ...sampleState(), failures: [] } });
    expect(panelLines(failureLogPanel(context, area, true))).toEqual([' none']);
  });
});
