import type { DashboardScreen } from './dashboard-screen.js';
import type { DashboardView } from './dashboard-view.js';
import { startDashboardLoop } from './dashboard-loop.js';
import type { Answer, StatsClient } from './stats/stats-client.js';
import { lineText, panelLines } from './testing/line-text.js';
import { createManualDashboardClock } from './testing/manual-dashboard-clock.js';
import { sampleStats } from './testing/sample-stats.js';
import { unicodeGlyphs } from './view/styled-text.js';

const refused: Answer = { type: 'unreachable', reason: 'connection refused', permanent: false };

function start(first: Answer | 'stats' = 'stats', draw: (view: DashboardView) => void = () => {}) {
  const clock = createManualDashboardClock();
  const views: DashboardView[] = [];
  const asked: number[] = [];
  const closed: string[] = [];
  let size = { width: 80, height: 24 };
  let press: (key: string) => void = () => {};
  let resized = () => {};
  let answer: Answer | 'stats' = 'stats';
  let travelMs = 0;
  const stats = (): Answer => ({ type: 'stats', stats: sampleStats(60 + clock.nowMs() / 1000), body: {} });
  const client: StatsClient = {
    url: 'http://127.0.0.1:8080',
    identify: () => Promise.reject(new Error('The loop is given the first answer.')),
    async poll() {
      asked.push(clock.nowMs());
      if (travelMs > 0) await new Promise<void>((resolve) => clock.after(travelMs, resolve));
      return answer === 'stats' ? stats() : answer;
    },
    close: () => closed.push('client'),
  };
  const loop = startDashboardLoop({
    client,
    first: first === 'stats' ? stats() : first,
    intervalMs: 500,
    clock,
    glyphs: unicodeGlyphs,
    logFile: undefined,
    openScreen(handlers): DashboardScreen {
      press = handlers.onKey;
      resized = handlers.onResize;
      return {
        size: () => size,
        draw(view) {
          views.push(view);
          draw(view);
        },
        close: () => closed.push('screen'),
      };
    },
  });
  return {
    loop,
    clock,
    views,
    asked,
    closed,
    press: (key: string) => press(key),
    resize(width: number, height: number) {
      size = { width, height };
      resized();
    },
    answerWith: (next: Answer | 'stats') => (answer = next),
    travel: (ms: number) => (travelMs = ms),
    /** Everything on the screen. */
    text() {
      const view = views.at(-1);
      if (view === undefined) return '';
      return [...view.background.map(lineText), ...view.panels.flatMap(panelLines)].join('\n');
    },
  };
}

describe('startDashboardLoop', () => {
  it('shows the first answer at once, and asks again at each interval', async () => {
    const dashboard = start();
    expect(dashboard.text()).toContain('1,200');
    await dashboard.clock.advance(1600);
    expect(dashboard.asked).toEqual([500, 1000, 1500]);
    expect(dashboard.text()).toContain('1,230');
  });

  it('keeps to the interval however long an answer travels, and never asks twice at a time', async () => {
    const dashboard = start();
    dashboard.travel(300);
    await dashboard.clock.advance(2100);
    expect(dashboard.asked).toEqual([500, 1000, 1500, 2000]);
    dashboard.travel(1200);
    dashboard.asked.length = 0;
    await dashboard.clock.advance(4000);
    expect(dashboard.asked).toEqual([2500, 3700, 4900, 6100]);
  });

  it('asks a server that is away less and less often, and counts down to the next try', async () => {
    const dashboard = start();
    dashboard.answerWith(refused);
    await dashboard.clock.advance(20_000);
    expect(dashboard.asked).toEqual([500, 1000, 2000, 4000, 8000, 13_000, 18_000]);
    expect(dashboard.text()).toContain('Lost for 19 s: connection refused. Next try in 3 s.');
    await dashboard.clock.advance(1000);
    expect(dashboard.text()).toContain('Lost for 20 s: connection refused. Next try in 2 s.');
  });

  it('finds a server that comes back, and is at its interval again', async () => {
    const dashboard = start(refused);
    dashboard.answerWith(refused);
    expect(dashboard.text()).toContain('No server: connection refused.');
    await dashboard.clock.advance(3000);
    dashboard.answerWith('stats');
    await dashboard.clock.advance(600);
    dashboard.asked.length = 0;
    await dashboard.clock.advance(1000);
    expect(dashboard.asked).toHaveLength(2);
    expect(dashboard.text()).not.toContain('No server');
  });

  it('shows a stranger in place of the server as one that is lost', async () => {
    const dashboard = start();
    dashboard.answerWith({ type: 'foreign', reason: 'GET /llmsim/stats answers status 404' });
    await dashboard.clock.advance(600);
    expect(dashboard.text()).toContain('GET /llmsim/stats answers status 404');
  });

  it('asks at once when told to', async () => {
    const dashboard = start();
    await dashboard.clock.advance(100);
    dashboard.press('r');
    await dashboard.clock.advance(0);
    expect(dashboard.asked).toEqual([100]);
    await dashboard.clock.advance(500);
    expect(dashboard.asked).toEqual([100, 600]);
  });

  it('asks nothing while it is paused, but for a refresh, and goes on at once', async () => {
    const dashboard = start();
    dashboard.press('p');
    await dashboard.clock.advance(5000);
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.text()).toContain('paused');
    dashboard.press('r');
    await dashboard.clock.advance(5000);
    expect(dashboard.asked).toEqual([5000]);
    dashboard.press('p');
    await dashboard.clock.advance(600);
    expect(dashboard.asked).toEqual([5000, 10_000, 10_500]);
  });

  it('changes its interval', async () => {
    const dashboard = start();
    for (const key of ['+', '+', '+']) dashboard.press(key);
    await dashboard.clock.advance(2200);
    expect(dashboard.asked).toEqual([500, 1300, 2100]);
  });

  it('draws at once what a key or another size changes', () => {
    const dashboard = start();
    const before = dashboard.views.length;
    dashboard.press('3');
    dashboard.resize(120, 40);
    dashboard.press('x');
    expect(dashboard.views).toHaveLength(before + 2);
    expect(dashboard.views.at(-1)?.size).toEqual({ width: 120, height: 40 });
    expect(dashboard.text()).toContain('requests▼');
  });

  it.each(['q', 'C-c'])(
    'quits with %s: screen and client are closed, and nothing is left to wait for',
    async (key) => {
      const dashboard = start();
      await dashboard.clock.advance(100);
      dashboard.press(key);
      await dashboard.loop.done;
      dashboard.loop.stop();
      expect(dashboard.closed.sort()).toEqual(['client', 'screen']);
      expect(dashboard.clock.waiting()).toBe(0);
      dashboard.press('r');
      await dashboard.clock.advance(5000);
      expect(dashboard.asked).toEqual([]);
    },
  );

  it('takes no notice of an answer that comes after the end', async () => {
    const dashboard = start();
    dashboard.travel(100);
    await dashboard.clock.advance(550);
    const drawn = dashboard.views.length;
    dashboard.loop.stop();
    await dashboard.clock.advance(1000);
    expect([dashboard.views.length, dashboard.clock.waiting()]).toEqual([drawn, 0]);
  });

  it('closes the screen before it fails, when drawing fails', async () => {
    const dashboard = start('stats', () => {
      throw new Error('no ink');
    });
    await expect(dashboard.loop.done).rejects.toThrow('no ink');
    expect(dashboard.closed).toContain('screen');
  });
});
