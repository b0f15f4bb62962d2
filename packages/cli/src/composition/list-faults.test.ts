import { draftSettings } from '../config/settings-draft.js';
import { listFaults } from './list-faults.js';

const defaults = draftSettings().finish().settings;

it('is empty by default', () => {
  expect(listFaults(defaults)).toEqual([]);
});

it('has the plain rates, then the list', () => {
  const rules = listFaults({
    ...defaults,
    'errors.rate_limit_rate': 0.1,
    'errors.server_error_rate': 0.2,
    'errors.timeout_rate': 0.3,
    'errors.modes': [{ mode: 'stall', rate: 0.4, model: 'gpt-5*', options: { after: 2 } }],
  });
  expect(rules.map(({ mode, rate, model }) => [mode.name, rate, model])).toEqual([
    ['rate-limit', 0.1, undefined],
    ['server-error', 0.2, undefined],
    ['timeout', 0.3, undefined],
    ['stall', 0.4, 'gpt-5*'],
  ]);
});
