import { loadScenarios } from './load-scenarios.js';
import { describeProblem, ScenarioError } from './scenario-error.js';

/** What is said of a file. */
function problemsOf(text: string): readonly string[] {
  try {
    return loadScenarios({ file: 'f.yaml', text }).warnings.map(describeProblem);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(describeProblem);
    throw error;
  }
}

describe('a scenario file', () => {
  it.each([
    ['is not YAML', 'scenarios: [', /^f\.yaml:1:\d+: error: /],
    ['has no scenarios', 'unmatched: refuse', /^f\.yaml:1:1: error: "scenarios" must be a list/],
    [
      'has an unknown key',
      'scenarios:\n  - replies: x',
      /f\.yaml:2:14: error: "scenarios\[0\]\.replies" is not known/,
    ],
    ['says nothing', 'scenarios:\n  - name: x', /f\.yaml:2:5: error: "scenarios\[0\]" says nothing/],
    [
      'has an unknown condition',
      'scenarios:\n  - when:\n      modle: x\n    reply: y',
      /f\.yaml:3:14: error: "scenarios\[0\]\.when\.modle" is not known\. There are: model,/,
    ],
    [
      'has a broken expression',
      'scenarios: [{ when: { user: /(/ }, reply: y }]',
      /is no regular expression: .*missing closing \)/,
    ],
    [
      'looks around',
      "scenarios: [{ when: { user: '/(?=a)/' }, reply: y }]",
      /Looking around and references back are not supported/,
    ],
    [
      'refers to a group that there is not',
      'scenarios: [{ when: { user: /(a)/ }, reply: $2 }]',
      /refers to \$2, but there is one group/,
    ],
    [
      'refers to an unknown field',
      "scenarios: [{ reply: '${usr}' }]",
      /refers to \$\{usr\}, which is not known\. There are: user,/,
    ],
    ['names an unknown failure', 'scenarios: [{ fault: explode }]', /There is no failure mode "explode"/],
    [
      'leaves a fault to chance',
      'scenarios: [{ fault: overloaded;share=0.5 }]',
      /strikes given attempts, or all/,
    ],
    ['names an unknown generator', 'scenarios: [{ reply: { generate: x } }]', /There is no generator "x"/],
    ['counts', 'scenarios: [{ reply: { generate: "sequence:a|b" } }]', /Write its texts as turns/],
    [
      'has an impossible time',
      'scenarios: [{ reply: a, latency: { ttft: soon } }]',
      /must be a time such as 300ms/,
    ],
    [
      'has usage that does not add up',
      'scenarios: [{ reply: a, usage: { output_tokens: 1, reasoning_tokens: 2 } }]',
      /cannot be more than output_tokens/,
    ],
    ['misbehaves without a call', 'scenarios: [{ reply: { misbehave: cut-call } }]', /add "tool" beside it/],
    [
      'has a name twice',
      'scenarios:\n  - { name: a, when: {user: x}, reply: b }\n  - { name: a, reply: c }',
      /f\.yaml:3:5: error: There are two scenarios "a" \(f\.yaml:2\)/,
    ],
    [
      'puts a turn’s condition into the scenario',
      'scenarios: [{ when: { turn: 2 }, turns: [{ reply: a }] }]',
      /belongs to a turn/,
    ],
    [
      'puts a reply beside turns',
      'scenarios: [{ reply: b, turns: [{ reply: a }] }]',
      /cannot stand beside "turns"/,
    ],
    ['has an empty text to look for', 'scenarios: [{ when: { user: "" }, reply: a }]', /must be a text, /],
  ])('that %s is refused, with the place', (_what, text, message) => {
    expect(problemsOf(text).join('\n')).toMatch(message);
  });

  it('reports everything that is wrong at once', () => {
    expect(
      problemsOf('scenarios:\n  - { reply: 3 }\n  - { fault: x }\n  - { reply: a, finish: end }'),
    ).toHaveLength(3);
  });

  it('may be JSON', () => {
    expect(
      loadScenarios({ file: 'f.json', text: '{"scenarios":[{"name":"a","reply":"b"}]}' }).scenarios,
    ).toMatchObject([{ name: 'a', place: { file: 'f.json', line: 1 } }]);
  });

  it('cannot be made large by aliases', () => {
    const lines = Array.from(
      { length: 12 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
    );
    expect(problemsOf(`a0: &a0 [x]\n${lines.join('\n')}\nscenarios: *a12`).join()).toMatch(/alias/i);
  });
});

describe('conflicts of scenarios', () => {
  it.each([
    ['fits the same requests as "a" (f.yaml:2), and neither', 'name: a, reply: x', 'name: b, reply: y'],
    [
      'fits the same requests as "a" (f.yaml:2), and neither',
      'name: a, when: { user: Hi }, reply: x',
      'name: b, when: { user: Hi }, reply: y',
    ],
    [
      'f.yaml:2:5: error: "a" can never be met: "b" (f.yaml:3) fits all',
      'name: a, when: { user: weather }, reply: x',
      'name: b, when: { user: { contains: [weather, eat] } }, reply: y',
    ],
    [
      'f.yaml:3:5: error: "b" can never be met: "a" (f.yaml:2) fits all',
      'name: a, when: { tool_result: [any, search] }, reply: x',
      'name: b, when: { tool_result: search }, reply: y',
    ],
  ])('are errors with lines: %s', (message, ...rules) => {
    expect(problemsOf(`scenarios:\n${rules.map((rule) => `  - { ${rule} }\n`).join('')}`)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('are turns that cannot be reached', () => {
    expect(
      problemsOf('scenarios:\n  - name: a\n    turns:\n      - fault: overloaded\n      - reply: never'),
    ).toEqual([
      'f.yaml:4:9: error: The turns after turn 1 of "a" can never be met: it fails each time. Give its fault "attempts".',
    ]);
    expect(
      problemsOf(
        'scenarios:\n  - name: a\n    when: { model: x }\n    turns:\n      - when: { model: y }\n        reply: never',
      ),
    ).toEqual([expect.stringContaining('its "model" contradicts that of the scenario')]);
  });

  it('are reported in few words where there are many', () => {
    const rules = Array.from(
      { length: 60 },
      (_, index) => `  - { name: r${index}, when: { user: /${index} x/ }, reply: a }`,
    );
    const found = problemsOf(`scenarios:\n${rules.join('\n')}\n`);
    expect(found).toHaveLength(21);
    expect(found[4]).toBe(
      'f.yaml:7:5: warning: "r5" is as specific as "r0" (f.yaml:2) and 4 more: a request that fits both is refused.',
    );
    expect(found.at(-1)).toBe('warning: 39 more scenarios are as specific as others.');
  });

  it.each([
    ['name: a, reply: x', 'name: b, when: { user: Hi }, reply: y'],
    [
      'name: a, when: { api: openai, endpoint: responses, user: Hello }, reply: x',
      'name: b, when: { user: ell }, reply: y',
    ],
    ['name: a, when: { user: /^x+$/ }, reply: x', 'name: b, when: { user: { is: xx } }, reply: y'],
  ])('are none where one is more specific: %s, %s', (...rules) => {
    expect(problemsOf(`scenarios:\n${rules.map((rule) => `  - { ${rule} }\n`).join('')}`)).toEqual([]);
  });
});
