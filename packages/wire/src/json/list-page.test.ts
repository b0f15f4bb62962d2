import { refusalOf } from '@llmsim/core/testing';
import { pageOf } from './list-page.js';

const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const idsOf = (query: Record<string, string>) =>
  pageOf(items, query)
    .data.map(({ id }) => id)
    .join('');

describe('pageOf', () => {
  it.each([
    [{}, 'abcde'],
    [{ limit: '2' }, 'ab'],
    [{ limit: '2', after: 'b' }, 'cd'],
    [{ limit: '2', after: 'd' }, 'e'],
    [{ after: 'e' }, ''],
    [{ order: 'desc' }, 'edcba'],
    [{ order: 'desc', after: 'c', limit: '1' }, 'b'],
  ])('answers %j', (query, ids) => {
    expect(idsOf(query)).toBe(ids);
  });

  it('says where the page begins and ends, and whether there is more', () => {
    expect(pageOf(items, { limit: '2' })).toMatchObject({
      object: 'list',
      first_id: 'a',
      last_id: 'b',
      has_more: true,
    });
    expect(pageOf(items, { limit: '5' })).toMatchObject({ last_id: 'e', has_more: false });
    expect(pageOf([], {})).toEqual({ object: 'list', data: [], first_id: '', last_id: '', has_more: false });
  });

  it('has 20 items if nobody says otherwise', () => {
    const many = Array.from({ length: 21 }, (_, index) => ({ id: String(index) }));
    expect(pageOf(many, {})).toMatchObject({ last_id: '19', has_more: true });
  });

  it.each([
    [{ limit: '0' }, 'limit', { code: 'integer_below_min_value' }],
    [{ limit: '101' }, 'limit', { code: 'integer_above_max_value' }],
    [{ limit: 'x' }, 'limit', { code: 'invalid_type' }],
    [{ order: 'x' }, 'order', { code: 'invalid_value' }],
    [{ after: 'x' }, 'after', { kind: 'not-found' }],
  ])('refuses %j', (query, param, rest) => {
    expect(refusalOf(() => pageOf(items, query))).toMatchObject({ param, ...rest });
  });
});
