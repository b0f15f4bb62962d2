import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import type { OutputFormat, SimMessage, SimRequest } from '../turn/sim-request.js';
import type { TokenCounter } from '../tokens/token-counter.js';
import { takeSteps } from '../steps/steps.js';
import { structuredPieces } from './structured-turn.js';

const aText: unknown = expect.any(String);
const aNumber: unknown = expect.any(Number);
const aList: unknown = expect.any(Array);

/** Counts four letters as a token. */
const counter: TokenCounter = {
  encoding: 'fours',
  count: (text) => Math.ceil(text.length / 4),
  split: (text) => text.match(/[^]{1,4}/g) ?? [],
};

function say(role: 'system' | 'user' | 'assistant', text: string): SimMessage {
  return { role, content: [{ type: 'text', text }] };
}

function request(outputFormat: OutputFormat, messages: readonly SimMessage[]): SimRequest {
  return createSimRequest({ model: 'm', messages, outputFormat });
}

function piecesFor(
  outputFormat: OutputFormat,
  messages: readonly SimMessage[] = [say('user', 'Hi')],
  seed = 1,
) {
  return takeSteps(
    structuredPieces(request(outputFormat, messages), createSeededRandom(deriveSeed(seed)), counter),
  );
}

const event: OutputFormat = {
  type: 'json-schema',
  name: 'event',
  strict: true,
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      guests: { type: 'integer' },
      places: { type: 'array', items: { type: 'string' } },
    },
    required: ['name', 'guests', 'places'],
    additionalProperties: false,
  },
};

describe('structuredPieces', () => {
  it('writes compact JSON of the schema, cut into tokens', () => {
    const pieces = piecesFor(event);
    const text = pieces.join('');
    expect(pieces).toEqual(counter.split(text));
    expect(JSON.stringify(JSON.parse(text))).toBe(text);
    expect(JSON.parse(text)).toEqual({
      name: aText,
      guests: aNumber,
      places: aList,
    });
  });

  it('takes over what the last user message names', () => {
    const messages = [
      say('user', 'The party of Bob'),
      say('assistant', 'Which?'),
      say('user', 'Make it "Summer Party" for 12'),
    ];
    expect(JSON.parse(piecesFor(event, messages).join(''))).toMatchObject({
      name: 'Summer Party',
      guests: 12,
    });
  });

  it('is the same for the same random numbers only', () => {
    expect(piecesFor(event, undefined, 3)).toEqual(piecesFor(event, undefined, 3));
    expect(piecesFor(event, undefined, 3)).not.toEqual(piecesFor(event, undefined, 4));
  });

  it('throws where the schema has no value', () => {
    const attempt = () => piecesFor({ type: 'json-schema', name: 'x', schema: false, strict: false });
    expect(attempt).toThrow(expect.objectContaining({ code: 'LLMSIM_SCHEMA' }) as Error);
  });

  it('gives a JSON object the keys that the instructions put in quotes', () => {
    const messages = [
      say('system', 'Answer in "json" with the keys "city" and `age`.'),
      say('assistant', '{"other": 1}'),
      say('user', 'Go'),
    ];
    expect(JSON.parse(piecesFor({ type: 'json-object' }, messages).join(''))).toEqual({
      city: aText,
      age: aNumber,
    });
  });

  it('gives a JSON object an answer where no key is named', () => {
    expect(JSON.parse(piecesFor({ type: 'json-object' }).join(''))).toEqual({ answer: aText });
  });

  it('gives a JSON object that fits the schema in the instructions, and what it can where nothing fits', () => {
    const ask = (schema: unknown) => [
      say('system', `Answer as JSON by this schema: ${JSON.stringify(schema)}`),
      say('user', 'Invite Ada Lovelace for 3 nights'),
    ];
    const properties = { guest: { type: 'string' }, nights: { type: 'integer' } };
    const schema = { type: 'object', properties, required: ['guest', 'nights'] };
    expect(JSON.parse(piecesFor({ type: 'json-object' }, ask(schema)).join(''))).toEqual({
      guest: 'Ada Lovelace',
      nights: 3,
    });
    const impossible = { type: 'object', properties: { a: false }, required: ['a'] };
    expect(JSON.parse(piecesFor({ type: 'json-object' }, ask(impossible)).join(''))).toEqual({
      answer: aText,
    });
  });
});
