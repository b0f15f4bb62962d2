import { storeOf } from '../../../fixtures/exchanges.js';
import { createConversationStore } from './conversation-store.js';
import type { StoredConversation } from './conversation-store.js';

const conversation: StoredConversation = {
  id: 'conv_0123456789abcdef00',
  createdSeconds: 7,
  metadata: { a: 'b' },
  items: [{ type: 'message', id: 'msg_1' }],
};

describe('a store of conversations', () => {
  it('gives back what was kept, by its id or that of an item', async () => {
    const store = createConversationStore(storeOf(), 'a');
    await store.keep(conversation);
    expect(await store.get(conversation.id)).toEqual(conversation);
    expect(await store.find(conversation.id)).toEqual(conversation);
    expect(await store.findOwner('msg_0123456789abcdef99')).toEqual(conversation);
  });

  it('knows nothing else', async () => {
    const store = createConversationStore(storeOf(), 'a');
    await store.keep(conversation);
    expect(await store.find('conv_0123456789abcdef99')).toBeUndefined();
    await expect(store.get('conv_x')).rejects.toMatchObject({
      failure: { kind: 'not-found', message: "Conversation with id 'conv_x' not found." },
    });
    await expect(store.forget('conv_x')).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('forgets', async () => {
    const store = createConversationStore(storeOf(true), 'a');
    await store.keep(conversation);
    await store.forget(conversation.id);
    expect(await store.find(conversation.id)).toBeUndefined();
  });
});
