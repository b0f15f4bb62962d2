import { createRunningCalls } from '@llmsim/core';
import { acceptedAtMs, contextOf, countWords, storeOf } from '../../../fixtures/exchanges.js';
import type { Json } from '../../../fixtures/exchanges.js';
import { catalogOf } from '../../../fixtures/models.js';
import { openResponsesDialect as dialect } from '../../open-responses-dialect.js';
import { countAtOnce } from '../request/fit-context.js';
import { parseRequest } from '../request/parse-request.js';
import { createConversationStore } from '../state/conversation-store.js';
import { createResponseStore } from '../state/response-store.js';
import type { StoredResponse } from '../state/response-store.js';
import { warmUp } from './warm-up.js';

async function warm(body: object, name = 'one') {
  const store = storeOf();
  const ended: StoredResponse[] = [];
  const options = {
    dialect,
    catalog: catalogOf(),
    strict: false,
    countInputTokens: countWords,
    countInSteps: countAtOnce(countWords),
    responses: createResponseStore(store, 'a'),
    conversations: createConversationStore(store, 'a'),
    running: createRunningCalls(),
    context: contextOf(),
    streamId: 'lane',
    ended: (response: StoredResponse) => void ended.push(response),
    loadReferences: () => Promise.reject(new Error('Nothing is referred to.')),
  };
  const request = await parseRequest({ model: 'gpt-4o', input: 'one two', ...body }, options);
  const { messages, kept } = warmUp(request, countWords(request.sim), options, name);
  await kept;
  return { events: messages.map((message) => JSON.parse(message) as Json), ended, store };
}

describe('warmUp', () => {
  it('reports a response that took the prompt in and says nothing', async () => {
    const { events, ended } = await warm({});
    expect(events.map(({ type, sequence_number, stream_id }) => [type, sequence_number, stream_id])).toEqual([
      ['response.created', 0, 'lane'],
      ['response.in_progress', 1, 'lane'],
      ['response.completed', 2, 'lane'],
    ]);
    expect(events[2]).toMatchObject({
      response: {
        status: 'completed',
        completed_at: Math.floor(acceptedAtMs / 1000),
        output: [],
        usage: { input_tokens: 2, output_tokens: 0, total_tokens: 2 },
      },
    });
    expect(JSON.parse(ended[0]?.response ?? '')).toEqual(events[2]?.['response']);
  });

  it('is kept unless nobody wants it', async () => {
    expect((await warm({})).store.size()).toBe(1);
    expect((await warm({ store: false })).store.size()).toBe(0);
  });

  it('has an id of its own for each name', async () => {
    const idOf = async (name: string) => ((await warm({}, name)).ended[0] as StoredResponse).id;
    expect(await idOf('one')).not.toBe(await idOf('two'));
  });
});
