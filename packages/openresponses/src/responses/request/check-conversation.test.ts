import { refusalOf } from '@llmsim/core/testing';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { askAboutItems, refuseDuplicates, refuseLoneReasoning } from './check-conversation.js';
import { readItem } from './read-items.js';
import type { ItemMeaning } from './read-items.js';

const read = (item: object) => readItem(item, { parent: undefined, key: 'input' }, openResponsesDialect);
const thought = (id?: string, isEncrypted = false): ItemMeaning => ({ type: 'reasoning', id, isEncrypted });
const say = (role: 'user' | 'assistant', id?: string): ItemMeaning => ({
  type: 'message',
  role,
  content: [],
  id,
});
const call: ItemMeaning = { type: 'call', tool: 'function', callId: 'a', name: 'f', argumentsText: '{}' };

describe('refuseLoneReasoning', () => {
  const refused = {
    message: "Item 'rs_1' of type 'reasoning' was provided without its required following item.",
    param: 'input',
  };
  const lonely: [string, ItemMeaning[]][] = [
    ['nothing', []],
    ['a message that is not its own', [say('assistant')]],
    ['what the user says', [say('user', 'msg_1')]],
    ['more reasoning alone', [thought('rs_2')]],
  ];

  it.each(lonely)('refuses reasoning with an id before %s', (_name, following) => {
    for (const isEncrypted of [true, false]) {
      const items = [thought('rs_1', isEncrypted), ...following];
      expect(refusalOf(() => refuseLoneReasoning(items, true))).toMatchObject(refused);
    }
    expect(refusalOf(() => refuseLoneReasoning([thought('rs_1'), ...following], false))).toMatchObject(
      refused,
    );
  });

  it.each(lonely.slice(0, 3))(
    'takes encrypted reasoning before %s where nothing is stored',
    (_name, following) => {
      expect(() => refuseLoneReasoning([thought('rs_1', true), ...following], false)).not.toThrow();
    },
  );

  it.each<[string, ItemMeaning[]]>([
    ['the message that it led to', [say('assistant', 'msg_1')]],
    ['a call', [call]],
    ['more reasoning and a message', [thought('rs_2'), say('assistant', 'msg_1')]],
    ['what a foreign tool did', [{ type: 'foreign' }]],
  ])('takes reasoning with an id before %s', (_name, following) => {
    expect(() => refuseLoneReasoning([thought('rs_1'), ...following], true)).not.toThrow();
  });

  it('takes reasoning without an id anywhere', () => {
    expect(() => refuseLoneReasoning([thought()], true)).not.toThrow();
  });
});

describe('refuseDuplicates', () => {
  const message = (id?: string | null) => read({ type: 'message', role: 'user', content: 'Hi', id });

  it('refuses the same id twice', () => {
    expect(refusalOf(() => refuseDuplicates([message('msg_1'), message('msg_2'), message('msg_1')]))).toEqual(
      {
        kind: 'invalid-request',
        message: 'Duplicate item found with id msg_1. Remove duplicate items from your input and try again.',
        param: 'input',
      },
    );
  });

  it('takes any number of items without an id', () => {
    expect(() => refuseDuplicates([message(), message(null), message(), message('msg_1')])).not.toThrow();
  });
});

describe('askAboutItems', () => {
  const family = (letter: string) => letter.repeat(16);
  const reasoning = (letter: string, encrypted_content?: string) =>
    read({ type: 'reasoning', id: `rs_${family(letter)}`, summary: [], encrypted_content });
  const functionCall = (letter: string, n: number) =>
    read({ type: 'function_call', id: `fc_${family(letter)}${n}`, call_id: 'a', name: 'f', arguments: '{}' });

  it('has nothing to ask about items that say everything themselves', () => {
    const items = [
      read({ role: 'user', content: 'Hi' }),
      read({ role: 'assistant', content: 'Hi' }),
      reasoning('a', 'x'),
      functionCall('a', 1),
    ];
    expect(askAboutItems(items)).toEqual({ reasoning: [], followers: [] });
  });

  it('asks about reasoning that is not encrypted, and once about each response without any', () => {
    const items = [reasoning('a'), functionCall('a', 1), functionCall('b', 1), functionCall('b', 2)];
    expect(askAboutItems(items)).toEqual({
      reasoning: [`rs_${family('a')}`],
      followers: [`fc_${family('b')}1`],
    });
  });
});
