import { askBy, called, user, assistant, tool } from '../../fixtures/ask.js';
import type { Ask } from '../../fixtures/ask.js';
import { convertScript } from './convert-script.js';

const tools = [tool('bash')];

/** Asks by a converted script. */
function askScript(script: object): Ask {
  const ask = askBy({ file: 'script.yaml', text: convertScript(JSON.stringify(script)) });
  return (messages, rest, controls) => ask(messages, { tools, ...rest }, controls);
}

const bash = (command: string, id?: string) => ({ name: 'bash', arguments: { command }, ...(id && { id }) });
const turns = [
  { type: 'tool_calls', calls: [bash('ls')] },
  { type: 'error', kind: 'rate_limit' },
  { type: 'error', kind: 'other', message: 'boom', status_code: 502 },
  { type: 'mixed', text: 'It costs $1.', calls: [bash('pwd', 'call_a'), bash('id')] },
  { type: 'assistant', text: 'Done.' },
];
const afterFirst = [user('Go'), ...called('bash', { command: 'ls' }, 'x')];
const afterSecond = [
  ...afterFirst,
  {
    role: 'assistant' as const,
    content: 'It costs $1.',
    toolCalls: ['pwd', 'id'].map((command) => ({
      callId: command,
      name: 'bash',
      argumentsText: JSON.stringify({ command }),
    })),
  },
  { role: 'tool' as const, content: 'y', toolCallId: 'pwd' },
  { role: 'tool' as const, content: 'z', toolCallId: 'id' },
];
const over = [...afterSecond, assistant('Done.'), user('More')];

describe('a script of the Rust llmsim', () => {
  const ask = askScript({ turns });

  it('is replayed turn by turn; errors strike the first attempts at the turn after them', () => {
    expect(ask('Go')).toBe('bash({"command":"ls"})');
    expect([0, 1, 2].map((attempt) => ask(afterFirst, {}, { attempt }))).toEqual([
      'failure: rate-limit',
      'failure: status',
      'It costs $1. + bash({"command":"pwd"}) + bash({"command":"id"})',
    ]);
    expect(ask(afterSecond)).toBe('Done.');
  });

  it('repeats its last turn at the end', () => {
    expect(ask(over)).toBe('Done.');
    expect(ask([...over, assistant('Done.'), user('And more')])).toBe('Done.');
  });

  it('repeats its last call, also for its own result', () => {
    const repeating = askScript({ turns: [{ type: 'tool_calls', calls: [bash('ls')] }] });
    expect(repeating('Go')).toBe('bash({"command":"ls"})');
    expect(repeating(afterFirst)).toBe('bash({"command":"ls"})');
  });

  it('fails at the end if it is to', () => {
    expect(askScript({ turns, on_exhausted: 'error' })(over)).toBe('failure: status');
  });

  it('begins anew at the end if it is to', () => {
    const looping = askScript({
      turns: [
        { type: 'assistant', text: 'One.' },
        { type: 'assistant', text: 'Two.' },
      ],
      on_exhausted: 'loop',
    });
    const messages = [user('Go')];
    const said: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const text = looping(messages);
      said.push(text);
      messages.push(assistant(text), user('Go on'));
    }
    expect(said).toEqual(['One.', 'Two.', 'One.', 'Two.', 'One.']);
  });

  it('ends with its error where that is last', () => {
    const failing = askScript({ turns: [{ type: 'error', kind: 'invalid_request', message: 'no' }] });
    expect([0, 1].map((attempt) => failing('Go', {}, { attempt }))).toEqual([
      'failure: invalid-request',
      'failure: invalid-request',
    ]);
  });

  it.each([
    ['{', /it is no JSON/],
    ['{"turns": []}', /a list "turns" of at least one/],
    [
      '{"turns": [{"type": "song"}]}',
      /"turns\[0\]\.type" must be assistant, tool_calls, mixed or error; found "song"/,
    ],
    [
      '{"turns": [{"type": "assistant", "text": "a"}], "on_exhausted": "stop"}',
      /must be repeat_last, error or loop/,
    ],
    ['{"turns": [{"type": "error", "kind": "flood"}]}', /"turns\[0\]\.kind" must be rate_limit/],
  ])('is refused where it is wrong: %s', (script, message) => {
    expect(() => convertScript(script)).toThrow(message);
  });
});
