import { parseConfigDocument } from './config-document.js';
import { ConfigError } from './config-error.js';
import { parseTomlDocument } from './toml-document.js';

const text = `# comment
seed = 7
latency.profile = "fast"
latency.models."gpt-5*" = { profile = "instant", tbt_mean_ms = 3 }

[server]
port = "80a"
cors = ["https://a.example",
  "https://b.example"]

[[errors.modes]]
mode = "stall"
rate = 2
[[errors.modes]]
mode = "reset"
[errors.modes.options]
after = 3
`;

describe('parseTomlDocument', () => {
  const sample = parseTomlDocument(text, 'a.toml');

  it('gives the value', () => {
    expect(sample.value).toEqual({
      seed: 7,
      latency: { profile: 'fast', models: { 'gpt-5*': { profile: 'instant', tbt_mean_ms: 3 } } },
      server: { port: '80a', cors: ['https://a.example', 'https://b.example'] },
      errors: {
        modes: [
          { mode: 'stall', rate: 2 },
          { mode: 'reset', options: { after: 3 } },
        ],
      },
    });
  });

  it.each([
    [['seed'], '2:1'],
    [['latency'], '3:1'],
    [['latency', 'profile'], '3:9'],
    [['latency', 'models', 'gpt-5*'], '4:16'],
    [['latency', 'models', 'gpt-5*', 'tbt_mean_ms'], '4:50'],
    [['server'], '6:2'],
    [['server', 'port'], '7:1'],
    [['server', 'cors', 1], '9:3'],
    [['errors', 'modes'], '11:3'],
    [['errors', 'modes', 0, 'rate'], '13:1'],
    [['errors', 'modes', 1], '14:3'],
    [['errors', 'modes', 1, 'options', 'after'], '17:1'],
  ])('knows that %j is at %s', (path, place) => {
    expect(sample.placeOf(path)).toBe(`a.toml:${place}`);
  });

  it('gives the place of what is nearest above for what is not in the text', () => {
    expect(sample.placeOf(['errors', 'modes', 1, 'rate'])).toBe('a.toml:14:3');
    expect(sample.placeOf(['nothing'])).toBe('a.toml');
  });

  it.each(['', '# nothing\n', '\uFEFF'])('takes %j for an empty file', (empty) => {
    expect(parseTomlDocument(empty, 'a.toml').value).toBeUndefined();
  });

  it('counts from after a byte order mark', () => {
    expect(parseTomlDocument('\uFEFFa = 1\r\nb = 2\r\n', 'a.toml').placeOf(['b'])).toBe('a.toml:2:1');
  });

  it.each([
    ['YAML', 'server:\n  port: 1\n', '1:7: this is not valid TOML: unexpected character.'],
    [
      'a key twice',
      'a = 1\na = 2\n',
      '2:1: this is not valid TOML: defining a key multiple times is invalid.',
    ],
    ['an open bracket', 'a = [1, 2\n', '2:1: this is not valid TOML: unterminated array.'],
    ['a prototype', '[server]\n__proto__ = 1\n', '2:1: found the key "__proto__"; accepted: any other name.'],
    [
      'a table of a prototype',
      '[a.__proto__]\n',
      '1:4: found the key "__proto__"; accepted: any other name.',
    ],
  ])('refuses %s and says where', (_name, wrong, message) => {
    expect(() => parseTomlDocument(wrong, 'a.toml')).toThrow(ConfigError);
    expect(() => parseTomlDocument(wrong, 'a.toml')).toThrow(`a.toml:${message}`);
  });
});

it.each([
  ['a.toml', 'seed = 1'],
  ['A.TOML', 'seed = 1'],
  ['a.yaml', 'seed: 1'],
  ['a.toml.yml', 'seed: 1'],
  ['llmsimrc', 'seed: 1'],
])('reads %s by its extension', async (name, seeded) => {
  expect((await parseConfigDocument(seeded, name)).value).toEqual({ seed: 1 });
});
