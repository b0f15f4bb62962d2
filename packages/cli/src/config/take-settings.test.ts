import { draftSettings } from './settings-draft.js';
import { describeChange, takeSettings } from './take-settings.js';

const running = draftSettings().finish().settings;

it('takes what a running server can, and keeps what needs a restart', () => {
  const wanted = { ...running, seed: 'a', 'server.port': 9000, 'errors.modes': [{ mode: 'stall', rate: 1 }] };
  const change = takeSettings(running, wanted);
  expect(change.taken).toEqual(['errors.modes', 'seed']);
  expect(change.kept).toEqual(['server.port']);
  expect(change.settings).toMatchObject({
    seed: 'a',
    'server.port': 8080,
    'errors.modes': wanted['errors.modes'],
  });
  expect(describeChange(change)).toBe('Changed: errors.modes, seed. A restart is needed for server.port.');
});

it('says so if nothing changed', () => {
  const change = takeSettings(running, { ...running, 'latency.models': {}, 'errors.modes': [] });
  expect(change).toEqual({ settings: running, taken: [], kept: [] });
  expect(describeChange(change)).toBe('Nothing changed.');
});

it('goes on saying that a restart is needed until there was one', () => {
  const wanted = { ...running, 'server.port': 9000 };
  const once = takeSettings(running, wanted);
  expect(takeSettings(once.settings, wanted).kept).toEqual(['server.port']);
});
