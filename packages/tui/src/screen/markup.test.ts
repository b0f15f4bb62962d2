import { span } from '../view/styled-text.js';
import { chartColor, markupOf } from './markup.js';

describe('markupOf', () => {
  it('dresses spans in tags', () => {
    const lines = [[span('a', 'good'), span('b')], [span('c', 'selected')]];
    expect(markupOf(lines, true)).toBe('{green-fg}a{/green-fg}b\n{inverse}c{/inverse}');
    expect(markupOf(lines, false)).toBe('{bold}a{/bold}b\n{inverse}c{/inverse}');
  });

  it('writes nothing in yellow, which cannot be read on white', () => {
    expect(markupOf([[span('a', 'warn')]], true)).toBe('{black-fg}{yellow-bg}a{/black-fg}{/yellow-bg}');
  });

  it('takes braces for text', () => {
    expect(markupOf([[span('{bold}')]], true)).toBe('{open}bold{close}');
  });
});

describe('chartColor', () => {
  it('is the colour of a style, or the one of the terminal', () => {
    expect([
      chartColor('first', true),
      chartColor('first', false),
      chartColor('plain', true),
      chartColor('dim', true),
    ]).toEqual(['cyan', 'normal', 'normal', 8]);
  });
});
