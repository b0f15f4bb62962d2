import type { CalibratedModel, Calibration, Judgements } from '../calibrate.js';
import { percentiles } from '../check/compare.js';
import { comparedTimes, type Comparison } from '../check/replay.js';
import { quantile, sorted } from '../fit/quantile.js';
import { describeParameters, showNumber, showPercent, timeNames } from './describe-fit.js';
import { drawPlot, escapeText, type PlotLine } from './svg-plot.js';

const style = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { padding: .25em .8em .25em 0; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 1em; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: currentColor; } svg .title { font-weight: 600; }
.grid { stroke: currentColor; opacity: .15; } .line { fill: none; stroke-width: 2; }
.captured { stroke: #1f77b4; } .fitted { stroke: #d95f02; stroke-dasharray: 6 3; } .asked { stroke: #7570b3; stroke-dasharray: 2 3; }
`;

/** What was found, as one page with plots that needs nothing from a network. */
export function reportHtml({ captures, models, left }: Calibration): string {
  const files = captures.map(
    ({ file, format, requests, skipped }) =>
      `<li>${escapeText(file)}: ${format}, ${showNumber(requests.length)} replies, ${showNumber(skipped)} records left out</li>`,
  );
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>llmsim calibrate</title>',
    `<style>${style}</style></head><body>`,
    '<h1>llmsim calibrate</h1>',
    `<ul>${files.join('')}</ul>`,
    ...models.flatMap(modelSection),
    ...left.map(
      ({ model, requests, why }) => `<p>Left out: ${escapeText(model)}, ${requests} requests; ${why}.</p>`,
    ),
    '</body></html>',
    '',
  ].join('\n');
}

function modelSection(model: CalibratedModel): readonly string[] {
  const { against } = model;
  return [
    `<h2>${escapeText(model.model)}</h2>`,
    `<p>${showNumber(model.requests)} requests, ${showNumber(model.streamed)} of them streamed.</p>`,
    '<table>',
    ...describeParameters(model).map(
      ([name, text]) => `<tr><th>${name}</th><td>${escapeText(text)}</td></tr>`,
    ),
    '</table>',
    '<h3>Held out</h3>',
    '<p>Each fifth of the requests against a profile that was fitted to the rest: captured → profile, error.</p>',
    judgementTable(model.heldOut),
    ...(against === undefined
      ? []
      : [`<h3>${escapeText(against.name)} against all of them</h3>`, judgementTable(against.judgements)]),
    '<div class="plots">',
    ...comparedTimes.flatMap((time) => plotsOf(model, time)),
    '</div>',
  ];
}

function judgementTable(judgements: Judgements): string {
  const head = ['', 'samples', ...percentiles, 'KS', '1.36/√n'].map((title) => `<th>${title}</th>`).join('');
  const rows = comparedTimes.flatMap((time) => {
    const judgement = judgements[time];
    if (judgement === null) return [];
    const cells = percentiles.map((name) => {
      const error = judgement.errors[name];
      return error === null
        ? 'too few samples'
        : `${showNumber(error.capturedMs)} → ${showNumber(error.profileMs)}, ${showPercent(error.error)}`;
    });
    const all = [
      showNumber(judgement.samples),
      ...cells,
      judgement.ks.toFixed(3),
      judgement.ksNoise.toFixed(3),
    ];
    return [
      `<tr><th>${timeNames[time]}</th>${all.map((cell) => `<td class="number">${cell}</td>`).join('')}</tr>`,
    ];
  });
  return `<table><tr>${head}</tr>${rows.join('')}</table>`;
}

/** The shares at which distributions are drawn. */
const shares = Array.from({ length: 199 }, (_, index) => (index + 1) / 200);

function plotsOf({ replay, against }: CalibratedModel, time: keyof typeof timeNames): readonly string[] {
  const { captured, simulated } = replay[time];
  if (captured.length === 0) return [];
  const fitted = quantilesOf(simulated);
  const seen = quantilesOf(captured);
  const asked = against === undefined ? undefined : askedQuantiles(against.replay[time]);
  const known = [seen, fitted, ...(asked === undefined ? [] : [asked])].flat().filter((value) => value > 0);
  const [from, to] = [Math.min(...known), Math.max(...known)];
  if (!(from < to)) return [];
  const lineOf = (name: string, lineStyle: string, quantiles: readonly number[]): PlotLine => ({
    name,
    style: lineStyle,
    points: quantiles.map((value, index) => [value, shares[index] as number]),
  });
  const residualOf = (name: string, lineStyle: string, quantiles: readonly number[]): PlotLine => ({
    name,
    style: lineStyle,
    points: quantiles.map((value, index) => [
      shares[index] as number,
      value / (seen[index] || value || 1) - 1,
    ]),
  });
  const residuals = [
    residualOf('fitted', 'fitted', fitted),
    ...(asked === undefined ? [] : [residualOf(against?.name ?? '', 'asked', asked)]),
  ];
  const reach = Math.min(
    1,
    Math.max(0.05, ...residuals.flatMap(({ points }) => points.map(([, y]) => Math.abs(y)))),
  );
  return [
    drawPlot({
      title: `${timeNames[time]}: distributions`,
      x: { label: 'milliseconds', from, to, isLogarithmic: true },
      y: { label: 'share of samples', from: 0, to: 1 },
      lines: [
        lineOf('captured', 'captured', seen),
        lineOf('fitted', 'fitted', fitted),
        ...(asked === undefined ? [] : [lineOf(against?.name ?? '', 'asked', asked)]),
      ],
    }),
    drawPlot({
      title: `${timeNames[time]}: residuals`,
      x: { label: 'quantile', from: 0, to: 1 },
      y: {
        label: 'profile ÷ captured − 1',
        from: -reach,
        to: reach,
        show: (value) => `${(100 * value).toFixed(0)} %`,
      },
      lines: residuals,
    }),
  ];
}

function askedQuantiles({ simulated }: Comparison): readonly number[] | undefined {
  return simulated.length === 0 ? undefined : quantilesOf(simulated);
}

function quantilesOf(values: readonly number[]): readonly number[] {
  const ordered = sorted(values);
  return shares.map((share) => quantile(ordered, share));
}
