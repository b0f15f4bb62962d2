import { optionsOf } from '../../../openresponses/fixtures/exchanges.js';
import { responsesEndpoints } from './responses-endpoints.js';

describe('responsesEndpoints', () => {
  it('are responses, conversations and the socket', () => {
    const list = responsesEndpoints({ ...optionsOf(), organization: 'org-test' });
    const paths = new Set(list.map(({ path }) => path));
    expect(paths).toContain('/responses');
    expect(paths).toContain('/conversations/:id/items');
    expect(list.some(({ type }) => type === 'socket')).toBe(true);
  });
});
