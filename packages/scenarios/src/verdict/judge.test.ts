import { loadScenarios } from '../load-scenarios.js';
import { judge, toolsOf, type Judging } from './judge.js';
import type { TestRequest } from './test-request.js';

const set = loadScenarios({
  file: 'f.yaml',
  text: `
scenarios:
  - name: agent
    when: { user: weather }
    turns:
      - reply: { tool: get_weather }
      - reply: Sunny.
    expect: { tools: [get_weather], turns: 2, requests: 3, retries: 1, faults: survived }
  - { name: title, when: { user: title }, reply: A title }
  - { name: other, when: { user: other }, reply: Other, optional: true }
`,
});

const request = (number: number, rest: Partial<TestRequest> = {}): TestRequest => ({
  number,
  request_id: null,
  api: 'openai',
  endpoint: 'responses',
  model: 'gpt-4o',
  attempt: 1,
  result: 'met',
  scenario: 'agent',
  turn: 1,
  place: null,
  explanation: null,
  fault: null,
  tool_calls: [],
  text: null,
  ...rest,
});
const call = request(1, { tool_calls: [{ name: 'get_weather', arguments: '{}' }] });
const failed = request(2, { turn: 2, fault: 'overloaded' });
const answered = request(3, { turn: 2, attempt: 2 });

const judged = (requests: readonly TestRequest[], rest: Partial<Judging> = {}) =>
  judge(set, requests, { all: false, unmatched: 'refuse', ...rest });

describe('a verdict', () => {
  it('passes where all that was begun was met as expected', () => {
    expect(judged([call, failed, answered])).toEqual({ verdict: 'pass', reasons: [], unreached: [] });
  });

  it('is a failure where nobody knows any more what became of some requests', () => {
    expect(judged([call, failed, answered], { dropped: 2 })).toMatchObject({
      verdict: 'fail',
      reasons: ['2 requests are not kept any more.'],
    });
  });

  it('passes without scenarios, whatever was asked', () => {
    const asked = [request(1, { result: 'unmatched', scenario: null, turn: null })];
    expect(judge(undefined, asked, { all: true, unmatched: 'refuse' }).verdict).toBe('pass');
  });

  it.each([
    ['nothing was asked', [], ['No request was made.']],
    [
      'a turn was never reached',
      [request(1, { scenario: 'title' }), call],
      ['"agent" should meet 2 turns, but met 1.', '"agent" should get 3 requests, but got 1.'],
    ],
    [
      'a tool was not called',
      [request(1), failed, answered],
      ['"agent" should call get_weather, but called none.'],
    ],
    [
      'a failure was not survived',
      [call, answered, { ...failed, number: 4 }],
      ['"agent" should survive overloaded in turn 2, but no request of that turn was answered after it.'],
    ],
    [
      'there were too many retries',
      [call, answered, { ...answered, number: 3 }],
      ['"agent" should get at most 1 retry, but got 2.'],
    ],
    [
      'a request fitted nothing',
      [
        call,
        failed,
        answered,
        request(4, { result: 'unmatched', scenario: null, explanation: 'Nearest is x.' }),
      ],
      ['Request 4: Nearest is x.'],
    ],
  ])('fails where %s', (_what, requests, reasons) => {
    expect(judged(requests)).toMatchObject({ verdict: 'fail', reasons });
  });

  it('lets requests that fit nothing pass where they are answered otherwise', () => {
    const stray = request(4, { result: 'unmatched', scenario: null });
    expect(judged([call, failed, answered, stray], { unmatched: 'generate' }).verdict).toBe('pass');
  });

  it('fails where a scenario was never met and all were to be, unless it is optional', () => {
    expect(judged([call, failed, answered], { all: true })).toEqual({
      verdict: 'fail',
      reasons: ['"title" (f.yaml:9) was never reached.'],
      unreached: [{ scenario: 'title', turn: 1, place: 'f.yaml:9' }],
    });
  });

  it('counts the tools of a reply once that was asked for again', () => {
    expect(toolsOf([call, { ...call, number: 2, attempt: 2 }])).toEqual(['get_weather']);
    expect(
      toolsOf([
        { ...call, fault: 'overloaded', tool_calls: [] },
        { ...call, attempt: 2 },
      ]),
    ).toEqual(['get_weather']);
  });
});
