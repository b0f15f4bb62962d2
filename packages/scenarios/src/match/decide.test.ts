import fc from 'fast-check';
import { askBy, decideBy, planBy, user } from '../../fixtures/ask.js';
import type { ScenarioInputEntry, When } from '../file/scenario-file.js';
import { loadScenarios } from '../load-scenarios.js';
import { ScenarioError } from '../scenario-error.js';

describe('the most specific scenario', () => {
  const rules: Readonly<Record<string, When>> = {
    anything: {},
    model: { model: 'gpt-4*' },
    part: { user: 'weather' },
    longer: { user: 'weather in Paris' },
    both: { user: 'weather', model: 'gpt-4o' },
    whole: { user: { is: 'The weather in Paris' } },
  };
  const entries = Object.entries(rules).map(([name, when]): ScenarioInputEntry => ({
    name,
    when,
    reply: name,
  }));

  it.each([
    ['Hello', 'gpt-4o', 'model'],
    ['Hello', 'o3', 'anything'],
    ['weather', 'o3', 'part'],
    ['weather', 'gpt-4o', 'both'],
    ['my weather in Paris', 'o3', 'longer'],
    ['The weather in Paris', 'gpt-4o', 'whole'],
  ])('answers %j of %s: %s', (text, model, name) => {
    for (const scenarios of [entries, entries.toReversed()]) {
      expect(decideBy({ scenarios })([user(text)], { model })).toBe(name);
    }
  });

  it('does not depend on the order of scenarios', () => {
    const words = fc.constantFrom('sun', 'rain', 'snow', 'sun and rain', 'wind');
    const when = fc.record(
      {
        user: fc.oneof(
          words,
          words.map((is) => ({ is })),
          words.map((word) => `/${word}|fog/`),
        ),
        model: fc.constantFrom('gpt-4o', 'gpt-*', '*'),
        system: words,
        images: fc.boolean(),
        turn: fc.constantFrom(1, 2),
        metadata: fc.record({ key: words }),
      },
      { requiredKeys: [] },
    );
    const shuffled = fc
      .uniqueArray(when, { minLength: 2, maxLength: 8, selector: (one) => JSON.stringify(one) })
      .map((all) =>
        all.map((one, index): ScenarioInputEntry => ({
          name: `rule ${index}`,
          when: one,
          reply: `rule ${index}`,
        })),
      )
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    const texts = fc.array(words, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '));
    let compared = 0;
    fc.assert(
      fc.property(shuffled, texts, words, ([all, mixed], text, system) => {
        const results = [all, mixed].map((scenarios) => {
          try {
            return decideBy({ scenarios })([{ role: 'system', content: system }, user(text)], {
              metadata: { key: 'sun' },
            });
          } catch (error) {
            if (!(error instanceof ScenarioError)) throw error;
            return 'refused';
          }
        });
        if (results[0] !== 'refused') compared += 1;
        expect(results[1]).toBe(results[0]);
      }),
      { numRuns: 120, seed: 17 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  it('is one that asks for more than another', () => {
    const conditions: Required<Pick<When, 'model' | 'user' | 'system' | 'images' | 'tools'>> = {
      model: 'gpt-4o',
      user: 'weather',
      system: 'brief',
      images: false,
      tools: 'get_weather',
    };
    const keys = Object.keys(conditions) as (keyof typeof conditions)[];
    fc.assert(
      fc.property(fc.subarray(keys), fc.constantFrom(...keys), (some, added) => {
        fc.pre(!some.includes(added));
        const pick = (names: readonly string[]): When =>
          Object.fromEntries(Object.entries(conditions).filter(([key]) => names.includes(key)));
        const decide = decideBy({
          scenarios: [
            { name: 'more', when: pick([...some, added]), reply: 'more' },
            { name: 'less', when: pick(some), reply: 'less' },
          ],
        });
        expect(decide([{ role: 'system', content: 'be brief' }, user('weather')])).toBe('more');
      }),
      { numRuns: 60, seed: 17 },
    );
  });
});

describe('scenarios that fit equally well', () => {
  it('refuse the request, and are reported when the file is read', () => {
    const file = {
      scenarios: [
        { name: 'cats', when: { user: 'cats' }, reply: 'Meow' },
        { name: 'dogs', when: { user: 'dogs' }, reply: 'Woof' },
      ],
    };
    expect(loadScenarios(file).warnings.map(({ message }) => message)).toEqual([
      '"dogs" is as specific as "cats": a request that fits both is refused.',
    ]);
    const ask = askBy(file);
    expect(ask('my dogs')).toBe('Woof');
    expect(ask('cats and dogs')).toBe(
      'Several scenarios fit this request equally well: "cats" and "dogs". Make one of them more specific.',
    );
  });
});

describe('a request that no scenario fits', () => {
  it('is told the nearest and the first difference', () => {
    const ask = askBy(`
scenarios:
  - { name: a, when: { model: gpt-5, user: weather }, reply: A }
  - { name: b, when: { user: { is: joke } }, reply: B }
`);
    expect(ask('weather')).toBe(
      'No scenario fits this request. Nearest is "a" (file-0.yaml:3): the model should be "gpt-5", but it is "gpt-4o".',
    );
    expect(ask('jokes')).toBe(
      'No scenario fits this request. Nearest is "b" (file-0.yaml:4): the last user text should be "joke", but it is "jokes".',
    );
  });

  it('is left to others where the file says so', () => {
    const plan = planBy('{ unmatched: generate, scenarios: [{ when: { user: a }, reply: A }] }');
    expect(plan('b', { tools: [] })).toMatchObject({ type: 'reply', answeredBy: 'lorem' });
  });
});

describe('the conditions', () => {
  const ask = askBy(`
scenarios:
  - { when: { api: openai, endpoint: responses }, reply: endpoint }
  - { when: { headers: { X-Team: blue } }, reply: header }
  - { when: { metadata: { run: '/^(\\d+)$/' } }, reply: run $1 }
  - { when: { images: true }, reply: image }
  - { when: { attempt: 2, user: again }, reply: 'second \${attempt}' }
  - { when: { tools: [find, get_weather] }, reply: both }
  - { when: { turn: 2 }, reply: 'turn \${turn}' }
  - { when: { system: { contains: [one, two] } }, reply: 'system \${system}' }
  - { when: { user: { matches: '(?P<animal>c\\w+)' } }, reply: 'a \${animal} for \${model}' }
`);
  const source = { provider: 'openai', endpoint: 'responses', headers: {} };

  it.each([
    ['api and endpoint', ask('x', {}, { source }), 'endpoint'],
    [
      'headers',
      ask('x', {}, { source: { ...source, endpoint: 'x', headers: { 'x-team': 'blue' } } }),
      'header',
    ],
    ['metadata', ask('x', { metadata: { run: '42' } }), 'run 42'],
    ['images', ask([{ role: 'user', content: [{ type: 'image', detail: 'low' }] }]), 'image'],
    ['attempt', ask('again', {}, { attempt: 1 }), 'second 2'],
    [
      'tools',
      ask('x', { tools: ['find', 'get_weather'].map((name) => ({ type: 'function', name, strict: false })) }),
      'both',
    ],
    ['turn', ask([user('x'), { role: 'assistant', content: 'y' }, user('z')]), 'turn 2'],
    ['system', ask([{ role: 'developer', content: 'two, one' }, user('x')]), 'system two, one'],
    ['groups with names', ask('a cat'), 'a cat for gpt-4o'],
  ])('are met by %s', (_name, said, expected) => {
    expect(said).toBe(expected);
  });
});
