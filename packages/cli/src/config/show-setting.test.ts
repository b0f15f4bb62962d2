import fc from 'fast-check';
import { parseYamlDocument } from './yaml-document.js';
import { showDefault, showSettingValue } from './show-setting.js';

it.each([
  ['lorem', 'lorem'],
  ['gpt-5', 'gpt-5'],
  ['fixed:Hello', '"fixed:Hello"'],
  ['gpt-5*', '"gpt-5*"'],
  ['true', '"true"'],
  ['127.0.0.1', '"127.0.0.1"'],
  [8080, '8080'],
  [undefined, 'null'],
  [{ mode: 'stall', rate: 0.1, model: undefined }, '{mode: stall, rate: 0.1}'],
  [['a', 'b c'], '[a, "b c"]'],
])('shows %j as %s', (value, shown) => {
  expect(showSettingValue(value)).toBe(shown);
});

it('shows values so that YAML reads them back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const shown = showSettingValue(value);
      expect(parseYamlDocument(`key: ${shown}`, 'a.yaml').value).toEqual({
        key: JSON.parse(JSON.stringify(value)) as unknown,
      });
    }),
  );
});

it.each([
  ['server.drain_timeout_ms', 10_000, 'default: 10s'],
  ['server.port', 8080, 'default: 8080'],
  ['strict', false, undefined],
  ['seed', undefined, undefined],
  ['errors.modes', [], undefined],
] as const)('says in help of %s what holds without it', (path, value, text) => {
  expect(showDefault(path, value)).toBe(text);
});
