import { Ajv2020 } from 'ajv/dist/2020.js';
import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import type { SimMessage, SimRequest, ToolDeclaration } from '../turn/sim-request.js';
import { takeSteps } from '../steps/steps.js';
import { chooseToolCalls, type ToolCallPolicy } from './tool-turn.js';

const aText: unknown = expect.any(String);

const text = { type: 'string' };
const strict = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

function declare(
  name: string,
  description: string,
  properties: Readonly<Record<string, unknown>> = {},
): ToolDeclaration {
  return { type: 'function', name, description, parameters: strict(properties), strict: true };
}

const weather = declare('get_weather', 'Current weather of a city', {
  city: text,
  unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
});
const convert = declare('convert_temperature', 'Converts a temperature', { degrees: { type: 'number' } });
const email = declare('send_email', 'Sends a message', { to: text, body: text });
const python: ToolDeclaration = { type: 'custom', name: 'run_python', description: 'Runs Python' };

function say(role: 'system' | 'user' | 'assistant', words: string): SimMessage {
  return { role, content: [{ type: 'text', text: words }] };
}

/** What a client sends back when it has run a tool. */
function answer(name: string, callId = `call_${name}`): readonly SimMessage[] {
  return [
    { role: 'assistant', content: [], toolCalls: [{ callId, name, argumentsText: '{}' }] },
    { role: 'tool', content: [{ type: 'text', text: '18' }], toolCallId: callId },
  ];
}

function request(
  messages: readonly SimMessage[],
  tools: readonly ToolDeclaration[],
  more: Partial<SimRequest> = {},
): SimRequest {
  return createSimRequest({ ...more, model: 'm', messages, tools });
}

function choose(asked: SimRequest, policy: ToolCallPolicy = 'auto', seed = 1) {
  return takeSteps(chooseToolCalls(asked, createSeededRandom(deriveSeed(seed)), policy));
}

function namesOf(asked: SimRequest, policy?: ToolCallPolicy): readonly string[] {
  return choose(asked, policy).map((call) => call.name);
}

const asksWeather = [say('user', "What's the weather in Paris, in celsius?")];

describe('left to choose', () => {
  it('calls the tool that fits, with what the message says', () => {
    expect(choose(request(asksWeather, [email, weather]))).toEqual([
      { tool: 'function', name: 'get_weather', argumentsText: '{"city":"Paris","unit":"celsius"}' },
    ]);
  });

  it.each(['Hello!', 'Tell me a joke.', ''])('answers %p in text', (words) => {
    expect(namesOf(request([say('user', words)], [weather, email]))).toEqual([]);
  });

  it('looks at the last user message, not at those before and not at the instructions', () => {
    const messages = [
      say('system', 'You know the weather.'),
      ...asksWeather,
      say('assistant', 'Sunny.'),
      say('user', 'Thanks!'),
    ];
    expect(namesOf(request(messages, [weather]))).toEqual([]);
  });

  it('answers in text once the tool has answered', () => {
    expect(namesOf(request([...asksWeather, ...answer('get_weather')], [weather, email]))).toEqual([]);
  });

  it('calls it again for a new question', () => {
    const messages = [
      ...asksWeather,
      ...answer('get_weather'),
      say('assistant', '18'),
      say('user', 'And the weather in Rome?'),
    ];
    expect(namesOf(request(messages, [weather]))).toEqual(['get_weather']);
  });

  it('does not take a call without a result for an answer', () => {
    const [call] = answer('get_weather');
    expect(namesOf(request([...asksWeather, call!], [weather]))).toEqual(['get_weather']);
  });

  it('calls several tools at once if they all were named', () => {
    const messages = [say('user', 'Get the weather in Paris and send an email about it')];
    expect(namesOf(request(messages, [weather, email]))).toEqual(
      expect.arrayContaining(['get_weather', 'send_email']),
    );
  });

  it('calls them one after the other if calls may not be parallel, and ends', () => {
    const tools = [weather, email];
    const messages = [say('user', 'Get the weather in Paris and send an email about it')];
    const called: string[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const names = namesOf(request(messages, tools, { parallelToolCalls: false }));
      if (names.length === 0) break;
      expect(names).toHaveLength(1);
      called.push(...names);
      messages.push(...answer(names[0]!, `call_${turn}`));
    }
    expect(called.toSorted()).toEqual(['get_weather', 'send_email']);
  });

  it('calls what else the message asks for when a tool has answered, and nothing else', () => {
    const hardly = declare('archive', 'Stores the weather of a place for later');
    const messages = [
      say('user', 'The weather in Paris, and convert it to celsius'),
      ...answer('get_weather'),
    ];
    expect(namesOf(request(messages, [weather, convert, hardly]))).toEqual(['convert_temperature']);
  });

  it('calls none at all if it is told never to', () => {
    expect(namesOf(request(asksWeather, [weather]), 'never')).toEqual([]);
  });

  it('keeps to the tools that are allowed', () => {
    expect(
      namesOf(
        request(asksWeather, [weather, email], { toolChoice: { mode: 'auto', names: ['send_email'] } }),
      ),
    ).toEqual([]);
  });
});

describe('told what to do', () => {
  it('calls nothing for none', () => {
    expect(namesOf(request(asksWeather, [weather], { toolChoice: { mode: 'none' } }))).toEqual([]);
  });

  it.each<ToolCallPolicy>(['auto', 'never'])(
    'calls the named tool, whatever was said and with policy %p',
    (policy) => {
      const named = { toolChoice: { mode: 'named', names: ['send_email'] } } as const;
      expect(namesOf(request(asksWeather, [weather, email], named), policy)).toEqual(['send_email']);
      expect(
        namesOf(request([...asksWeather, ...answer('send_email')], [weather, email], named), policy),
      ).toEqual(['send_email']);
    },
  );

  it.each<ToolCallPolicy>(['auto', 'never'])(
    'calls at least one tool where one is required, with policy %p',
    (policy) => {
      const required = { toolChoice: { mode: 'required' } } as const;
      expect(namesOf(request([say('user', 'Hello!')], [weather, email], required), policy)).toEqual([
        'get_weather',
      ]);
      expect(namesOf(request([], [weather, email], required), policy)).toEqual(['get_weather']);
      expect(namesOf(request(asksWeather, [email, weather], required), policy)).toEqual(['get_weather']);
    },
  );

  it('prefers one that has not answered yet, and calls one again when all have', () => {
    const required = { toolChoice: { mode: 'required' } } as const;
    const once = [...asksWeather, ...answer('get_weather')];
    expect(namesOf(request(once, [weather, email], required))).toEqual(['send_email']);
    expect(namesOf(request([...once, ...answer('send_email')], [weather, email], required))).toEqual([
      'get_weather',
    ]);
  });

  it('requires one of those allowed', () => {
    expect(
      namesOf(
        request(asksWeather, [weather, email], { toolChoice: { mode: 'required', names: ['send_email'] } }),
      ),
    ).toEqual(['send_email']);
  });
});

describe('arguments', () => {
  const named = (tool: ToolDeclaration, words = 'Hello', seed = 1) =>
    choose(
      request([say('user', words)], [tool], { toolChoice: { mode: 'named', names: [tool.name] } }),
      'auto',
      seed,
    )[0]?.argumentsText ?? '';

  it('fit the parameters', () => {
    const parameters = strict({
      day: { type: 'string', format: 'date' },
      guests: { type: 'integer', minimum: 1, maximum: 8 },
      tags: { type: 'array', items: text },
    });
    const validate = new Ajv2020({ validateFormats: false }).compile(parameters);
    for (let seed = 0; seed < 50; seed += 1) {
      expect(
        validate(
          JSON.parse(named({ type: 'function', name: 'book', parameters, strict: true }, 'Book', seed)),
        ),
      ).toBe(true);
    }
  });

  it.each<ToolDeclaration>([
    { type: 'function', name: 'f', strict: false },
    { type: 'function', name: 'f', parameters: {}, strict: false },
    { type: 'function', name: 'f', parameters: true, strict: false },
    { type: 'function', name: 'f', parameters: { type: 'object', properties: {} }, strict: true },
  ])('are an empty object where there are none: %j', (tool) => {
    expect(named(tool)).toBe('{}');
  });

  it('are an object also where the parameters do not say so', () => {
    expect(
      JSON.parse(
        named({
          type: 'function',
          name: 'f',
          parameters: { properties: { a: text }, required: ['a'] },
          strict: false,
        }),
      ),
    ).toEqual({ a: aText });
  });

  it('are compact JSON', () => {
    expect(named(email)).toMatch(/^\{"to":"[^"]*","body":"[^"]*"\}$/);
  });

  it('are the same for the same random numbers', () => {
    expect(named(email, 'Hello', 5)).toBe(named(email, 'Hello', 5));
    expect(
      new Set(Array.from({ length: 20 }, (_, seed) => named(email, 'Hello', seed))).size,
    ).toBeGreaterThan(5);
  });

  it('throw where the parameters have no value', () => {
    const tool = declare('f', '', { a: { type: 'string', minLength: 3, maxLength: 2 } });
    expect(() => named(tool)).toThrow(expect.objectContaining({ code: 'LLMSIM_SCHEMA' }) as Error);
  });

  it.each([
    ['Run this:\n```python\nprint(1)\n```\nplease', 'print(1)'],
    ['  Print the number 1  ', 'Print the number 1'],
    ['', 'hello'],
    ['x'.repeat(2_000), 'x'.repeat(500)],
  ])('of a custom tool are text: %p', (words, input) => {
    expect(
      choose(
        request([say('user', words)], [python], { toolChoice: { mode: 'named', names: ['run_python'] } }),
      ),
    ).toEqual([{ tool: 'custom', name: 'run_python', argumentsText: input }]);
  });

  it.each([
    ['regex', '[A-Z]{2}-\\d{3}', /^[A-Z]{2}-\d{3}$/],
    ['lark', 'start: "(" start ")" | /[a-z]/', /^\(*[a-z]\)*$/],
  ] as const)('of a custom tool follow its grammar: %s %s', (syntax, definition, expected) => {
    const tool: ToolDeclaration = { type: 'custom', name: 'run', grammar: { syntax, definition } };
    expect(named(tool)).toMatch(expected);
  });

  it('throw where no text follows the grammar', () => {
    const grammar = { syntax: 'lark', definition: 'start: "a" start' } as const;
    expect(() => named({ type: 'custom', name: 'run', grammar })).toThrow(
      expect.objectContaining({ code: 'LLMSIM_SCHEMA' }) as Error,
    );
  });
});

describe('a tool that the message names', () => {
  const bash = declare('bash', 'Runs a command', { command: text });
  const listFiles = declare('list_files', 'Lists files', { path: text });
  const writeFile = declare('write_file', 'Writes files', { path: text, content: text });
  const tools = [writeFile, listFiles, bash];

  it.each([
    ['Use the bash tool to show all files in this folder', ['bash']],
    ['call write_file for the notes', ['write_file']],
    ['Please list files here', ['list_files']],
    ['Try writeFile', ['write_file']],
  ])('is called alone: %p', (words, names) => {
    expect(choose(request([say('user', words)], tools)).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['Use the bash tool to list all files', ['bash']],
    ['with write, list the files', ['write']],
    ['Write a haiku about a list', ['write']],
    ['List the files and write them down', ['list', 'write']],
  ])('is told from a verb of the same name: %p', (words, names) => {
    const own = [declare('list', ''), declare('write', ''), bash];
    expect(namesOf(request([say('user', words)], own))).toEqual(names);
  });

  it('may be one of several, and a name within another is none', () => {
    const own = [declare('read', ''), declare('read_file', ''), declare('get_time', '')];
    expect(namesOf(request([say('user', 'Call get_time and read_file')], own))).toEqual([
      'get_time',
      'read_file',
    ]);
  });

  it('is not called again when it has answered, nor is another in its place', () => {
    const messages = [say('user', 'Use the bash tool to list files'), ...answer('bash')];
    expect(choose(request(messages, tools))).toEqual([]);
  });
});

describe('of tools that fit alike', () => {
  const write = declare('write_file', 'Writes a file');
  const remove = declare('delete_file', 'Deletes a file');
  const read = declare('read_file', 'Reads a file');
  const choice = (words: string, tools = [write, remove, read]) =>
    namesOf(request([say('user', words)], tools));

  it.each([
    ['What is in the file?', ['read_file']],
    ['Save this to a file', ['write_file']],
    ['Deleting the old file would help', ['delete_file']],
    ['Create a file', ['write_file']],
    ['Send me the file', ['read_file']],
  ])('the one that reads is called unless a change is asked for: %p', (words, names) => {
    expect(choice(words)).toEqual(names);
  });

  it('one that writes is called where no other fits', () => {
    expect(choice('What about the file?', [write])).toEqual(['write_file']);
    expect(
      namesOf(request([say('user', 'Hello')], [write, read], { toolChoice: { mode: 'required' } })),
    ).toEqual(['read_file']);
  });

  it.each([
    ['The weather in Paris, in celsius', ['get_weather']],
    ['What does the weather mail say?', ['get_weather']],
    ['Check the weather, then send a mail', ['get_weather', 'send_email']],
  ])('one is called unless the message asks for more: %p', (words, names) => {
    expect(namesOf(request([say('user', words)], [weather, email, convert]))).toEqual(names);
  });
});
