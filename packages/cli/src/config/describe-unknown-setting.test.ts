import { describeUnknownSetting } from './describe-unknown-setting.js';

it.each([
  ['server.hots', 'Did you mean server.host?'],
  ['latency.profle', 'Did you mean latency.profile?'],
  ['sever', 'Did you mean server?'],
  ['sed', 'Did you mean seed?'],
  ['port', 'Did you mean server.port?'],
  ['latency.target_tokens', 'Did you mean response.target_tokens?'],
  ['server.seed', 'Did you mean seed?'],
])('knows what %s was meant to be', (path, suggestion) => {
  expect(describeUnknownSetting(path, 1)).toBe(`there is no such setting. ${suggestion}`);
});

it('says what replaces a setting of the Rust llmsim', () => {
  expect(describeUnknownSetting('response.script_path', 'a.json')).toMatch(
    /^there is no such setting\. Convert the script with: .* scenario convert/,
  );
});

it('lists what there is if nothing is close', () => {
  expect(describeUnknownSetting('banana', 1)).toMatch(
    /^there is no such setting. Accepted here: server, .*seed/,
  );
  expect(describeUnknownSetting('response.xylophone', 1)).toBe(
    'there is no such setting. Accepted here: generator, target_tokens, tool_calls, vary.',
  );
});

it('asks for a mapping where a section is something else', () => {
  expect(describeUnknownSetting('response', 'lorem')).toBe(
    'found "lorem"; accepted: a mapping with generator, target_tokens, tool_calls, vary.',
  );
});
