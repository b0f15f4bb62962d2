import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PlannedReply } from '@llmsim/core';
import {
  answer,
  errorOf,
  eventsOf,
  optionsOf,
  parseResponse,
} from '../../../openresponses/fixtures/exchanges.js';
import type { Json } from '../../../openresponses/fixtures/exchanges.js';
import { reasoningPart, replyOf, textPart, turnOf } from '../../../openresponses/fixtures/planned-reply.js';
import { createResponsesDialect } from './dialect.js';
import { responsesEndpoints } from './responses-endpoints.js';

/** Recorded traffic of the service. It is not part of this repository; where it is missing, so are these tests. */
const recordings = fileURLToPath(
  new URL('../../../../../shared/oracles/captured-openai/http/', import.meta.url),
);
const whenAtHand = existsSync(recordings) ? describe : describe.skip;

interface Interaction {
  readonly request: { readonly body: Json };
  readonly response: { readonly status: number; readonly body: unknown };
}

const read = (name: string): readonly Interaction[] =>
  (JSON.parse(readFileSync(`${recordings}${name}.json`, 'utf8')) as { interactions: Interaction[] })
    .interactions;

const responses = responsesEndpoints({ ...optionsOf(), organization: 'org-test' });
const dialect = createResponsesDialect('org-test');

/** What does not depend on chance, time or what was said: keys in their order, and constants. */
function shapeOf(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  if (typeof value === 'object' && value !== null) {
    return key === 'category_scores'
      ? 'scores'
      : Object.entries(value).map(([name, item]) => [name, shapeOf(item, name)]);
  }
  const free = ['id', 'item_id', 'obfuscation', 'encrypted_content', 'text', 'delta', 'model'];
  return typeof value === 'number' || free.includes(key) ? typeof value : value;
}

/** Keys without their order: these bodies were sorted when they were recorded. */
const keysOf = (value: unknown) => Object.keys(value as Json).toSorted();

function textOf(body: Json): string[] {
  const output = body['output'] as { type: string; content: { text: string }[] }[];
  return output.flatMap(({ type, content }) => (type === 'message' ? content.map(({ text }) => text) : []));
}

whenAtHand('what was recorded', () => {
  it('is streamed event by event, key by key', async () => {
    const [recorded] = read('responses-stream-gpt5');
    const lines = (recorded!.response.body as string).split('\n').filter((line) => line.startsWith('data: '));
    const theirs = lines.map((line) => JSON.parse(line.slice('data: '.length)) as Json);
    const said = theirs.flatMap(({ delta }) => (typeof delta === 'string' ? [delta] : []));
    const reply: PlannedReply = replyOf(turnOf('stop', reasoningPart(0), textPart(...said)));
    const ours = await eventsOf(responses, recorded!.request.body, reply);
    // What moderation found stands in another order inside.
    const withoutModeration = (event: Json) => {
      const response = event['response'] as Json | undefined;
      return response === undefined
        ? event
        : { ...event, response: { ...response, moderation: typeof response['moderation'] } };
    };
    expect(ours.map((event) => shapeOf(withoutModeration(event)))).toEqual(
      theirs.map((event) => shapeOf(withoutModeration(event))),
    );
  });

  it('has the same body, key by key', async () => {
    const [recorded] = read('responses-nonstream-json_schema');
    const theirs = recorded!.response.body as Json;
    const reply = replyOf(turnOf('stop', textPart(...textOf(theirs))));
    const ours = await answer(responses, recorded!.request.body, reply);
    const withoutNew = (body: Json) => {
      // Both have come since this was recorded.
      const older = Object.entries(body).filter(([key]) => key !== 'tool_usage');
      return Object.fromEntries([...older, ['usage', keysOf(body['usage'])]]);
    };
    expect(shapeOf(withoutNew(ours))).toEqual(shapeOf(withoutNew(theirs)));
  });

  it('is accepted, and in the end answered, in the background', async () => {
    const [accepted, , completed] = read('responses-background-poll');
    const body = accepted!.request.body;
    const reply = replyOf(turnOf('stop', textPart('2 + 2 equals 4.')));
    const ours = await answer(responses, body, reply);
    const theirs = accepted!.response.body as Json;
    const younger = ['moderation', 'tool_usage'];
    expect(keysOf(ours).filter((key) => !younger.includes(key))).toEqual(keysOf(theirs));
    for (const key of [
      'status',
      'output',
      'usage',
      'service_tier',
      'completed_at',
      'error',
      'text',
      'tools',
    ] as const) {
      expect(ours[key]).toEqual(theirs[key]);
    }
    const [item] = (completed!.response.body as { output: Json[] }).output;
    const whole = await answer(responses, { ...body, background: false }, reply);
    expect(keysOf((whole['output'] as Json[])[0])).toEqual(keysOf(item));
  });

  it('is refused in the same words', async () => {
    for (const [name, at] of [
      ['responses-error-400-decimal', 0],
      ['responses-error-400-reasoning-item', 1],
    ] as const) {
      const recorded = read(name)[at]!;
      const body = withOurCiphertext(recorded.request.body, await ourCiphertext());
      const { status, ...error } = await errorOf(() => parseResponse(responses, body), dialect);
      expect(status).toBe(recorded.response.status);
      expect({ error }).toEqual(recorded.response.body);
    }
  });
});

/** An encrypted content that the simulator made: it takes no others. */
async function ourCiphertext(): Promise<unknown> {
  const thoughtful = replyOf(turnOf('stop', reasoningPart(4), textPart('Yes')));
  const body = { model: 'gpt-5', include: ['reasoning.encrypted_content'] };
  const whole = await answer(responses, body, thoughtful);
  return (whole['output'] as Json[])[0]?.['encrypted_content'];
}

function withOurCiphertext(body: Json, encrypted_content: unknown): Json {
  if (!Array.isArray(body['input'])) return body;
  const input = (body['input'] as Json[]).map((item) =>
    'encrypted_content' in item ? { ...item, encrypted_content } : item,
  );
  return { ...body, input };
}
