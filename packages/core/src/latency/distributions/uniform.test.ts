import { createFixedRandom } from '../../testing/fixed-random.js';
import { uniformEntry } from './uniform.js';

const noParts = () => {
  throw new Error('it has no parts');
};

describe('uniform', () => {
  it.each([
    [0, 10],
    [0.25, 15],
    [0.999, 29.98],
  ])('maps the random number %d to %d between 10 and 30', (number, expected) => {
    expect(uniformEntry.parse({ min: 10, max: 30 }, noParts).sample(createFixedRandom(number))).toBeCloseTo(
      expected,
      9,
    );
  });

  it('is constant if its bounds are the same', () => {
    expect(uniformEntry.parse({ min: 10, max: 10 }, noParts).constant).toBe(10);
  });

  it('refuses bounds in the wrong order and names both', () => {
    expect(() => uniformEntry.parse({ min: 30, max: 10 }, noParts)).toThrow(
      'Option "max" of distribution "uniform" must be at least "min", which is 30; found 10.',
    );
  });

  it.each([{ min: 1 }, { max: 1 }, { min: -1, max: 1 }])('refuses the options %j', (options) => {
    expect(() => uniformEntry.parse(options, noParts)).toThrow(
      expect.objectContaining({ code: 'LLMSIM_OPTION' }) as Error,
    );
  });
});
