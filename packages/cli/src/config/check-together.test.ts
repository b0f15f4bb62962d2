import { checkTogether } from './check-together.js';
import { draftSettings } from './settings-draft.js';
import type { Settings } from './settings-table.js';

const defaults = draftSettings().finish().settings;
const check = (changes: Partial<Settings>) => checkTogether({ ...defaults, ...changes });

it('has nothing against the defaults', () => {
  expect(check({})).toEqual([]);
});

it.each([
  [{ 'latency.ttft': 5, 'latency.ttft_mean_ms': 5 }, 'latency.ttft_mean_ms'],
  [{ 'latency.tbt': 5, 'latency.tbt_stddev_ms': 5 }, 'latency.tbt_stddev_ms'],
] as [Partial<Settings>, string][])('refuses a time that is given twice: %j', (changes, path) => {
  expect(check(changes)).toEqual([
    { path, what: expect.stringContaining('leave one of them out') as string },
  ]);
});

it('lets one time be figures and the other a distribution', () => {
  expect(check({ 'latency.ttft': 5, 'latency.tbt_mean_ms': 5 })).toEqual([]);
});

it('lets rates add up to 1, for each model', () => {
  const mode = (rate: number, model?: string) => ({
    mode: 'stall',
    rate,
    ...(model === undefined ? {} : { model }),
  });
  expect(
    check({ 'errors.rate_limit_rate': 0.1, 'errors.modes': [mode(0.2), mode(0.7, 'a'), mode(0.7, 'b')] }),
  ).toEqual([]);
  expect(check({ 'errors.rate_limit_rate': 0.2, 'errors.modes': [mode(0.2), mode(0.7, 'a')] })).toEqual([
    { path: 'errors.modes', what: 'the rates of all errors add up to 1.1; accepted: at most 1.' },
  ]);
  expect(check({ 'errors.rate_limit_rate': 0.6, 'errors.timeout_rate': 0.6 })).toEqual([
    { path: 'errors.rate_limit_rate', what: 'the rates of all errors add up to 1.2; accepted: at most 1.' },
  ]);
});

it('refuses a pattern for no model where other models are rejected', () => {
  const changes: Partial<Settings> = {
    'models.available': ['gpt-4o', 'gpt-5-mini'],
    'models.unknown': 'reject',
    'latency.models': { '*mini*': {}, 'gpt-4o': {}, o3: {} },
    'limits.models': { 'claude-*': {} },
    'errors.modes': [{ mode: 'stall', rate: 0.1, model: 'gpt-4o-*' }],
  };
  expect(check(changes).map(({ path, what }) => [path, /"(.*)"/.exec(what)?.[1]])).toEqual([
    ['latency.models', 'o3'],
    ['limits.models', 'claude-*'],
    ['errors.modes', 'gpt-4o-*'],
  ]);
  expect(check({ ...changes, 'models.unknown': 'accept' })).toEqual([]);
});
