import fc from 'fast-check';
import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import { createFixedRandom } from '../testing/fixed-random.js';
import { chooseFault } from './fault-rule.js';
import { createFailureMode } from './modes/registry.js';

const request = createSimRequest({ model: 'gpt-5-mini', messages: [] });
const rateLimit = createFailureMode('rate-limit');
const serverError = createFailureMode('server-error');

describe('choosing a fault', () => {
  it('meets each share within statistical error', () => {
    const rules = [
      { mode: rateLimit, rate: 0.1 },
      { mode: serverError, rate: 0.05 },
    ];
    const counts = new Map<string, number>();
    const random = createSeededRandom(deriveSeed('shares'));
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const name = chooseFault(rules, request, random)?.name ?? 'none';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    // Four standard deviations of a binomial distribution.
    const within = (name: string, rate: number) =>
      Math.abs((counts.get(name) ?? 0) - draws * rate) < 4 * Math.sqrt(draws * rate * (1 - rate));
    expect(within('rate-limit', 0.1)).toBe(true);
    expect(within('server-error', 0.05)).toBe(true);
  });

  it('applies a rule with a model to that model alone', () => {
    const random = createFixedRandom(0);
    expect(chooseFault([{ mode: rateLimit, rate: 1, model: 'gpt-4o' }], request, random)).toBeUndefined();
    expect(chooseFault([{ mode: rateLimit, rate: 1, model: 'gpt-5*' }], request, random)).toBe(rateLimit);
  });

  it('never strikes at rate 0 and always at rate 1, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        expect(chooseFault([{ mode: rateLimit, rate: 0 }], request, createFixedRandom(draw))).toBeUndefined();
        expect(chooseFault([{ mode: rateLimit, rate: 1 }], request, createFixedRandom(draw))).toBe(rateLimit);
      }),
    );
  });
});
