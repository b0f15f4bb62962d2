import { storeOf } from '../../../fixtures/exchanges.js';
import { createResponseStore } from './response-store.js';
import type { StoredResponse } from './response-store.js';

const family = '0123456789abcdef';
const response: StoredResponse = {
  id: `resp_${family}00`,
  input: [],
  previousResponseId: null,
  response: '{}',
  run: null,
};

describe.each([
  ['answers at once', false],
  ['answers later', true],
])('a store of responses that %s', (_name, later) => {
  it('gives back what was kept, by its id or that of an item', async () => {
    const store = createResponseStore(storeOf(later), 'a');
    await store.keep(response);
    expect(await store.find(response.id)).toEqual(response);
    expect(await store.findOwner(`msg_${family}11`)).toEqual(response);
    expect(await store.find(`resp_${family}99`)).toBeUndefined();
    expect(await store.findOwner('msg_other')).toBeUndefined();
  });

  it('keeps what different dialects store apart', async () => {
    const shared = storeOf(later);
    await createResponseStore(shared, 'a').keep(response);
    expect(await createResponseStore(shared, 'b').find(response.id)).toBeUndefined();
  });

  it('forgets', async () => {
    const store = createResponseStore(storeOf(later), 'a');
    await store.keep(response);
    expect(await store.forget(`resp_${family}99`)).toBe(false);
    expect(await store.forget(response.id)).toBe(true);
    expect(await store.forget(response.id)).toBe(false);
    expect(await store.find(response.id)).toBeUndefined();
  });
});
