import fc from 'fast-check';
import type { Random } from '../random/random.js';
import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import { createFixedRandom } from '../testing/fixed-random.js';
import { createAttemptTable } from '../memory/attempt-table.js';
import { chooseDemanded, chooseFaults, type FaultRule } from './fault-rule.js';
import { createFailureMode } from './modes/registry.js';

const request = createSimRequest({ model: 'gpt-5-mini', messages: [] });
const rateLimit = createFailureMode('rate-limit');
const chooseFault = (rules: readonly FaultRule[], asked: typeof request, random: Random) =>
  chooseFaults(rules, {
    request: asked,
    identity: deriveSeed('same'),
    random,
    counts: createAttemptTable(9),
  })[0];
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

describe('a rule that counts', () => {
  /** Which of so many attempts of one request it strikes, counted from 1. */
  const struck = (rule: Partial<FaultRule>, attempts: number, identities = ['same']) => {
    const counts = createAttemptTable(100);
    const random = createFixedRandom(0.5);
    const list: number[] = [];
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const identity = deriveSeed(identities[attempt % identities.length] ?? '');
      const rules = [{ mode: rateLimit, rate: 1, ...rule }];
      if (chooseDemanded(rules, { request, identity, random, counts }).length > 0) list.push(attempt + 1);
    }
    return list;
  };

  it('lets a request pass after so many times, and then begins anew', () => {
    expect(struck({ times: 1 }, 6)).toEqual([1, 3, 5]);
    expect(struck({ times: 2 }, 6)).toEqual([1, 2, 4, 5]);
  });

  it('lets a client succeed that retries as often', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 }), (times, requests) => {
        const attempts = struck({ times }, (times + 1) * requests);
        for (let sent = 1; sent <= requests; sent += 1) expect(attempts).not.toContain(sent * (times + 1));
        expect(attempts).toHaveLength(times * requests);
      }),
    );
  });

  it('strikes the attempts that it names', () => {
    expect(struck({ attempts: [2, 3] }, 8)).toEqual([2, 3, 6, 7]);
  });

  it('counts the attempts of each request by themselves', () => {
    expect(struck({ times: 1 }, 8, ['a', 'b'])).toEqual([1, 2, 5, 6]);
  });

  it('strikes every n-th request, whichever it is', () => {
    expect(struck({ every: 3 }, 9, ['a', 'b'])).toEqual([3, 6, 9]);
  });

  it('strikes a share of those that it would strike', () => {
    expect(struck({ times: 2, rate: 0.4 }, 6)).toEqual([]);
    expect(struck({ times: 2, rate: 0.6 }, 6)).toEqual([1, 2, 4, 5]);
  });

  it('comes before the shares of all rules, and leaves them as they are', () => {
    const counts = createAttemptTable(9);
    const rules = [
      { mode: serverError, rate: 1 },
      { mode: rateLimit, rate: 1, times: 1 },
    ];
    const choose = () =>
      chooseFaults(rules, { request, identity: deriveSeed('a'), random: createFixedRandom(0), counts }).map(
        ({ name }) => name,
      );
    expect(choose()).toEqual(['rate-limit']);
    expect(choose()).toEqual(['server-error']);
  });

  it('strikes together with others that the request asked for, in their order', () => {
    const counts = createAttemptTable(9);
    const rules = [
      { mode: rateLimit, rate: 1 },
      { mode: serverError, rate: 1 },
    ];
    const choice = { request, identity: deriveSeed('a'), random: createFixedRandom(0), counts };
    expect(chooseDemanded(rules, choice).map(({ name }) => name)).toEqual(['rate-limit', 'server-error']);
  });
});
