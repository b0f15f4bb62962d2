import { askBy, assistant, called, tool, user, weatherTool } from '../../fixtures/ask.js';

const weather = `
scenarios:
  - name: weather
    when: { user: '/weather in (\\w+)/' }
    turns:
      - reply: { tool: get_weather, arguments: { city: $1 } }
      - reply: 'It is sunny in $1.'
`;

describe('where a conversation is', () => {
  const ask = askBy(weather);
  const question = user('What is the weather in Paris?');
  const first = [question, ...called('get_weather', { city: 'Paris' }, 'sunny')];

  it('follows from its messages', () => {
    expect(ask([question])).toBe('get_weather({"city":"Paris"})');
    expect(ask(first)).toBe('It is sunny in Paris.');
  });

  it('is the same however often it is asked, and in whichever order', () => {
    for (let time = 0; time < 3; time += 1) {
      expect(ask(first)).toBe('It is sunny in Paris.');
      expect(ask([question])).toBe('get_weather({"city":"Paris"})');
    }
  });

  it('begins anew where the user asks anew', () => {
    const again = [...first, assistant('It is sunny in Paris.'), user('And the weather in Rome?')];
    expect(ask(again)).toBe('get_weather({"city":"Rome"})');
    expect(ask([...again, ...called('get_weather', { city: 'Rome' }, 'rain', 'second')])).toBe(
      'It is sunny in Rome.',
    );
  });

  it('does not depend on what was said before the scenario began', () => {
    const chatter = [user('Hi'), assistant('Hello!'), user('How are you?'), assistant('Fine.')];
    expect(ask([...chatter, question])).toBe('get_weather({"city":"Paris"})');
    expect(ask([...chatter, ...first])).toBe('It is sunny in Paris.');
  });

  it('does not depend on instructions that a client puts in between', () => {
    const reminded = [...first, { role: 'system' as const, content: 'Be brief.' }];
    expect(ask(reminded)).toBe('It is sunny in Paris.');
  });

  it('is nowhere after the last turn, which is said', () => {
    expect(ask([...first, assistant('It is sunny in Paris.'), user('Thanks')])).toMatch(
      /^No scenario fits this request\. Nearest is "weather", turn 2 \(file-0\.yaml:7\): a result of get_weather should/,
    );
  });

  it('is not reached by the result of another tool', () => {
    const other = [question, ...called('get_time', {}, 'noon')];
    expect(ask(other, { tools: [weatherTool, tool('get_time')] })).toMatch(
      /turn 2 .*: a result of get_weather should have come since the model spoke last, but there is a result of get_time: "noon"\.$/,
    );
  });
});

describe('a conversation of texts', () => {
  const ask = askBy(`
scenarios:
  - turns:
      - reply: Who are you?
      - reply: Nice to meet you.
      - reply: Good bye.
`);
  const steps = [
    user('Hello'),
    assistant('Who are you?'),
    user('Ann'),
    assistant('Nice to meet you.'),
    user('Bye'),
  ];

  it('goes on by what was said', () => {
    expect([1, 3, 5].map((length) => ask(steps.slice(0, length)))).toEqual([
      'Who are you?',
      'Nice to meet you.',
      'Good bye.',
    ]);
  });

  it('goes on where a client has dropped the beginning', () => {
    expect(ask(steps.slice(2))).toBe('Good bye.');
    expect(ask(steps.slice(3))).toBe('Good bye.');
  });

  it('goes on where a client trims or cuts what was said', () => {
    expect(ask([user('Hello'), assistant('  Who are\n'), user('Ann')])).toBe('Nice to meet you.');
  });

  it('is over after the last turn, and does not begin anew', () => {
    expect(ask([...steps, assistant('Good bye.'), user('Still there?')])).toBe(
      'No scenario fits this request. Nearest is "scenario 1", turn 3 (file-0.yaml:6): it has 3 turns, and the ' +
        'conversation goes on after the last.',
    );
  });

  it('begins where examples stand before it', () => {
    expect(ask([user('Example'), assistant('An answer.'), user('Hello')])).toBe('Who are you?');
  });
});

describe('a tool that is called several times', () => {
  const ask = askBy(`
scenarios:
  - name: reader
    turns:
      - reply: { tool: read, arguments: { file: a } }
      - reply: { tool: read, arguments: { file: b } }
      - reply: { tool: read, arguments: { file: c } }
      - reply: Done.
`);
  const tools = [tool('read', { file: { type: 'string' } })];
  const read = (file: string) => called('read', { file }, `text of ${file}`, file);
  const start = user('Read all');

  it('is told apart by its arguments', () => {
    const history = [start, ...read('a'), ...read('b'), ...read('c')];
    expect([1, 3, 5, 7].map((length) => ask(history.slice(0, length), { tools }))).toEqual([
      'read({"file":"a"})',
      'read({"file":"b"})',
      'read({"file":"c"})',
      'Done.',
    ]);
  });

  it('is told apart where a client has thrown the first calls away', () => {
    expect(ask([start, ...read('b')], { tools })).toBe('read({"file":"c"})');
    expect(ask([start, ...read('c')], { tools })).toBe('Done.');
  });
});

describe('a turn that says what it answers', () => {
  const ask = askBy(`
scenarios:
  - name: lookup
    when: { user: look }
    turns:
      - reply: { tool: find }
      - when: { tool_result: { tool: find, text: '/nothing about (\\w+)/' } }
        reply: There is no $1.
      - when: { tool_result: find }
        reply: 'Found: \${tool_result.title}'
`);
  const tools = [tool('find')];

  it.each([
    ['nothing about cats', 'There is no cats.'],
    ['{"title":"Cats"}', 'Found: Cats'],
  ])('is chosen by the result %s', (result, said) => {
    expect(ask([user('look'), ...called('find', {}, result)], { tools })).toBe(said);
  });
});

describe('a rule', () => {
  it('answers wherever it fits', () => {
    const ask = askBy('scenarios: [{ when: { user: hi }, reply: Hello. }]');
    expect(ask('hi')).toBe('Hello.');
    expect(ask([user('x'), assistant('y'), user('oh hi')])).toBe('Hello.');
  });

  it('does not call a tool again for its own result', () => {
    const ask = askBy(
      'scenarios: [{ name: caller, when: { user: hi }, reply: { tool: get_weather, arguments: { city: X } } }]',
    );
    expect(ask('hi')).toBe('get_weather({"city":"X"})');
    expect(ask([user('hi'), ...called('get_weather', { city: 'X' }, 'sun')])).toMatch(
      /"caller" \(.*\): no tool should have answered since the model spoke last, but there is a result of get_weather/,
    );
  });
});

describe('a request for a title that repeats the user’s text', () => {
  it('does not take the call of a tool that it does not offer', () => {
    const ask = askBy(
      weather,
      `scenarios: [{ name: title, when: { system: title, tools: none }, reply: Weather }]`,
    );
    const system = { role: 'system' as const, content: 'Find a title for the conversation.' };
    expect(ask([system, user('What is the weather in Paris?')], { tools: [] })).toBe('Weather');
    expect(ask('What is the weather in Paris?')).toBe('get_weather({"city":"Paris"})');
    expect(ask('What is the weather in Paris?', { tools: [] })).toMatch(
      /turn 1 .*: the request should offer get_weather, but it offers none\.$/,
    );
  });
});
