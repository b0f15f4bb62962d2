import { createRunningCalls } from '@llmsim/core';
import { storeOf } from '../../../fixtures/exchanges.js';
import { createConversationStore } from './conversation-store.js';
import { createKnownTurns } from './known-turns.js';
import { loadReferences } from './load-references.js';
import type { ReferenceSource } from './load-references.js';
import { createResponseStore } from './response-store.js';
import type { StoredResponse } from './response-store.js';
import { createTenantStores } from './tenant-stores.js';

const idOf = (n: number, prefix = 'resp') => `${prefix}_${String(n).padStart(16, '0')}00${'a'.repeat(32)}`;
const message = (text: string) => ({ type: 'message', role: 'user', content: text });
const said = (n: number) => ({
  type: 'message',
  id: idOf(n, 'msg'),
  role: 'assistant',
  status: 'completed',
  content: [],
});

/** A response that asked `q<n>` and continues the one before. */
function stored(n: number, previous: number | null = null): StoredResponse {
  return {
    id: idOf(n),
    input: [message(`q${n}`)],
    previousResponseId: previous === null ? null : idOf(previous),
    response: JSON.stringify({ id: idOf(n), status: 'completed', output: [said(n)] }),
    run: null,
  };
}

async function sourceOf(
  kept: readonly StoredResponse[],
  changes: Partial<ReferenceSource> = {},
): Promise<ReferenceSource> {
  const store = storeOf(true);
  const responses = createResponseStore(store, 'a');
  const conversations = createConversationStore(store, 'a');
  for (const response of kept) await responses.keep(response);
  return { responses, conversations, running: createRunningCalls(), ...changes };
}
const nothing = {
  previousResponseId: undefined,
  conversationId: undefined,
  references: [],
  questions: { reasoning: [], followers: [] },
};
const textsOf = (items: readonly Record<string, unknown>[]) =>
  items.map((item) =>
    item['role'] === 'user' ? (item['content'] as { text: string }[])[0]?.text : item['id'],
  );

describe('loadReferences', () => {
  it('finds the whole chain, oldest first', async () => {
    const source = await sourceOf([stored(1), stored(2, 1), stored(3, 2)]);
    const { earlier } = await loadReferences({ ...nothing, previousResponseId: idOf(3) }, source);
    expect(textsOf(earlier)).toEqual(['q1', idOf(1, 'msg'), 'q2', idOf(2, 'msg'), 'q3', idOf(3, 'msg')]);
  });

  it('loads and reads each turn of a conversation once', async () => {
    const kept = Array.from({ length: 200 }, (_, index) => stored(index + 1, index === 0 ? null : index));
    const source = await sourceOf(kept, { turns: createKnownTurns()('somebody') });
    let asked = 0;
    const counted: ReferenceSource = {
      ...source,
      responses: {
        ...source.responses,
        find(id) {
          asked += 1;
          return source.responses.find(id);
        },
      },
    };
    const load = (n: number) => loadReferences({ ...nothing, previousResponseId: idOf(n) }, counted);
    let before: readonly object[] = [];
    for (let n = 1; n <= 200; n += 1) {
      const { earlier } = await load(n);
      expect(earlier).toHaveLength(2 * n);
      expect(earlier.slice(0, before.length).every((item, index) => item === before[index])).toBe(true);
      before = earlier;
    }
    // Each turn asks for the one before it alone.
    expect(asked).toBe(200);
  });

  it('knows nothing of what others said', async () => {
    const turnsOf = createKnownTurns();
    const source = await sourceOf([stored(1), stored(2, 1)], { turns: turnsOf('somebody') });
    await loadReferences({ ...nothing, previousResponseId: idOf(2) }, source);
    expect(turnsOf('somebody').get(idOf(1))).toBeDefined();
    expect(turnsOf('another').get(idOf(1))).toBeUndefined();
    expect(turnsOf(undefined).get(idOf(1))).toBeUndefined();
  });

  it('does not go on from a turn in the middle that was deleted', async () => {
    const stores = createTenantStores(storeOf(), 'a')({ tenant: 'somebody' });
    for (const response of [stored(1), stored(2, 1), stored(3, 2)]) await stores.responses.keep(response);
    const source = { ...stores, running: createRunningCalls() };
    const load = () => loadReferences({ ...nothing, previousResponseId: idOf(3) }, source);
    expect((await load()).earlier).toHaveLength(6);
    await stores.responses.forget(idOf(2));
    await expect(load()).rejects.toThrow(`Previous response with id '${idOf(2)}' not found.`);
  });

  it.each([
    ['the response', 9],
    ['one before it', 8],
  ])('says which is missing, be it %s', async (_name, missing) => {
    const source = await sourceOf(missing === 8 ? [stored(9, 8)] : []);
    await expect(loadReferences({ ...nothing, previousResponseId: idOf(9) }, source)).rejects.toMatchObject({
      failure: {
        kind: 'invalid-request',
        message: `Previous response with id '${idOf(missing)}' not found.`,
        param: 'previous_response_id',
        code: 'previous_response_not_found',
      },
    });
  });

  it('asks the connection first', async () => {
    const source = await sourceOf([], { local: (id) => (id === idOf(1) ? [message('local')] : undefined) });
    const { earlier } = await loadReferences({ ...nothing, previousResponseId: idOf(1) }, source);
    expect(earlier).toEqual([message('local')]);
  });

  it('does not go on from what is still in progress', async () => {
    const run = { startedAtMs: 0, streamed: false, isOver: false, events: [] };
    const running = { state: () => JSON.stringify({ status: 'in_progress', output: [] }) };
    const source = await sourceOf([{ ...stored(1), run }], { running });
    await expect(loadReferences({ ...nothing, previousResponseId: idOf(1) }, source)).rejects.toMatchObject({
      failure: { message: `Previous response with id '${idOf(1)}' is still in progress.` },
    });
  });

  it('finds the items of a conversation', async () => {
    const source = await sourceOf([]);
    const items = [{ ...message('q'), id: idOf(5, 'msg') }];
    await source.conversations.keep({ id: idOf(5, 'conv'), createdSeconds: 0, metadata: {}, items });
    expect(await loadReferences({ ...nothing, conversationId: idOf(5, 'conv') }, source)).toMatchObject({
      earlier: items,
    });
    expect(await loadReferences({ ...nothing, references: [idOf(5, 'msg')] }, source)).toMatchObject({
      referenced: new Map([[idOf(5, 'msg'), items[0]]]),
    });
  });

  it('finds items by their ids, of the output and of the input', async () => {
    const source = await sourceOf([stored(1)]);
    const { earlier } = await loadReferences({ ...nothing, previousResponseId: idOf(1) }, source);
    const ids = earlier.map((item) => item['id'] as string);
    const { referenced } = await loadReferences({ ...nothing, references: ids }, source);
    expect([...referenced.values()]).toEqual(earlier);
  });

  it('finds an item that is referred to and there anyway in both places', async () => {
    const source = await sourceOf([stored(1)]);
    const found = await loadReferences(
      { ...nothing, previousResponseId: idOf(1), references: [idOf(1, 'msg')] },
      source,
    );
    expect(textsOf(found.earlier)).toEqual(['q1', idOf(1, 'msg')]);
    expect(found.referenced.size).toBe(1);
  });

  it.each([idOf(1, 'rs'), 'msg_unheard', ''])('refuses the id %j', async (id) => {
    const source = await sourceOf([stored(1)]);
    await expect(loadReferences({ ...nothing, references: [id] }, source)).rejects.toMatchObject({
      failure: {
        kind: 'not-found',
        message: `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
        param: 'input',
      },
    });
  });
});
