import { lineText } from '../testing/line-text.js';
import { sampleContext, sampleState } from '../testing/sample-dashboard.js';
import { bannerLine, footerLine, headerLine } from './header.js';

const state = sampleState();

describe('headerLine', () => {
  it('says what is watched and how it is', () => {
    const line = lineText(headerLine(sampleContext(), 90));
    expect(line).toBe(
      ' llmsim 1.2.3  http://127.0.0.1:8080  profile gpt-4o                    ● ok  up 3 m 20 s ',
    );
  });

  it('gives up the version first, then the address, never the verdict', () => {
    expect(lineText(headerLine(sampleContext(), 60))).toBe(
      ' llmsim  http://127.0.0.1:8080  gpt-4o    ● ok  up 3 m 20 s ',
    );
    const far = { ...state, url: `http://${'a'.repeat(80)}` };
    expect(lineText(headerLine(sampleContext({ state: far }), 60))).toMatch(/aaa… ● ok {2}up 3 m 20 s $/);
  });

  it('says that it is paused', () => {
    expect(lineText(headerLine(sampleContext({ state: { ...state, paused: true } }), 90))).toContain(
      'paused  ● ok',
    );
  });
});

describe('bannerLine', () => {
  it('is not there while the server answers', () => {
    expect(bannerLine(sampleContext(), 80)).toBeUndefined();
  });

  it('says for how long a server has been away, and that nobody asks while it is paused', () => {
    const connection = {
      phase: 'lost',
      reason: 'connection reset',
      sinceMs: 140_000,
      retryAtMs: 201_000,
    } as const;
    const text = (paused: boolean) =>
      lineText(bannerLine(sampleContext({ state: { ...state, connection, paused } }), 80) ?? []).trim();
    expect(text(false)).toBe('Lost for 1 m 00 s: connection reset. Next try in 1 s.');
    expect(text(true)).toBe('Lost for 1 m 00 s: connection reset. Paused.');
  });
});

describe('footerLine', () => {
  it.each([
    [60, '? help  q quit '],
    [80, '+/- 500 ms  ? help  q quit '],
    [120, 'r refresh  p pause  +/- 500 ms  ? help  q quit '],
  ])('names as many keys as fit into %i columns', (width, expected) => {
    const line = lineText(footerLine(sampleContext(), width));
    expect(line).toHaveLength(width);
    expect(line.slice(45).trimStart()).toBe(expected);
  });

  it('marks the view that is shown', () => {
    const marked = footerLine(sampleContext({ state: { ...state, view: 'models' } }), 120)
      .filter(({ style }) => style === 'selected')
      .map(({ text }) => text);
    expect(marked).toEqual([' 3 Models ']);
  });
});
