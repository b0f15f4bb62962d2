import type { StyledLine, TextStyle } from '../view/styled-text.js';

/**
 * Colours are the terminal's own sixteen, so that they fit the theme of whoever looks at them. Yellow cannot be read on
 * white, nor bold cyan and green, which many terminals draw in their bright colours: a warning brings its own
 * background.
 */
const colored: Readonly<Record<TextStyle, readonly string[]>> = {
  plain: [],
  strong: ['bold'],
  dim: ['bright-black-fg'],
  accent: ['bold', 'magenta-fg'],
  good: ['green-fg'],
  warn: ['black-fg', 'yellow-bg'],
  bad: ['bold', 'red-fg'],
  selected: ['inverse'],
  banner: ['bold', 'white-fg', 'red-bg'],
  first: ['cyan-fg'],
  second: ['green-fg'],
  third: ['magenta-fg'],
};

const colorless: Readonly<Record<TextStyle, readonly string[]>> = {
  plain: [],
  strong: ['bold'],
  dim: [],
  accent: ['bold'],
  good: ['bold'],
  warn: ['bold'],
  bad: ['bold'],
  selected: ['inverse'],
  banner: ['inverse'],
  first: [],
  second: [],
  third: [],
};

/** A style's colour as blessed-contrib's charts take it: a name, or a number for the bright ones. */
export function chartColor(style: TextStyle, color: boolean): string | number {
  const tag = color ? colored[style].find((name) => name.endsWith('-fg')) : undefined;
  if (tag === undefined) return 'normal';
  return tag === 'bright-black-fg' ? 8 : tag.slice(0, -'-fg'.length);
}

function escapeBraces(text: string): string {
  return text.replace(/[{}]/g, (brace) => (brace === '{' ? '{open}' : '{close}'));
}

/** Lines in blessed's markup. */
export function markupOf(lines: readonly StyledLine[], color: boolean): string {
  const styles = color ? colored : colorless;
  return lines
    .map((line) =>
      line
        .map(({ text, style }) => {
          const tags = styles[style];
          const open = tags.map((tag) => `{${tag}}`).join('');
          const close = tags.map((tag) => `{/${tag}}`).join('');
          return open + escapeBraces(text) + close;
        })
        .join(''),
    )
    .join('\n');
}
