// Turns what a terminal shows into an SVG: `tmux capture-pane -e -p | node scripts/capture-to-svg.js > picture.svg`.
// Frames, bars and dots are drawn as shapes, so that the picture does not depend on the fonts of whoever looks at it.
import { text } from 'node:stream/consumers';

const cell = { width: 8, height: 16, baseline: 12 };
const margin = 16;
const paper = '#12161c';
const ink = '#c9d1d9';
// The sixteen colours of a terminal, dark ones first.
const palette = [
  ...['#484f58', '#ff7b72', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#c9d1d9'],
  ...['#6e7681', '#ffa198', '#7ee787', '#f2cc60', '#a5d6ff', '#e2c5ff', '#b3f0ff', '#ffffff'],
];

const escape = '\u001b';

/** The style after an SGR sequence. */
function restyle(style, codes) {
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index];
    if (code === 0) style = { ink, paper, bold: false, inverse: false };
    else if (code === 1) style = { ...style, bold: true };
    else if (code === 7) style = { ...style, inverse: true };
    else if (code === 22) style = { ...style, bold: false };
    else if (code === 27) style = { ...style, inverse: false };
    else if (code === 39) style = { ...style, ink };
    else if (code === 49) style = { ...style, paper };
    else if (code >= 30 && code <= 37) style = { ...style, ink: palette[code - 30] };
    else if (code >= 40 && code <= 47) style = { ...style, paper: palette[code - 40] };
    else if (code >= 90 && code <= 97) style = { ...style, ink: palette[code - 82] };
    else if (code >= 100 && code <= 107) style = { ...style, paper: palette[code - 92] };
    else if (code === 38 && codes[index + 1] === 5) {
      style = { ...style, ink: palette[codes[index + 2]] ?? ink };
      index += 2;
    }
  }
  return style;
}

// tmux says at the start of a line only what differs from the end of the one before.
let style = restyle({}, [0]);

/** The cells of a line: each a character and its style. */
function parseLine(line) {
  const cells = [];
  const [first, ...styled] = line.split(escape);
  for (const character of first) cells.push({ character, style });
  for (const part of styled) {
    const [sequence, codes] = /^\[([\d;]*)m/.exec(part) ?? ['', ''];
    style = restyle(style, codes.split(';').map(Number));
    for (const character of part.slice(sequence.length)) cells.push({ character, style });
  }
  return cells;
}

/** Outlines that are drawn at the end, in one element for each kind and colour. */
const outlines = new Map();

const outlineAttributes = {
  area: (color) => `fill="${color}" shape-rendering="crispEdges"`,
  frame: (color) => `stroke="${color}"`,
  dots: (color) => `stroke="${color}" stroke-width="2.4" stroke-linecap="round"`,
};

function addOutline(kind, color, path) {
  const key = outlineAttributes[kind](color);
  outlines.set(key, (outlines.get(key) ?? '') + path);
}

function addArea(x, y, width, height, color) {
  addOutline('area', color, `M${x} ${y}h${width}v${height}h-${width}z`);
}

/** Arms of the characters of frames: up 1, right 2, down 4, left 8. */
const arms = { '─': 10, '│': 5, '┌': 6, '┐': 12, '└': 3, '┘': 9, '├': 7, '┤': 13, '┬': 14, '┴': 11, '┼': 15 };

/** Dots of a braille character from bit 0: column and line. */
const dots = [
  ...[
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ],
  ...[
    [0, 3],
    [1, 3],
  ],
];

/** Draws a character as a shape, unless it is one for a font. */
function drawShape(character, x, y, color) {
  const { width, height } = cell;
  const code = character.codePointAt(0);
  if (code >= 0x2581 && code <= 0x2588) {
    const filled = ((code - 0x2580) / 8) * height;
    addArea(x, y + height - filled, width, filled, color);
    return true;
  }
  if (code > 0x2800 && code <= 0x28ff) {
    dots.forEach(([column, line], bit) => {
      if (((code - 0x2800) >> bit) & 1)
        addOutline(
          'dots',
          color,
          `M${x + (column + 0.5) * (width / 2)} ${y + (line + 0.5) * (height / 4)}h0`,
        );
    });
    return true;
  }
  const arm = arms[character];
  if (arm === undefined) return false;
  // Half a dot aside, so that a line is one dot wide.
  const [middleX, middleY] = [x + width / 2 + 0.5, y + height / 2 + 0.5];
  const up = arm & 1 ? y : middleY;
  const down = arm & 4 ? y + height : middleY;
  const left = arm & 8 ? x : middleX;
  const right = arm & 2 ? x + width : middleX;
  if (down > up) addOutline('frame', color, `M${middleX} ${up}V${down}`);
  if (right > left) addOutline('frame', color, `M${left} ${middleY}H${right}`);
  return true;
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A run of characters in one style. */
function drawText(characters, style, x, y) {
  const shown = characters.replace(/[&<>]/g, (character) => escapes[character]);
  const weight = style.bold ? ' font-weight="bold"' : '';
  const width = characters.length * cell.width;
  const color = style.inverse ? style.paper : style.ink;
  return `<text x="${x}" y="${y + cell.baseline}" fill="${color}"${weight} textLength="${width}">${shown}</text>`;
}

function drawLine(cells, line) {
  const y = margin + line * cell.height;
  const parts = [];
  let run = '';
  let runStart = 0;
  const at = (column) => margin + column * cell.width;
  const flush = (column) => {
    const trimmed = run.trimEnd();
    const lead = trimmed.length - trimmed.trimStart().length;
    if (trimmed !== '')
      parts.push(drawText(trimmed.slice(lead), cells[runStart].style, at(runStart + lead), y));
    run = '';
    runStart = column;
  };
  cells.forEach(({ style }, column) => {
    const behind = style.inverse ? style.ink : style.paper;
    if (behind !== paper) addArea(at(column), y, cell.width, cell.height, behind);
  });
  cells.forEach(({ character, style }, column) => {
    const drawn = drawShape(character, at(column), y, style.ink);
    if (run !== '' && (drawn || style !== cells[runStart].style)) flush(column);
    if (drawn) return;
    if (run === '') runStart = column;
    run += character;
  });
  flush(cells.length);
  return parts.join('');
}

const captured = (await text(process.stdin)).replace(/\n$/, '').split('\n').map(parseLine);
const columns = Math.max(...captured.map((line) => line.length));
const width = Math.ceil(columns * cell.width + 2 * margin);
const height = Math.ceil(captured.length * cell.height + 2 * margin);
const lines = captured.map(drawLine);
const shapes = [...outlines].map(([attributes, path]) => `<path ${attributes} d="${path}"/>`);
process.stdout
  .write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>
<g fill="none" stroke-width="1">
${shapes.join('\n')}
</g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13.3" xml:space="preserve">
${lines.join('\n')}
</g>
</svg>
`);
