import { createSimRequest } from '../turn/create-sim-request.js';
import { identifyRequest } from './request-identity.js';

const ask = (count: number) =>
  createSimRequest({
    model: 'gpt-4o',
    messages: Array.from({ length: count }, () => ({ role: 'user' as const, content: 'Hi' })),
  });

describe('the identity of a request', () => {
  it('is that of all its messages, however many there are', () => {
    expect(identifyRequest(ask(200_000))).toEqual(identifyRequest(ask(200_000)));
    expect(identifyRequest(ask(200_000))).not.toEqual(identifyRequest(ask(199_999)));
  });
});
