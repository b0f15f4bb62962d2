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
import { readRecordedFacts, runsOf, shapeOf } from '../../fixtures/recorded-facts.js';
import { createResponsesDialect } from './dialect.js';
import { responsesEndpoints } from './responses-endpoints.js';

const { streams, bodies, failures } = readRecordedFacts();

const responses = responsesEndpoints({ ...optionsOf(), organization: 'org-test' });
const dialect = createResponsesDialect('org-test');

type Entries = readonly (readonly [key: string, value: unknown])[];
const bodyNamed = (name: string) => bodies[`responses: ${name}`] as Entries;

/** Keys without their order: the bodies of background runs were sorted when they were recorded. */
const keysOf = (entries: Entries) => entries.map(([key]) => key).toSorted();

describe('what was recorded', () => {
  it('is streamed event by event, key by key', async () => {
    const recorded = streams['responses: a reasoning model']!;
    const said = Array<string>(recorded.deltas.text).fill('so');
    const reply: PlannedReply = replyOf(turnOf('stop', reasoningPart(0), textPart(...said)));
    const body = {
      model: 'gpt-5',
      input: [{ role: 'user', content: 'Who is the mayor of Oslo?' }],
      include: ['reasoning.encrypted_content'],
      moderation: { model: 'omni-moderation-latest' },
    };
    const ours = await eventsOf(responses, body, reply);
    expect(runsOf(ours.map((event) => shapeOf(event)))).toEqual(recorded.runs);
    expect(recorded.runs.length).toBeGreaterThan(10);
  });

  it('has the same body, key by key', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    };
    const body = {
      model: 'gpt-4.1-nano',
      input: 'Find the city: we met in Oslo.',
      text: { format: { type: 'json_schema', strict: true, name: 'Place', schema } },
    };
    const reply = replyOf(turnOf('stop', textPart('{"city":', '"Oslo"}')));
    const ours = shapeOf(await answer(responses, body, reply)) as Entries;
    // Both have come since this was recorded: the use of tools, and cache writes in the usage.
    const older = (entries: Entries) =>
      entries
        .filter(([key]) => key !== 'tool_usage')
        .map(([key, value]) => [key, key === 'usage' ? keysOf(value as Entries) : value]);
    expect(older(ours)).toEqual(older(bodyNamed('structured output')));
  });

  it('is accepted, and in the end answered, in the background', async () => {
    const input = [{ role: 'user', content: 'What is 7 + 4?' }];
    const body = { model: 'gpt-4o', background: true, input };
    const reply = replyOf(turnOf('stop', textPart('11')));
    const ours = shapeOf(await answer(responses, body, reply)) as Entries;
    const theirs = bodyNamed('accepted in the background');
    const younger = ['moderation', 'tool_usage'];
    expect(keysOf(ours).filter((key) => !younger.includes(key))).toEqual(keysOf(theirs));
    const names = ['status', 'output', 'usage', 'service_tier', 'completed_at', 'error', 'text', 'tools'];
    for (const name of names) {
      const valueIn = (entries: Entries) => entries.find(([key]) => key === name)?.[1];
      expect([name, valueIn(ours)]).toEqual([name, valueIn(theirs)]);
    }
    const itemsIn = (entries: Entries) => entries.find(([key]) => key === 'output')?.[1] as Entries[];
    const answered = shapeOf(await answer(responses, { ...body, background: false }, reply)) as Entries;
    expect(keysOf(itemsIn(answered)[0]!)).toEqual(
      keysOf(itemsIn(bodyNamed('answered in the background'))[0]!),
    );
  });

  it('is refused in the same words: a temperature below the least', async () => {
    const body = { model: 'gpt-4o', input: 'Who is the mayor of Oslo?', temperature: -1 };
    const { status, ...error } = await errorOf(() => parseResponse(responses, body), dialect);
    expect({ status, error }).toEqual(failures['responses: a temperature of -1']);
  });

  it('is refused in the same words: a reasoning item without what followed it', async () => {
    const expected = failures['responses: a reasoning item alone']!;
    const [id] = /rs_\w+/.exec(String(expected.error['message'])) ?? [];
    const input = [
      { role: 'user', content: 'Why are there mayors?' },
      { type: 'reasoning', id, summary: [], encrypted_content: await ourCiphertext() },
      { role: 'assistant', content: 'Because cities want one.' },
      { role: 'user', content: 'Go on.' },
    ];
    const body = { model: 'gpt-5', input, include: ['reasoning.encrypted_content'] };
    const { status, ...error } = await errorOf(() => parseResponse(responses, body), dialect);
    expect({ status, error }).toEqual(expected);
  });
});

/** An encrypted content that the simulator made: it takes no others. */
async function ourCiphertext(): Promise<unknown> {
  const thoughtful = replyOf(turnOf('stop', reasoningPart(4), textPart('Yes')));
  const body = { model: 'gpt-5', include: ['reasoning.encrypted_content'] };
  const answered = await answer(responses, body, thoughtful);
  return (answered['output'] as Json[])[0]?.['encrypted_content'];
}
