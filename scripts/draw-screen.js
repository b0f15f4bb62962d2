// A terminal's screen as SVG. What frames and charts are made of is drawn as shapes, since fonts differ in them.
const [cellWidth, cellHeight, margin] = [8, 16, 16];
const background = '#12161c';
const foreground = '#c9d1d9';
const palette = [
  ...['#0d1117', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'],
];

/** The 256 colours of terminals: 16 of the palette, a cube of 6 x 6 x 6, and 24 greys. */
function colorOf(index) {
  if (index < 16) return palette[index];
  const level = (value) => (value === 0 ? 0 : 55 + value * 40);
  const grey = 8 + (index - 232) * 10;
  const channels =
    index >= 232
      ? [grey, grey, grey]
      : [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6].map(level);
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function colorsOf(cell) {
  const front = cell.isFgPalette()
    ? colorOf(cell.getFgColor())
    : cell.isFgRGB()
      ? rgb(cell.getFgColor())
      : foreground;
  const back = cell.isBgPalette()
    ? colorOf(cell.getBgColor())
    : cell.isBgRGB()
      ? rgb(cell.getBgColor())
      : background;
  return cell.isInverse() ? { front: back, back: front } : { front, back };
}

const rgb = (value) => `#${value.toString(16).padStart(6, '0')}`;

/** To which sides the lines of box-drawing characters lead: up, right, down, left. */
const lines = new Map([
  ...Object.entries({ '─': '0101', '│': '1010', '┌': '0110', '┐': '0011', '└': '1100', '┘': '1001' }),
  ...Object.entries({ '├': '1110', '┤': '1011', '┬': '0111', '┴': '1101', '┼': '1111' }),
  ...Object.entries({ '╭': '0110', '╮': '0011', '╰': '1100', '╯': '1001', '━': '0101', '┃': '1010' }),
]);

/** The shape of a character within its cell, or undefined if it is text. */
function shapeOf(character, x, y) {
  const sides = lines.get(character);
  if (sides !== undefined) {
    const [middle, center] = [y + cellHeight / 2, x + cellWidth / 2];
    const [up, right, down, left] = sides;
    const vertical = `M${center} ${up === '1' ? y : middle}V${down === '1' ? y + cellHeight : middle}`;
    const horizontal = `M${left === '1' ? x : center} ${middle}H${right === '1' ? x + cellWidth : center}`;
    return { stroke: vertical + horizontal };
  }
  const code = character.codePointAt(0);
  // ▁ to █: eighths from below.
  if (code >= 0x2581 && code <= 0x2588) {
    const height = ((code - 0x2580) / 8) * cellHeight;
    return { fill: `M${x} ${y + cellHeight - height}h${cellWidth}v${height}h${-cellWidth}z` };
  }
  // ▉ to ▏: eighths from the left, fewer and fewer.
  if (code >= 0x2589 && code <= 0x258f) {
    return { fill: `M${x} ${y}h${((0x2590 - code) / 8) * cellWidth}v${cellHeight}H${x}z` };
  }
  // Braille: eight dots, the bits of which go down the left column, down the right one, then along the bottom.
  if (code >= 0x2800 && code <= 0x28ff) {
    const dots = [0, 1, 2, 6, 3, 4, 5, 7].flatMap((bit, place) =>
      (code >> bit) & 1 ? [[Math.floor(place / 4), place % 4]] : [],
    );
    const side = 2;
    return {
      fill: dots
        .map(([column, row]) => `M${x + 1 + column * 4} ${y + 1 + row * 4}h${side}v${side}h${-side}z`)
        .join(''),
    };
  }
  return undefined;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * @param terminal - of @xterm/headless
 * @param {string} url - shown as the usual address instead
 * @returns {string} the picture
 */
export function drawScreen(terminal, url) {
  const [width, height] = [terminal.cols * cellWidth + 2 * margin, terminal.rows * cellHeight + 2 * margin];
  const rectangles = [];
  const texts = [];
  const paths = new Map();
  const addPath = (kind, color, path) =>
    paths.set(`${kind}="${color}"`, (paths.get(`${kind}="${color}"`) ?? '') + path);

  for (let row = 0; row < terminal.rows; row += 1) {
    const line = terminal.buffer.active.getLine(row);
    const y = margin + row * cellHeight;
    let run;
    const endRun = () => {
      const text = run?.text.trimEnd() ?? '';
      if (text.trim() !== '') {
        const shown = text.replace(new URL(url).host.padEnd(15), '127.0.0.1:8080 ');
        const weight = run.bold ? ' font-weight="bold"' : '';
        texts.push(
          `<text x="${run.x}" y="${y + 12}" fill="${run.color}"${weight} textLength="${text.length * cellWidth}">${escaped(shown)}</text>`,
        );
      }
      run = undefined;
    };
    for (let column = 0; column < terminal.cols; column += 1) {
      const cell = line.getCell(column);
      const character = cell.getChars() || ' ';
      const x = margin + column * cellWidth;
      const { front, back } = colorsOf(cell);
      if (back !== background)
        rectangles.push(
          `<rect shape-rendering="crispEdges" x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" fill="${back}"/>`,
        );
      const shape = shapeOf(character, x, y);
      const bold = cell.isBold() !== 0;
      if (shape !== undefined || (run !== undefined && (run.color !== front || run.bold !== bold))) endRun();
      if (shape?.stroke !== undefined) addPath('stroke', front, shape.stroke);
      else if (shape?.fill !== undefined) addPath('fill', front, shape.fill);
      else {
        run ??= { x, text: '', color: front, bold };
        run.text += character;
      }
    }
    endRun();
  }
  const drawn = [...paths].map(
    ([style, path]) => `<path ${style}${style.startsWith('stroke') ? ' fill="none"' : ''} d="${path}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
    ...rectangles,
    ...drawn,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="13" xml:space="preserve">',
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
