import { optionsOf } from '../../fixtures/exchanges.js';
import { openResponsesDialect } from '../open-responses-dialect.js';
import { createResponsesEndpoints } from './responses-endpoints.js';

const listOf = (dialect = openResponsesDialect) =>
  createResponsesEndpoints(dialect, optionsOf()).map((endpoint) =>
    endpoint.type === 'socket' ? `socket ${endpoint.path}` : `${endpoint.method} ${endpoint.path}`,
  );

describe('the endpoints', () => {
  it('are those of responses', () => {
    expect(listOf()).toEqual([
      'POST /responses',
      'POST /responses/input_tokens',
      'POST /responses/compact',
      'GET /responses/:id',
      'DELETE /responses/:id',
      'POST /responses/:id/cancel',
      'GET /responses/:id/input_items',
      'socket /responses',
    ]);
  });

  it('are those of conversations too where a request may belong to one', () => {
    const parameters = new Set([...openResponsesDialect.parameters, 'conversation']);
    const list = listOf({ ...openResponsesDialect, parameters });
    expect(list).toContain('POST /conversations');
    expect(list).toContain('DELETE /conversations/:id/items/:item');
  });
});
