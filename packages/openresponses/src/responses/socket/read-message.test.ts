import { refusalOf } from '@llmsim/core/testing';
import { fieldsOf, readMessage } from './read-message.js';

const create = (message: object) => JSON.stringify({ type: 'response.create', ...message });

/** What a message says; `undefined`: it is not JSON. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const read = (text: string, hasLanes: boolean) => readMessage(fieldsOf(valueOf(text)), hasLanes);

describe('readMessage', () => {
  it.each([
    ['flat', { model: 'm', stream_id: 'a', event_id: 'e', generate: false }],
    ['nested', { response: { model: 'm', generate: false }, stream_id: 'a', event_id: 'e' }],
  ])('reads parameters that are %s', (_name, message) => {
    expect(read(create(message), true)).toEqual({
      streamId: 'a',
      body: { model: 'm', stream: true },
      generate: false,
    });
  });

  it('wants a turn on the lane without name if nobody says otherwise', () => {
    expect(read(create({ stream_id: null }), true)).toEqual({
      streamId: undefined,
      body: { stream: true },
      generate: true,
    });
  });

  it('leaves stream_id to be found unknown where there are no lanes', () => {
    expect(read(create({ stream_id: 'a' }), false)).toMatchObject({
      streamId: undefined,
      body: { stream_id: 'a' },
    });
  });

  it.each([
    ['{', undefined],
    ['7', undefined],
    ['null', undefined],
    ['{}', 'type'],
    ['{"type":7}', 'type'],
    ['{"type":"response.cancel"}', 'type'],
    [create({ response: 7 }), 'response'],
    [create({ generate: 'no' }), 'generate'],
    [create({ background: true }), 'background'],
    [create({ stream_id: '' }), 'stream_id'],
  ])('refuses %s', (text, param) => {
    const failure = refusalOf(() => read(text, true));
    expect([failure.kind, failure.param]).toEqual(['invalid-request', param]);
  });
});
