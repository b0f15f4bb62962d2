import { ConfigError } from './config-error.js';
import { parseYamlDocument } from './yaml-document.js';

const text = `# comment
server:
  port: "80a"
  host: &h 'x'
errors:
  modes:
    - mode: stall
      rate: 2
    - { mode: reset, rate: 0.5 }
latency: {models: {"gpt-5*": {profile: fast}}}
"quoted key": *h
`;

describe('parseYamlDocument', () => {
  const sample = parseYamlDocument(text, 'a.yaml');

  it('gives the value', () => {
    expect(sample.value).toEqual({
      server: { port: '80a', host: 'x' },
      errors: {
        modes: [
          { mode: 'stall', rate: 2 },
          { mode: 'reset', rate: 0.5 },
        ],
      },
      latency: { models: { 'gpt-5*': { profile: 'fast' } } },
      'quoted key': 'x',
    });
  });

  it.each([
    [['server'], '2:1'],
    [['server', 'port'], '3:3'],
    [['server', 'host'], '4:3'],
    [['errors', 'modes', 0], '7:7'],
    [['errors', 'modes', 0, 'rate'], '8:7'],
    [['errors', 'modes', 1, 'rate'], '9:22'],
    [['latency', 'models', 'gpt-5*', 'profile'], '10:31'],
    [['quoted key'], '11:1'],
  ])('knows that %j is at %s', (path, place) => {
    expect(sample.placeOf(path)).toBe(`a.yaml:${place}`);
  });

  it('gives the place of what is nearest above for what is not in the text', () => {
    expect(sample.placeOf(['errors', 'modes', 1, 'options', 'after'])).toBe('a.yaml:9:7');
    expect(sample.placeOf(['nothing'])).toBe('a.yaml:2:1');
  });

  it.each(['', '# nothing\n', '---\n', '\uFEFF'])('takes %j for an empty file', (empty) => {
    const document = parseYamlDocument(empty, 'a.yaml');
    expect(document.value).toBeUndefined();
    expect(document.placeOf(['a'])).toMatch(/^a\.yaml/);
  });

  it('counts from after a byte order mark, and any kind of line end', () => {
    expect(parseYamlDocument('\uFEFFa: 1\r\nb: 2\r\n', 'a.yaml').placeOf(['b'])).toBe('a.yaml:2:1');
    expect(parseYamlDocument('\uFEFFa: 1', 'a.yaml').placeOf(['a'])).toBe('a.yaml:1:1');
  });

  it.each([
    ['a key twice', 'a: 1\na: 2\n', '2:1: this is not valid YAML: duplicated mapping key.'],
    ['a tab', 'a:\n\tb: 1\n', '2:1: this is not valid YAML: tab characters must not be used in indentation.'],
    ['an open bracket', 'a: [1, 2\n', '2:1: this is not valid YAML:'],
    ['two colons', 'a: b: c\n', '1:5: this is not valid YAML:'],
    ['an unknown alias', 'a: *x\n', '1:5: this is not valid YAML: unidentified alias'],
    ['a key that is a mapping', '? {a: 1}\n: b\n', '1:1: this is not valid YAML:'],
    ['two documents', 'a: 1\n---\nb: 1\n', 'found more than one document; accepted: one.'],
  ])('refuses %s and says where', (_name, wrong, message) => {
    expect(() => parseYamlDocument(wrong, 'a.yaml')).toThrow(ConfigError);
    expect(() => parseYamlDocument(wrong, 'a.yaml')).toThrow(
      `a.yaml:${message.startsWith('found') ? ' ' : ''}${message}`,
    );
  });

  it('does not let aliases grow without end', () => {
    const bomb = `a: &a [x]\nb: [${'*a, '.repeat(1001)}*a]\n`;
    expect(() => parseYamlDocument(bomb, 'a.yaml')).toThrow(ConfigError);
  });
});

describe('a long file', () => {
  it('is placed as fast as a short one, mistake by mistake', () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, index) => `  - { id: m${index} }`);
    const document = parseYamlDocument(['added:', ...lines].join('\r\n'), 'long.yaml');
    // Quadratic, this would be gigabytes to split.
    for (let index = 0; index < count; index += 1) {
      expect(document.placeOf(['added', index, 'id'])).toBe(`long.yaml:${index + 2}:7`);
    }
  });
});
