import type { LookupEndpoint, WireResponse } from '@llmsim/core';
import { refusalOf } from '@llmsim/core/testing';
import { context, contextWith, createProvider, endpointAt, jsonOf } from '../../fixtures/ask.js';

interface Page {
  readonly data: readonly { readonly id: string; readonly created_at: string }[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

const provider = createProvider();
const list = endpointAt(provider, '/v1/models', 'GET') as LookupEndpoint;
const one = endpointAt(provider, '/v1/models/*model', 'GET') as LookupEndpoint;
const ask = (query: Record<string, string> = {}) =>
  jsonOf(list.answer(undefined, { ...context, query }) as WireResponse) as unknown as Page;
const get = (model: string) =>
  jsonOf(one.answer(undefined, { ...context, params: { model } }) as WireResponse);

describe('the list of models', () => {
  it('has those of Anthropic alone, newest first, by the names that the API gives them', () => {
    const { data } = ask({ limit: '1000' });
    const ids = data.map(({ id }) => id);
    expect(ids).toContain('claude-sonnet-4-5-20250929');
    expect(ids).toContain('claude-opus-5');
    expect(ids.every((id) => id.startsWith('claude-') && !id.includes('.'))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    const times = data.map(({ created_at }) => created_at);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it('is read page by page, onwards and backwards', () => {
    const all = ask({ limit: '1000' }).data.map(({ id }) => id);
    const first = ask({ limit: '3' });
    expect(first).toMatchObject({ has_more: true, first_id: all[0], last_id: all[2] });
    const second = ask({ limit: '3', after_id: first.last_id ?? '' });
    expect(second.data.map(({ id }) => id)).toEqual(all.slice(3, 6));
    const back = ask({ limit: '3', before_id: second.first_id ?? '' });
    expect(back.data.map(({ id }) => id)).toEqual(all.slice(0, 3));
    expect(back.has_more).toBe(false);
    expect(ask({ after_id: all.at(-1) ?? '' })).toEqual({
      data: [],
      has_more: false,
      first_id: null,
      last_id: null,
    });
  });

  it.each([
    [{ limit: '0' }, 'limit: Input should be greater than or equal to 1'],
    [{ limit: '1001' }, 'limit: Input should be less than or equal to 1000'],
    [{ limit: 'x' }, 'limit: Input should be a valid integer, unable to parse string as an integer'],
    [{ after_id: 'none' }, 'after_id: no item has the id none'],
  ])('refuses %j', (query, message) => {
    expect(refusalOf(() => ask(query as unknown as Record<string, string>)).message).toBe(message);
  });

  it('wants a version, as everything does', () => {
    const without = contextWith({ 'anthropic-version': '' });
    expect(refusalOf(() => list.answer(undefined, without)).message).toBe(
      'anthropic-version: header is required',
    );
  });
});

describe('one model', () => {
  it.each(['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4.5'])(
    'is found as %s',
    (name) => {
      expect(get(name)).toEqual({
        type: 'model',
        id: 'claude-sonnet-4-5-20250929',
        display_name: 'Claude Sonnet 4.5',
        created_at: '2025-09-29T00:00:00Z',
        max_input_tokens: 200_000,
        max_tokens: 64_000,
      });
    },
  );

  it('is refused if it is not served', () => {
    expect(refusalOf(() => get('claude-none'))).toMatchObject({ kind: 'not-found', model: 'claude-none' });
  });
});
