import { span } from '../view/styled-text.js';
import { chartColor, markupOf } from './markup.js';

describe('markupOf', () => {
  it('dresses spans in tags', () => {
    const lines = [[span('a', 'good'), span('b')], [span('c', 'selected')]];
    expect(markupOf(lines, true)).toBe('{bold}{green-fg}a{/bold}{/green-fg}b\n{inverse}c{/inverse}');
    expect(markupOf(lines, false)).toBe('{bold}a{/bold}b\n{inverse}c{/inverse}');
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
