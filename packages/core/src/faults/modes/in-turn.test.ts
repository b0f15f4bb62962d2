import { createFixedRandom } from '../../testing/fixed-random.js';
import { tokenCounterForModel } from '../../tokens/token-counter-for-model.js';
import { createSimRequest } from '../../turn/create-sim-request.js';
import type { SimulatedTurn } from '../../turn/simulated-turn.js';
import { createFailureMode } from './registry.js';

const counter = tokenCounterForModel('gpt-4o');
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['days'],
};
const request = createSimRequest({
  model: 'gpt-4o',
  messages: [],
  tools: [{ type: 'function', name: 'forecast', parameters, strict: false }],
});
const reasoning = { type: 'reasoning', tokenCount: 7, pieces: [] } as const;
const text = { type: 'text', pieces: ['a', 'b', 'c', 'd'] } as const;
const call = {
  type: 'tool-call',
  tool: 'function',
  name: 'forecast',
  pieces: counter.split('{"city":"Oslo","days":3}'),
} as const;
const called: SimulatedTurn = { parts: [reasoning, text, call, call], finishReason: 'tool-calls' };
const spoken: SimulatedTurn = { parts: [reasoning, text], finishReason: 'stop' };

function changed(name: string, turn: SimulatedTurn, options?: unknown): SimulatedTurn {
  const mode = createFailureMode(name, options);
  if (mode.stage !== 'in-turn') throw new Error(`${name} changes no turn`);
  return mode.change(turn, { request, counter, random: createFixedRandom(0.5) });
}

const argumentsIn = ({ parts }: SimulatedTurn) =>
  parts.flatMap((part) => (part.type === 'tool-call' ? [part.pieces.join('')] : []));

it.each([
  ['arguments-not-json', ['{"city":"Oslo","days":3', '{"city":"Oslo","days":3']],
  ['arguments-violate-schema', ['{"city":"Oslo"}', '{"city":"Oslo"}']],
  ['cut-call', ['{"city":"Osl']],
])('%s breaks the arguments of calls', (name, expected) => {
  expect(argumentsIn(changed(name, called))).toEqual(expected);
});

it.each(['arguments-not-json', 'arguments-violate-schema', 'cut-call'])(
  '%s leaves a turn without calls as it is',
  (name) => {
    expect(changed(name, spoken)).toBe(spoken);
  },
);

it('a call that is cut ends the turn by its limit', () => {
  const turn = changed('cut-call', called);
  expect(turn.finishReason).toBe('length');
  expect(turn.parts.map(({ type }) => type)).toEqual(['reasoning', 'text', 'tool-call']);
});

it('arguments violate a schema that requires nothing by their types', () => {
  const free = createSimRequest({ model: 'gpt-4o', messages: [] });
  const mode = createFailureMode('arguments-violate-schema');
  if (mode.stage !== 'in-turn') throw new Error('It changes no turn.');
  const turn = mode.change(called, { request: free, counter, random: createFixedRandom(0.5) });
  expect(argumentsIn(turn)[0]).toBe('{"city":0,"days":3}');
});

it('unknown-tool calls what was not offered, in the place of a call or of a text', () => {
  const names = (turn: SimulatedTurn) =>
    turn.parts.flatMap((part) => (part.type === 'tool-call' ? [part.name] : []));
  expect(names(changed('unknown-tool', called, { name: 'fly' }))).toEqual(['fly', 'fly']);
  const turn = changed('unknown-tool', spoken);
  expect(names(turn)).toEqual(['tool_that_nobody_offered']);
  expect(turn.finishReason).toBe('tool-calls');
});

it('empty-reply says nothing', () => {
  expect(changed('empty-reply', called)).toEqual({ parts: [], finishReason: 'stop' });
});

it('reasoning-only keeps what was thought, or thinks', () => {
  expect(changed('reasoning-only', called).parts).toEqual([reasoning]);
  const { parts } = changed('reasoning-only', { parts: [text], finishReason: 'stop' }, { tokens: 9 });
  expect(parts).toEqual([{ type: 'reasoning', tokenCount: 9, pieces: [] }]);
});

it('refusal refuses in its own part', () => {
  const { parts, finishReason } = changed('refusal', called, { message: 'No.' });
  expect(parts).toEqual([reasoning, { type: 'refusal', pieces: counter.split('No.') }]);
  expect(finishReason).toBe('stop');
});

it('content-filter ends a turn after so many tokens that are shown', () => {
  expect(changed('content-filter', called, { after: 3 })).toEqual({
    parts: [reasoning, { type: 'text', pieces: ['a', 'b', 'c'] }],
    finishReason: 'content-filter',
  });
  expect(changed('content-filter', spoken, { after: 0 }).parts).toEqual([reasoning]);
});

it('duplicate-call-id gives all calls one id, and makes a single call twice', () => {
  const idsIn = (turn: SimulatedTurn) =>
    turn.parts.flatMap((part) => (part.type === 'tool-call' ? [part.callId] : []));
  const [first, second, ...others] = idsIn(changed('duplicate-call-id', called));
  expect(first).toMatch(/^call_\w{24}$/);
  expect([second, others]).toEqual([first, []]);
  const twice = idsIn(changed('duplicate-call-id', { parts: [call], finishReason: 'tool-calls' }));
  expect([twice.length, new Set(twice).size]).toEqual([2, 1]);
  expect(changed('duplicate-call-id', spoken)).toBe(spoken);
});
