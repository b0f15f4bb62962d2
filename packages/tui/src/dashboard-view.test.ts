import fc from 'fast-check';
import { reduceDashboard, startDashboard, viewNames } from './dashboard-state.js';
import { smallestSize, viewDashboard } from './dashboard-view.js';
import { lineText, panelLines, panelTitles } from './testing/line-text.js';
import { bothGlyphs, sampleContext, sampleNowMs, sampleState } from './testing/sample-dashboard.js';

const busy = sampleState();

function everything(size: { width: number; height: number }, state = busy): string {
  const view = viewDashboard({ ...sampleContext({ state: busy }), state }, size);
  return [...view.background.map(lineText), ...view.panels.flatMap(panelLines)].join('\n');
}

describe('viewDashboard', () => {
  it('has exactly as many lines and columns as the screen, and panels that fit into it, at any size', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 60, max: 250 }),
      height: fc.integer({ min: 18, max: 90 }),
    });
    fc.assert(
      fc.property(
        sizes,
        fc.constantFrom(...viewNames),
        fc.constantFrom(...bothGlyphs),
        (size, view, [, glyphs]) => {
          const context = sampleContext({ state: { ...busy, view }, glyphs });
          const { background, panels } = viewDashboard(context, size);
          expect(background).toHaveLength(size.height);
          expect(background.filter((line) => lineText(line).length !== size.width)).toEqual([]);
          for (const panel of panels) {
            const { area } = panel;
            expect(area.left + area.width).toBeLessThanOrEqual(size.width);
            // The last line is the footer's.
            expect(area.top + area.height).toBeLessThan(size.height);
            expect(panelLines(panel).length).toBeLessThanOrEqual(area.height - 2);
            expect(panelLines(panel).filter((line) => line.length > area.width - 2)).toEqual([]);
          }
          const bottom = Math.max(...panels.map(({ area }) => area.top + area.height));
          expect(bottom).toBe(size.height - 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [120, 40],
    [80, 24],
  ])('says everything that matters on one screen of %i by %i', (width, height) => {
    const text = everything({ width, height });
    for (const words of [
      ...['total', 'active', 'streaming', 'non-streaming', 'per s, 60 s', 'input', 'output'],
      ...['rate limit', 'server', 'timeout', 'other', 'completed', 'failed', 'cancelled', 'lost'],
      ...['last minute', 'start', 'p50', 'p95', 'p99', 'duration', 'first token', 'inter-token'],
      ...[
        '● ok',
        'lag ms',
        'streams 17/10k',
        'refused 6',
        'up 3 m 20 s',
        'http://127.0.0.1:8080',
        'profile gpt-4o',
      ],
      ...['4,020', '321,600', 'gpt-4o-mini', '429×6', 'Recent failures'],
    ])
      expect(text).toContain(words);
  });

  it('puts panels side by side from 100 columns on', () => {
    const titlesBeside = (width: number) =>
      panelTitles(
        viewDashboard(sampleContext({ state: { ...busy, view: 'charts' } }), { width, height: 40 }),
      );
    expect(titlesBeside(100)[0]).toBe('Requests per second');
    expect(titlesBeside(99)[0]).toContain('Throughput');
  });

  it('asks for more room when there is too little', () => {
    const text = everything({ width: 59, height: 18 });
    expect(text).toContain('llmsim needs 60 by 18; this is 59 by 18.');
    expect(everything({ width: smallestSize.width, height: smallestSize.height })).not.toContain('needs');
    expect(() => everything({ width: 1, height: 1 })).not.toThrow();
  });

  it('says that a server is lost, why and when it is asked again, and keeps its numbers', () => {
    const lost = reduceDashboard(busy, {
      type: 'unanswered',
      reason: 'connection refused',
      atMs: sampleNowMs - 7000,
      retryAtMs: sampleNowMs + 1500,
    });
    const text = everything({ width: 80, height: 24 }, lost);
    expect(text).toContain('Lost for 7 s: connection refused. Next try in 2 s.');
    expect(text).toContain('● no answer');
    expect(text).toContain('4,020');
  });

  it('says that a server is not there yet, and how to start one', () => {
    const waiting = reduceDashboard(startDashboard('http://127.0.0.1:8080', 500), {
      type: 'unanswered',
      reason: 'connection refused',
      atMs: sampleNowMs,
      retryAtMs: sampleNowMs,
    });
    const context = { ...sampleContext({ state: busy }), state: waiting };
    const { background, panels } = viewDashboard(context, { width: 80, height: 24 });
    expect(lineText(background[1]!)).toContain('No server: connection refused. Trying again.');
    expect(panels.flatMap(panelLines).join('\n')).toContain('llmsim serve');
  });

  it('is calm until the first question is answered', () => {
    const asking = { ...sampleContext({ state: busy }), state: startDashboard('http://127.0.0.1:8080', 500) };
    const { background, panels } = viewDashboard(asking, { width: 80, height: 24 });
    expect([panels, lineText(background[1]!).trim()]).toEqual([[], 'Asking http://127.0.0.1:8080']);
  });

  it('shows the help in place of the view', () => {
    const context = sampleContext({ state: { ...busy, helpShown: true }, logFile: '/tmp/server.log' });
    const { panels } = viewDashboard(context, { width: 80, height: 24 });
    const text = panels.flatMap(panelLines).join('\n');
    expect(panels).toHaveLength(1);
    for (const words of ['quit', 'pause', 'sort', 'every 500 ms', '/tmp/server.log'])
      expect(text).toContain(words);
  });

  it('draws lines as charts where the terminal shows dots, and as text where it does not', () => {
    const types = bothGlyphs.map(([, glyphs]) =>
      viewDashboard(sampleContext({ state: { ...busy, view: 'charts' }, glyphs }), {
        width: 120,
        height: 40,
      }).panels.map(({ body }) => body.type),
    );
    expect(types).toEqual([
      ['chart', 'chart', 'chart', 'chart'],
      ['text', 'text', 'text', 'text'],
    ]);
  });

  it('shows a server that has done nothing yet', () => {
    const idle = reduceDashboard(startDashboard('http://127.0.0.1:8080', 500), {
      type: 'answered',
      stats: sampleContext().stats,
      atMs: 0,
      wallMs: 0,
    });
    const quiet = { ...idle, history: [], failures: [] };
    for (const view of viewNames)
      for (const [, glyphs] of bothGlyphs)
        expect(() =>
          viewDashboard(sampleContext({ state: { ...quiet, view }, glyphs }), { width: 120, height: 40 }),
        ).not.toThrow();
  });
});
