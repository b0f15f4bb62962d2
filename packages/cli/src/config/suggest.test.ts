import { suggest } from './suggest.js';

const words = [
  'lorem',
  'random-words',
  'echo',
  'claude-opus',
  'claude-sonnet',
  'ttft_mean_ms',
  'port',
  'host',
];

describe('suggest', () => {
  it.each([
    ['lorm', 'lorem'],
    ['Lorem', 'lorem'],
    ['loerm', 'lorem'],
    ['random_words', 'random-words'],
    ['claud-opus', 'claude-opus'],
    ['ttft_mean', 'ttft_mean_ms'],
    ['hsot', 'host'],
    ['prt', 'port'],
  ])('takes %s for %s', (text, meant) => {
    expect(suggest(text, words)).toBe(meant);
  });

  it.each(['x', 'banana', 'gpt-5', '', 'pst'])('takes %j for nothing', (text) => {
    expect(suggest(text, words)).toBeUndefined();
  });

  it('prefers the closest', () => {
    expect(suggest('gpt-5-min', ['gpt-5', 'gpt-5-mini', 'gpt-4'])).toBe('gpt-5-mini');
  });
});
