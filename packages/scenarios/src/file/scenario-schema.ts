import { failureModes, generators } from '@llmsim/core';
import { callMisbehaviours, turnMisbehaviours } from '../reply/misbehaviours.js';
import { finishReasons } from './read-turn.js';

const texts = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] };
const counts = {
  oneOf: [
    { type: 'integer', minimum: 1 },
    { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1 },
  ],
};
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const closed = (properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const described = (description: string, schema: object) => ({ description, ...schema });

const textMatch = described(
  'A text that is contained, /a regular expression/, or a mapping with is, contains or matches.',
  {
    oneOf: [
      { type: 'string', minLength: 1 },
      closed({ is: { type: 'string' } }, ['is']),
      closed({ contains: texts }, ['contains']),
      closed({ matches: { type: 'string', minLength: 1 } }, ['matches']),
    ],
  },
);
const entries = { type: 'object', additionalProperties: { oneOf: [{ type: 'number' }, ref('text')] } };
const wantedResult = {
  oneOf: [
    { type: 'string', minLength: 1 },
    { const: true },
    closed({ tool: { type: 'string' }, text: ref('text') }),
  ],
};

const when = closed({
  model: described('The model’s name, or several; * stands for any text.', texts),
  api: described('The provider’s name, such as openai.', texts),
  endpoint: described('The endpoint’s name in statistics, such as responses.', texts),
  system: described('What the system and the developer say.', ref('text')),
  user: described('What the user said last.', ref('text')),
  tools: described('Tools that must be offered, or none.', { oneOf: [...texts.oneOf, { const: false }] }),
  tool_result: described('Results since the model spoke last: of these tools, any, or none.', {
    oneOf: [...wantedResult.oneOf, { type: 'array', items: wantedResult, minItems: 1 }, { const: false }],
  }),
  headers: described('Values of headers.', entries),
  metadata: described('Values of the request’s metadata.', entries),
  images: described('Whether the conversation has an image.', { type: 'boolean' }),
  turn: described('How many turns the conversation has with this one.', counts),
  attempt: described('How often the same request came, this time included.', counts),
});

const chunks = described('The text, in the chunks in which it is sent.', {
  type: 'array',
  items: { type: 'string' },
});
/** What a tool call may have beside the tool's name. */
const call = {
  arguments: described('A mapping, which the tool’s schema completes, or the text that is sent.', {
    type: ['object', 'string'],
  }),
  chunks,
  id: { type: 'string' },
};
const part = {
  oneOf: [
    { type: 'string' },
    closed({ text: { type: 'string' } }, ['text']),
    closed({ chunks }, ['chunks']),
    closed({ reasoning: { type: 'string' }, tokens: { type: 'integer', minimum: 1 } }, ['reasoning']),
    closed({ refusal: { type: 'string' } }, ['refusal']),
    closed({ json: {} }, ['json']),
    closed({ generate: { type: 'string', examples: generators.map(({ name }) => name) } }, ['generate']),
    closed({ tool: { type: 'string', minLength: 1 }, ...call, misbehave: { enum: callMisbehaviours } }, [
      'tool',
    ]),
    closed({ ...call, misbehave: { const: 'unknown-tool' } }, ['misbehave']),
    closed(
      {
        misbehave: { enum: turnMisbehaviours },
        text: { type: 'string' },
        reasoning: { type: 'string' },
      },
      ['misbehave'],
    ),
  ],
};

const fault = {
  oneOf: [
    described('The name of a failure mode, with options as headers have them: stall;after=3;ms=500.', {
      type: 'string',
    }),
    {
      type: 'object',
      properties: {
        mode: { enum: failureModes.map(({ name }) => name) },
        attempts: described('Which attempts it strikes, from 1; all by default.', counts),
        times: described('Strikes the first so many attempts.', { type: 'integer', minimum: 1 }),
      },
      required: ['mode'],
    },
  ],
};
const time = {
  oneOf: [
    { type: 'number', minimum: 0 },
    { type: 'string', pattern: '^\\d+(\\.\\d+)? *(ms|s)?$' },
    { type: 'object', properties: { distribution: { type: 'string' } }, required: ['distribution'] },
  ],
};
const tokens = { type: 'integer', minimum: 0 };

const turnProperties = {
  reply: described('What is said: a text, a part, or a list of parts.', {
    oneOf: [...part.oneOf, { type: 'array', items: ref('part') }],
  }),
  fault: described('What goes wrong.', { oneOf: [...fault.oneOf, { type: 'array', items: fault }] }),
  latency: described('A latency profile, or times.', {
    oneOf: [{ type: 'string' }, closed({ ttft: time, tbt: time })],
  }),
  usage: described(
    'Figures that replace those that are counted.',
    closed({
      input_tokens: tokens,
      cached_input_tokens: tokens,
      output_tokens: tokens,
      reasoning_tokens: tokens,
    }),
  ),
  finish: described('Why the turn ends.', { enum: Object.keys(finishReasons) }),
};

const scenario = closed({
  name: described('What it is called in verdicts.', { type: 'string' }),
  description: { type: 'string' },
  when: described('What must hold.', ref('when')),
  turns: described(
    'A conversation. Without it, the scenario is a rule: one turn that may come at any time.',
    {
      type: 'array',
      items: ref('turn'),
      minItems: 1,
    },
  ),
  ...turnProperties,
  expect: described(
    'What is judged at the end.',
    closed({
      tools: described('The tools that are called, in this order; an empty list: none.', {
        oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      }),
      turns: { type: 'integer', minimum: 0 },
      requests: { type: 'integer', minimum: 0 },
      retries: { type: 'integer', minimum: 0 },
      faults: { const: 'survived' },
    }),
  ),
  optional: described('Nobody minds if it is never met.', { type: 'boolean' }),
});

/** The JSON Schema of a scenario file, for editors. */
export const scenarioSchema: Readonly<Record<string, unknown>> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Scenarios of llmsim',
  ...closed(
    {
      $schema: { type: 'string' },
      unmatched: described('What is done with a request that no scenario fits.', {
        enum: ['refuse', 'generate'],
      }),
      scenarios: { type: 'array', items: ref('scenario'), minItems: 1 },
    },
    ['scenarios'],
  ),
  $defs: { text: textMatch, when, part, turn: closed({ when: ref('when'), ...turnProperties }), scenario },
};
