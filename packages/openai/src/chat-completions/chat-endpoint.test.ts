import { bodyOf, contextOf, lookUp, parseChat, providerOf, storeOf } from '../../fixtures/exchanges.js';
import { replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';

const reply = replyOf([turnOf('stop', textPart('Hello'))]);

describe('createChatEndpoint', () => {
  it('is counted as completions', () => {
    const [endpoint] = providerOf().endpoints;
    expect(endpoint).toMatchObject({
      type: 'generation',
      name: 'completions',
      method: 'POST',
      path: '/chat/completions',
    });
  });

  it('dates a reply to when its request was accepted', () => {
    const exchange = parseChat({}, providerOf(), contextOf({ acceptedAtMs: 1_700_000_000_999 }));
    expect(bodyOf(exchange.encodeReply(reply))['created']).toBe(1_700_000_000);
  });

  it('remembers nothing unless asked to', () => {
    expect('finish' in parseChat({})).toBe(false);
    expect('finish' in parseChat({ store: false })).toBe(false);
  });

  it('remembers only what was completed', async () => {
    const provider = providerOf({ store: storeOf() });
    const exchange = parseChat({ store: true }, provider);
    await exchange.finish?.(reply, 'cancelled');
    expect(bodyOf(await lookUp(provider, 'GET', '/chat/completions'))['data']).toEqual([]);
    await exchange.finish?.(reply, 'completed');
    expect(bodyOf(await lookUp(provider, 'GET', '/chat/completions'))['data']).toHaveLength(1);
  });

  it('names the key in a failure of a stream', () => {
    const encoder = parseChat({ stream: true }).createEncoder(reply, {
      before: () => '',
      after: '',
      terminated: false,
    });
    const [frame] = encoder.encode({ type: 'failure', failure: { kind: 'authentication' } });
    expect(frame).toContain('Incorrect API key provided: sk-proj-');
  });
});
