import { lineText, panelLines } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { barsPanel, modelTablePanel } from './model-panels.js';
import { asciiGlyphs } from './styled-text.js';

const area = { left: 0, top: 0, width: 80, height: 7 };
const state = sampleState();

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trimEnd());
}

describe('modelTablePanel', () => {
  it('has a row for each model in the order that was asked for, with a mark at the column', () => {
    expect(trimmed(panelLines(modelTablePanel(sampleContext(), area, true)))).toEqual([
      ' model                     reqs▼   active   errors    input   output   avg ms',
      ' gpt-4o                    2,412       24        6  506,520  229,140    1,240',
      ' gpt-4o-mini               1,206       12        3  253,260  114,570      881',
      ' o3-mini                     402        4        0   84,420   38,190    3,100',
    ]);
  });

  it('follows another order, in ASCII as well', () => {
    const sort = { column: 'latency', descending: false } as const;
    const context = sampleContext({ state: { ...state, sort }, glyphs: asciiGlyphs });
    const [head, first] = panelLines(modelTablePanel(context, area, true));
    expect(head).toMatch(/avg ms \^ ?$/);
    expect(first).toMatch(/^ gpt-4o-mini /);
  });

  it('marks the selected row, and no other', () => {
    const { body } = modelTablePanel(sampleContext({ state: { ...state, selectedRow: 1 } }), area, true);
    const selected =
      body.type === 'text' ? body.lines.map((line) => line.some(({ style }) => style === 'selected')) : [];
    expect(selected).toEqual([false, false, true, false]);
  });

  it('scrolls to the selected row and says where it is', () => {
    const models = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `model-${String(index).padStart(2, '0')}`,
        { requests: 100 - index },
      ]),
    );
    const many = { ...sampleState({ models }), selectedRow: 20 };
    const panel = modelTablePanel(sampleContext({ state: many }), area, true);
    expect(lineText(panel.title)).toBe('Models 19 to 22 of 40');
    expect(panelLines(panel).map((line) => line.slice(1, 9))).toEqual([
      ...['model   ', 'model-18', 'model-19', 'model-20', 'model-21'],
    ]);
    const last = modelTablePanel(sampleContext({ state: { ...many, selectedRow: 39 } }), area, true);
    expect(panelLines(last).at(-1)).toContain('model-39');
  });
});

describe('barsPanel', () => {
  it('draws what the table is sorted by, the longest first, whatever the order of the table', () => {
    const sort = { column: 'output', descending: false } as const;
    const panel = barsPanel(sampleContext({ state: { ...state, sort } }), 'model', { ...area, width: 50 });
    expect(lineText(panel.title)).toBe('By model · output tokens');
    expect(trimmed(panelLines(panel))).toEqual([
      ' gpt-4o      ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆  229,140',
      ' gpt-4o-mini ▆▆▆▆▆▆▆▆▆▆▆▆▆              114,570',
      ' o3-mini     ▆▆▆▆                        38,190',
    ]);
  });

  it('draws requests while the table is sorted by name', () => {
    const sort = { column: 'model', descending: false } as const;
    expect(lineText(barsPanel(sampleContext({ state: { ...state, sort } }), 'model', area).title)).toContain(
      'requests',
    );
  });

  it('shows no more models than there is room for, and no names that could harm', () => {
    const models = { '\u001b[2J模': { requests: 9 }, b: { requests: 8 }, c: { requests: 7 } };
    const lines = panelLines(
      barsPanel(sampleContext({ state: sampleState({ models }) }), 'model', { ...area, height: 4 }),
    );
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^ \?\[2J\? /);
  });

  it('shows names as whole as it can, rather than long bars', () => {
    const models = { 'gpt-4o-mini-2024-07-18': { requests: 75 }, 'gpt-4o': { requests: 150 } };
    const context = sampleContext({ state: sampleState({ models }) });
    expect(trimmed(panelLines(barsPanel(context, 'model', { ...area, width: 35 })))).toEqual([
      ' gpt-4o                 ▆▆▆  150',
      ' gpt-4o-mini-2024-07-18 ▆▆    75',
    ]);
  });

  it('draws the endpoints of any provider by the names that the server gives them', () => {
    const endpoints = { messages: { requests: 3 }, anything: { requests: 9 } };
    const panel = barsPanel(sampleContext({ state: sampleState({ endpoints }) }), 'endpoint', area);
    expect(lineText(panel.title)).toBe('By endpoint · requests');
    expect(panelLines(panel).map((line) => line.slice(1, 9))).toEqual(['anything', 'messages']);
  });
});
