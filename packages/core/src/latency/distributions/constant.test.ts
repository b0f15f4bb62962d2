import { createFixedRandom } from '../../testing/fixed-random.js';
import { constant, constantEntry } from './constant.js';

const noParts = () => {
  throw new Error('it has no parts');
};

describe('constant', () => {
  it('gives its value without drawing a number', () => {
    const random = {
      next(): number {
        throw new Error('drawn');
      },
    };
    expect(constant(20).sample(random)).toBe(20);
  });

  it('may be 0', () => {
    const instant = constantEntry.parse({ value: 0 }, noParts);
    expect(instant.constant).toBe(0);
    expect(instant.sample(createFixedRandom(0.5))).toBe(0);
  });

  it.each([{}, { value: -1 }, { value: 'soon' }, { value: 86_400_001 }, { value: 1, stddev: 2 }])(
    'refuses the options %j',
    (options) => {
      expect(() => constantEntry.parse(options, noParts)).toThrow(
        expect.objectContaining({ code: 'LLMSIM_OPTION' }) as Error,
      );
    },
  );
});
