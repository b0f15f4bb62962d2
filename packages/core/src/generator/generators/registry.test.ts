import fc from 'fast-check';
import { createSeededRandom, deriveSeed } from '../../random/seeded-random.js';
import { createSimRequest } from '../../turn/create-sim-request.js';
import { tokenCounterForModel } from '../../tokens/token-counter-for-model.js';
import type { GeneratorContext } from '../response-generator.js';
import { createGenerator, generators } from './registry.js';

const request = createSimRequest({
  model: 'gpt-5',
  messages: [
    { role: 'user', content: 'first' },
    { role: 'assistant', content: 'second' },
    { role: 'user', content: 'Héllo 👋🏽 世界' },
  ],
});

function context(seed: string | number, targetTokens?: number): GeneratorContext {
  return {
    random: createSeededRandom(deriveSeed(seed)),
    counter: tokenCounterForModel('gpt-4o'),
    targetTokens,
  };
}

function piecesOf(name: string, given: GeneratorContext = context('a'), options = {}): readonly string[] {
  const [part] = createGenerator(name, options).generate(request, given).parts;
  return part?.pieces ?? [];
}

describe.each(['lorem', 'random-words', 'count'])('%s', (name) => {
  it.each(['gpt-4o', 'gpt-4'])('says exactly as many tokens as asked, as %s counts them', (model) => {
    const counter = tokenCounterForModel(model);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), (tokens, seed) => {
        const pieces = piecesOf(name, context(seed, tokens));
        expect(pieces).toHaveLength(tokens);
        expect(counter.split(pieces.join(''))).toEqual(pieces);
      }),
      { numRuns: 50 },
    );
  });

  it('says 100 tokens by default, what the option says, and what the request wishes before that', () => {
    expect(piecesOf(name)).toHaveLength(100);
    expect(piecesOf(name, context('a'), { targetTokens: 12 })).toHaveLength(12);
    expect(piecesOf(`${name}:7`)).toHaveLength(7);
    expect(piecesOf(`${name}:7`, context('a', 9))).toHaveLength(9);
  });

  it('scales with verbosity', () => {
    const [low, high] = (['low', 'high'] as const).map(
      (verbosity) =>
        createGenerator(name).generate({ ...request, verbosity }, context('a')).parts[0]?.pieces.length,
    );
    expect([low, high]).toEqual([50, 200]);
  });

  it('draws the length from a distribution', () => {
    const options = { targetTokens: { description: '', mean: 20, constant: undefined, sample: () => 20.4 } };
    expect(piecesOf(name, context('a'), options)).toHaveLength(20);
  });
});

it.each(['lorem', 'random-words'])(
  '%s says the same with the same random, and something else with another',
  (name) => {
    expect(piecesOf(name, context('a'))).toEqual(piecesOf(name, context('a')));
    expect(piecesOf(name, context('a'))).not.toEqual(piecesOf(name, context('b')));
  },
);

describe('count', () => {
  it.each([
    [1, '1'],
    [2, '1.'],
    [5, '1 2 3'],
    [6, '1 2 3.'],
  ])('of %i tokens is "%s"', (tokens, text) => {
    expect(piecesOf(`count:${tokens}`).join('')).toBe(text);
  });

  it('makes no more than is wanted, and the same beginning', () => {
    const wanted = piecesOf('count:3000', { ...context('a'), wantedTokens: 2500 });
    expect(wanted).toEqual(piecesOf('count:3000').slice(0, 2500));
  });
});

describe('echo', () => {
  it('repeats the last user message, token by token', () => {
    expect(piecesOf('echo').join('')).toBe('Héllo 👋🏽 世界');
  });
});

describe('fixed', () => {
  it('says its text, colons and all', () => {
    expect(piecesOf('fixed:a: b').join('')).toBe('a: b');
  });

  it('needs a text', () => {
    expect(() => createGenerator('fixed')).toThrow(
      'Option "text" of generator "fixed" must be a text; it is missing.',
    );
  });
});

describe('sequence', () => {
  it('says its texts in order and begins again', () => {
    const generator = createGenerator('sequence', { texts: ['one', 'two'] });
    const said = [0, 1, 2].map((turnNumber) =>
      generator.generate(request, { ...context('a'), turnNumber }).parts[0]?.pieces.join(''),
    );
    expect(said).toEqual(['one', 'two', 'one']);
  });

  it('keeps no count of its own, but asks for one', () => {
    const generator = createGenerator('sequence', { texts: ['one', 'two', 'three'] });
    const [part] = generator.generate(request, { ...context('a'), turnNumber: 4 }).parts;
    expect(part?.pieces.join('')).toBe('two');
    expect(generator.isOrdered).toBe(true);
  });

  it('takes its texts after a colon', () => {
    expect(piecesOf('sequence:x|y').join('')).toBe('x');
  });

  it('needs at least one', () => {
    expect(() => createGenerator('sequence', { texts: [] })).toThrow(
      /must be a list of texts with at least one/,
    );
  });
});

describe('refusal', () => {
  it('declines', () => {
    const [part] = createGenerator('refusal').generate(request, context('a')).parts;
    expect(part).toMatchObject({ type: 'refusal' });
  });
});

describe('the registry', () => {
  it('lists the names for an unknown one', () => {
    expect(() => createGenerator('poem')).toThrow(/no generator "poem".*lorem, random-words, count, echo/);
  });

  it.each(generators.map(({ name }) => name))('%s takes no option that it does not know', (name) => {
    const entry = generators.find((candidate) => candidate.name === name);
    expect(() => entry?.parse({ text: 'a', texts: ['a'], target_tokens: 3, nonsense: 1 })).toThrow(
      /Unknown option/,
    );
  });

  it('refuses a length that is not a whole number of at least 1', () => {
    expect(() => createGenerator('lorem:0')).toThrow(/whole number of at least 1/);
    expect(() => createGenerator('lorem:many')).toThrow(/whole number of at least 1/);
  });
});
