import { refusalOf } from '@llmsim/core/testing';
import { readGrammar } from './read-grammar.js';

const place = { parent: undefined, key: 'format' };

describe('readGrammar', () => {
  it('reads syntax and definition', () => {
    const grammar = { syntax: 'regex', definition: '\\d+' };
    expect(readGrammar({ type: 'grammar', ...grammar }, place)).toEqual(grammar);
  });

  it.each([
    [{ syntax: 'regex' }, 'format.definition', /Missing required parameter/],
    [{ definition: 'a' }, 'format.syntax', /Missing required parameter/],
    [{ definition: 'a', syntax: 'bnf' }, 'format.syntax', /Supported values are: 'lark' and 'regex'/],
    [
      { definition: '([', syntax: 'regex' },
      'format.definition',
      /the regex grammar is not valid: the pattern/,
    ],
    [
      { definition: 'start: a', syntax: 'lark' },
      'format.definition',
      /the lark grammar is not valid: 'a' is used/,
    ],
  ])('refuses %j', (source, param, message) => {
    expect(refusalOf(() => readGrammar(source, place))).toMatchObject({
      param,
      message: expect.stringMatching(message) as string,
    });
  });
});
