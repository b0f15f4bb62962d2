import { reduceDashboard, startDashboard, type DashboardState } from '../dashboard-state.js';
import { viewDashboard } from '../dashboard-view.js';
import { goldenFile } from '../testing/golden-file.js';
import { createHeadlessTerminal, type HeadlessTerminal } from '../testing/headless-terminal.js';
import { sampleNowMs, sampleState } from '../testing/sample-dashboard.js';
import { asciiGlyphs, unicodeGlyphs } from '../view/styled-text.js';
import { openScreen } from './open-screen.js';

const sizes = {
  '120x40': [120, 40],
  '80x24': [80, 24],
  '60x18': [60, 18],
} as const;

interface Look {
  readonly unicode: boolean;
  readonly color: boolean;
}

function draw(terminal: HeadlessTerminal, state: DashboardState, look: Look, onResize = () => {}) {
  const keys: string[] = [];
  const screen = openScreen({ ...terminal, ...look, onKey: (key) => keys.push(key), onResize });
  const show = (shown: DashboardState) => {
    const context = {
      state: shown,
      glyphs: look.unicode ? unicodeGlyphs : asciiGlyphs,
      nowMs: sampleNowMs,
      timeZoneMinutes: 0,
      logFile: undefined,
    };
    screen.draw(viewDashboard(context, screen.size()));
  };
  show(state);
  return { screen, keys, show };
}

async function shot(
  state: DashboardState,
  [width, height]: readonly [number, number],
  look: Look = { unicode: true, color: true },
) {
  const terminal = createHeadlessTerminal(width, height);
  const { screen } = draw(terminal, state, look);
  const lines = await terminal.screen();
  screen.close();
  return { text: `${lines.join('\n')}\n`, terminal };
}

const busy = sampleState();
const lost = reduceDashboard(busy, {
  type: 'unanswered',
  reason: 'connection refused',
  atMs: sampleNowMs - 7000,
  retryAtMs: sampleNowMs + 2000,
});
const waiting = reduceDashboard(startDashboard('http://127.0.0.1:8080', 500), {
  type: 'unanswered',
  reason: 'connection refused',
  atMs: sampleNowMs,
  retryAtMs: sampleNowMs + 1000,
});

const states: Readonly<Record<string, DashboardState>> = {
  overview: busy,
  charts: { ...busy, view: 'charts' },
  models: { ...busy, view: 'models' },
  failures: { ...busy, view: 'failures' },
  help: { ...busy, helpShown: true },
  lost,
  waiting,
};

describe('openScreen', () => {
  const cases = Object.keys(states).flatMap((name) =>
    Object.keys(sizes).map((size) => [name, size] as const),
  );

  it.each(cases)('draws the screen "%s" at %s as its golden file shows it', async (name, size) => {
    const { text } = await shot(states[name]!, sizes[size as keyof typeof sizes]);
    expect(text).toBe(goldenFile(`${name}-${size}`, text));
  });

  it.each(cases)('draws the screen "%s" at %s in ASCII as its golden file shows it', async (name, size) => {
    const { text, terminal } = await shot(states[name]!, sizes[size as keyof typeof sizes], {
      unicode: false,
      color: true,
    });
    expect(text).toBe(goldenFile(`${name}-${size}-ascii`, text));
    // eslint-disable-next-line no-control-regex -- that is the point
    expect(terminal.written()).toMatch(/^[\u0000-\u007e]*$/);
  });

  it('uses no colour when none is wanted, neither in text nor in charts', async () => {
    for (const name of Object.keys(states)) {
      const { terminal } = await shot(states[name]!, [120, 40], { unicode: true, color: false });
      // eslint-disable-next-line no-control-regex -- escape sequences begin with one
      const attributes = [...terminal.written().matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, codes]) =>
        (codes ?? '').split(';'),
      );
      const colors = attributes.filter((code) => /^(3[0-8]|4[0-8]|9\d|10\d)$/.test(code));
      expect([name, colors]).toEqual([name, []]);
    }
  });

  it.each([
    ['ok', '32'],
    ['degraded', '43;30'],
    ['invalid', '1;31'],
  ])('shows the verdict "%s" in its colour', async (verdict, color) => {
    const body = { scheduler: { verdict, window_secs: 10, lag_ms: { p99: 60, count: 1 } } };
    const { terminal, text } = await shot(sampleState(body), [120, 40]);
    const column = text.split('\n')[0]!.indexOf(`● ${verdict}`);
    // The screen is closed by now, so that only what was written can tell.
    const found = new RegExp(`\\u001b\\[([\\d;]+)m● ${verdict}`).exec(terminal.written());
    expect([column > 0, found?.[1]]).toEqual([true, color]);
  });

  it('draws anew for another size, and leaves nothing of the old one behind', async () => {
    const terminal = createHeadlessTerminal(120, 40);
    let onResize = () => {};
    const resized = new Promise<void>((resolve) => (onResize = resolve));
    const { screen, show } = draw(terminal, busy, { unicode: true, color: true }, () => onResize());
    await terminal.screen();
    terminal.resize(80, 24);
    await resized;
    show(busy);
    const lines = await terminal.screen();
    screen.close();
    expect(`${lines.join('\n')}\n`).toBe(goldenFile('overview-80x24', `${lines.join('\n')}\n`));
  });

  it('changes from view to view without a trace of the one before', async () => {
    const terminal = createHeadlessTerminal(120, 40);
    const { screen, show } = draw(terminal, states['charts']!, { unicode: true, color: true });
    for (const name of ['help', 'models', 'failures', 'charts', 'overview']) show(states[name]!);
    const lines = await terminal.screen();
    screen.close();
    expect(`${lines.join('\n')}\n`).toBe(goldenFile('overview-120x40', `${lines.join('\n')}\n`));
  });

  it('shows keys by name', async () => {
    const terminal = createHeadlessTerminal(80, 24);
    const { screen, keys } = draw(terminal, busy, { unicode: true, color: true });
    terminal.type('q?+-=2\t\u001b[Z\u001b[A\u001b[B\u001b[C\u001b[D\r \u0003');
    await new Promise((resolve) => setImmediate(resolve));
    screen.close();
    expect(keys).toEqual([
      ...[
        'q',
        '?',
        '+',
        '-',
        '=',
        '2',
        'tab',
        'S-tab',
        'up',
        'down',
        'right',
        'left',
        'enter',
        'space',
        'C-c',
      ],
    ]);
  });

  it('takes the terminal and gives it back as it was, once', async () => {
    const terminal = createHeadlessTerminal(80, 24);
    terminal.output.write('$ llmsim tui\r\n');
    const { screen } = draw(terminal, busy, { unicode: true, color: true });
    await terminal.screen();
    expect([terminal.isRaw(), terminal.terminal.buffer.active.type]).toEqual([true, 'alternate']);
    screen.close();
    screen.close();
    const [first] = await terminal.screen();
    expect([terminal.isRaw(), terminal.terminal.buffer.active.type, first]).toEqual([
      false,
      'normal',
      '$ llmsim tui',
    ]);
    expect(terminal.written().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      terminal.written().lastIndexOf('\u001b[?25l'),
    );
    expect(terminal.terminal.modes.applicationCursorKeysMode).toBe(false);
  });

  it('draws nothing more once it is closed', async () => {
    const terminal = createHeadlessTerminal(80, 24);
    const { screen, show } = draw(terminal, busy, { unicode: true, color: true });
    await terminal.screen();
    screen.close();
    const before = terminal.written();
    show(busy);
    expect(terminal.written()).toBe(before);
  });

  it('shows names with braces and escape sequences as plain text', async () => {
    const name = '{red-fg}a\u001b[31mb{/}';
    const { text } = await shot(sampleState({ models: { [name]: { requests: 5 } } }), [120, 40]);
    expect(text).toContain('{red-fg}a?[31mb{/}');
  });
});
