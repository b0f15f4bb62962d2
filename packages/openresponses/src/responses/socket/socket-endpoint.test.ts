import { contextOf, optionsOf, socketOf } from '../../../fixtures/exchanges.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

describe('the socket', () => {
  it('stands at the path of responses, for an hour at most, with a session for each connection', () => {
    const socket = socketOf(createResponsesEndpoints(openResponsesDialect, optionsOf()));
    expect(socket).toMatchObject({ name: 'responses', path: '/responses', maxConnectionMs: 60 * 60 * 1000 });
    expect(socket.connect(contextOf())).not.toBe(socket.connect(contextOf()));
  });
});
