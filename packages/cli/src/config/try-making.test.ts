import { LlmsimError } from '@llmsim/core';
import { tryMaking } from './try-making.js';

function attempt(value: unknown, message: string) {
  const mistakes: [readonly (string | number)[], string][] = [];
  const make = () => {
    throw new LlmsimError('LLMSIM_OPTION', message);
  };
  return { made: tryMaking(value, make, (path, what) => mistakes.push([path, what])), mistakes };
}

it('lets through what can be made', () => {
  expect(
    tryMaking(
      {},
      () => 1,
      () => undefined,
    ),
  ).toBe(true);
});

it('points to the option that the error names, if it was given', () => {
  const message = 'Option "mean" of distribution "normal" must be a number.';
  expect(attempt({ mean: -1 }, message)).toEqual({ made: false, mistakes: [[['mean'], message]] });
  expect(attempt({}, message)).toEqual({ made: false, mistakes: [[[], message]] });
  expect(attempt('a text', message)).toEqual({ made: false, mistakes: [[[], message]] });
});

it('does not take a defect for a mistake of the user', () => {
  const make = () => {
    throw new TypeError('a defect');
  };
  expect(() => tryMaking({}, make, () => undefined)).toThrow('a defect');
});
