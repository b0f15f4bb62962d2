import { failureList } from './failure-list-type.js';

function collect() {
  const mistakes: string[] = [];
  return {
    mistakes,
    report: (path: readonly (string | number)[], what: string) => mistakes.push(`${path.join('/')} ${what}`),
  };
}

function read(value: unknown) {
  const { mistakes, report } = collect();
  return { result: failureList.read(value, report), mistakes };
}

function readText(text: string) {
  const { mistakes, report } = collect();
  return { result: failureList.readText?.(text, report), mistakes };
}

it('reads modes with their rates, models and options', () => {
  const list = [
    { mode: 'stall', rate: 0.1, model: 'gpt-5*', options: { after: 3, ms: 100 } },
    { mode: 'reset', rate: 1 },
  ];
  expect(read(list)).toEqual({ result: list, mistakes: [] });
});

it('reads attempts and counts instead of a rate', () => {
  expect(
    read([
      { mode: 'overloaded', times: 2 },
      { mode: 'stall', attempts: [2, 3], rate: 0.5 },
      { mode: 'reset', every: 10 },
    ]),
  ).toEqual({
    result: [
      { mode: 'overloaded', rate: 1, times: 2 },
      { mode: 'stall', attempts: [2, 3], rate: 0.5 },
      { mode: 'reset', rate: 1, every: 10 },
    ],
    mistakes: [],
  });
  expect(
    read([{ mode: 'reset' }, { mode: 'reset', times: 0 }, { mode: 'reset', attempts: 2 }]).mistakes,
  ).toEqual([
    '0 "rate" is missing; accepted: a number from 0 to 1, or one of times, attempts, every.',
    '1/times found 0; accepted: a whole number of at least 1.',
    expect.stringMatching(/^2\/attempts found 2; accepted: a list of attempts/),
  ]);
});

it('reports every mistake of every item', () => {
  expect(
    read([
      { mode: 'stal', rate: 2 },
      { rate: 0.1 },
      { mode: 'stall', rate: 0.1, options: { afer: 3 } },
      { mode: 'stall', rate: 0.1, options: 3 },
      { mode: 'server-error', rate: 0.1, options: { x: 1 } },
    ]).mistakes,
  ).toEqual([
    expect.stringMatching(/^0\/mode found "stal"; accepted: one of rate-limit, .* Did you mean stall\?/),
    '0/rate found 2; accepted: a number from 0 to 1.',
    expect.stringMatching(/^1 "mode" is missing/),
    expect.stringMatching(/^2\/options\/afer Unknown option "afer" of failure mode "stall"/),
    expect.stringMatching(/^3\/options found 3; accepted: a mapping/),
    expect.stringMatching(
      /^4\/options\/x Unknown option "x" of failure mode "server-error"; it takes overloaded_share/,
    ),
  ]);
});

it('reads the short form of flags', () => {
  expect(readText('stall=0.01, reset=1')).toEqual({
    result: [
      { mode: 'stall', rate: 0.01 },
      { mode: 'reset', rate: 1 },
    ],
    mistakes: [],
  });
});

it.each([
  ['stall', /found "stall"; accepted: a failure mode and its rate, such as stall=0.01/],
  ['stall=1=2', /accepted: a failure mode and its rate/],
  ['stall=much', /found "much"; accepted: a number from 0 to 1/],
  ['stal=0.1', /Did you mean stall\?/],
])('refuses %s', (text, mistake) => {
  expect(readText(text)).toEqual({ result: undefined, mistakes: [expect.stringMatching(mistake)] });
});
