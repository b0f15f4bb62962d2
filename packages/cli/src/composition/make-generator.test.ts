import { createSeededRandom, createSimRequest, deriveSeed, tokenCounterForModel } from '@llmsim/core';
import type { GeneratorSpec } from '../config/generator-type.js';
import { draftSettings } from '../config/settings-draft.js';
import type { Settings } from '../config/settings-table.js';
import { makeGenerator } from './make-generator.js';

const defaults = draftSettings().finish().settings;

function say(changes: Partial<Settings>): readonly string[] {
  const request = createSimRequest({ model: 'gpt-5', messages: [{ role: 'user', content: 'Echo me' }] });
  const [part] = makeGenerator({ ...defaults, ...changes }).generate(request, {
    random: createSeededRandom(deriveSeed('a')),
    counter: tokenCounterForModel('gpt-5'),
    targetTokens: undefined,
  }).parts;
  return part?.type === 'text' || part?.type === 'refusal' ? part.pieces : [];
}

it('says 100 tokens of lorem ipsum by default', () => {
  expect(say({})).toHaveLength(100);
});

it.each(['lorem', 'random-words'])('gives %s the length of the settings', (name) => {
  expect(say({ 'response.generator': name, 'response.target_tokens': 7 })).toHaveLength(7);
  const target = { distribution: 'uniform', min: 3, max: 3 };
  expect(say({ 'response.generator': name, 'response.target_tokens': target })).toHaveLength(3);
});

it.each([
  ['lorem:5', 5],
  [{ name: 'lorem', target_tokens: 6 }, 6],
] as [GeneratorSpec, number][])(
  'lets the length that %j names go before the general one',
  (generator, length) => {
    expect(say({ 'response.generator': generator, 'response.target_tokens': 7 })).toHaveLength(length);
  },
);

it.each([
  ['echo', 'Echo me'],
  ['fixed:Hello: you', 'Hello: you'],
  ['sequence:A|B', 'A'],
  [{ name: 'sequence', texts: ['x|y'] }, 'x|y'],
  [{ name: 'fixed', text: 'Hi' }, 'Hi'],
] as [GeneratorSpec, string][])('makes %j say its text', (generator, text) => {
  expect(say({ 'response.generator': generator }).join('')).toBe(text);
});
