import { describeFound, didYouMean, showValue } from './describe-found.js';

describe('showValue', () => {
  it.each([
    ['80a', '"80a"'],
    [0.5, '0.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [true, 'true'],
    [[1, 'a'], '[1,"a"]'],
    [{ a: 1 }, '{"a":1}'],
  ])('shows %j as %s', (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });

  it('cuts what is long', () => {
    const shown = showValue('x'.repeat(1000));
    expect(shown).toHaveLength(60);
    expect(shown).toMatch(/^"x+…$/);
  });
});

it('says what was found and what is accepted', () => {
  expect(describeFound('80a', 'a number')).toBe('found "80a"; accepted: a number.');
});

it('asks whether something else was meant only if something is close', () => {
  expect(didYouMean('lorm', ['lorem', 'echo'])).toBe(' Did you mean lorem?');
  expect(didYouMean('banana', ['lorem', 'echo'])).toBe('');
});
