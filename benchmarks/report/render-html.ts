import { describeMachineLines } from '../instruments/describe-machine.ts';
import { escapeText } from './plot-frame.ts';
import type { Report, Table } from './report.ts';

const style = `
:root { color-scheme: light dark; --back: #fcfcfb; --text: #1c1b1a; --quiet: #6b6965; --rule: #e2e0dc; --c1: #8a8782; --c2: #2563c9; --c3: #c2570c; --c4: #0b7f6b; }
@media (prefers-color-scheme: dark) { :root { --back: #191918; --text: #efeeec; --quiet: #a3a09a; --rule: #383633; --c1: #a3a09a; --c2: #7aa9ff; --c3: #f59e5b; --c4: #4cc4ac; } }
body { margin: 2rem auto; max-width: 84rem; padding: 0 1.25rem; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
p { max-width: 46rem; } .facts { color: var(--quiet); font-size: .85rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { padding: .25rem .75rem .25rem 0; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { color: var(--quiet); font-weight: 500; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
svg .title { font-size: 13px; font-weight: 600; fill: var(--text); }
.grid { stroke: var(--rule); } .axis { stroke: var(--quiet); } .line { fill: none; stroke-width: 2; } .dashed { stroke-dasharray: 5 4; }
.line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); } .line.c3 { stroke: var(--c3); } .line.c4 { stroke: var(--c4); }
.dot.c1, .bar.c1 { fill: var(--c1); } .dot.c2, .bar.c2 { fill: var(--c2); } .dot.c3, .bar.c3 { fill: var(--c3); } .dot.c4, .bar.c4 { fill: var(--c4); }
`;

/** A report as one page that needs nothing else. */
export function renderHtml(report: Report): string {
  const facts = [...describeMachineLines(report.machine), `command: ${report.command}`];
  const sections = report.sections.map(
    ({ title, text, tables, plots }) =>
      `<h2>${escapeText(title)}</h2>\n<p>${escapeText(text)}</p>\n<div class="plots">${plots.join('\n')}</div>\n${tables.map(renderTable).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(report.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeText(report.title)}</h1>
<p class="facts">${facts.map(escapeText).join('<br>')}</p>
${sections.join('\n')}
</body>
</html>
`;
}

function renderTable({ title, columns, rows }: Table): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeText(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="scroll"><table><caption>${escapeText(title)}</caption>${row(columns, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table></div>`;
}
