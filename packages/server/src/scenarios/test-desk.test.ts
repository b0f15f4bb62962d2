import type { TestRequest } from '@llmsim/scenarios';
import { createTestDesk, testDeskLimits, type TestDeskLimits, type TestTurn } from './test-desk.js';

const request = (number: number): TestRequest => ({
  number,
  request_id: null,
  api: 'tiny',
  endpoint: 'say',
  model: 'm',
  attempt: 1,
  result: 'met',
  scenario: 's',
  turn: 1,
  place: null,
  explanation: null,
  fault: null,
  tool_calls: [],
  text: null,
});

function desk(limits: Partial<TestDeskLimits> = {}) {
  let nowMs = 0;
  const made = createTestDesk(() => nowMs, undefined, { ...testDeskLimits, ...limits });
  return {
    ...made,
    pass: (milliseconds: number) => {
      nowMs += milliseconds;
    },
    ask(test: string, identity = 'x') {
      const turn = made.begin({ test, identity, known: undefined }) as TestTurn;
      void made.note(test, request(turn.number));
      return turn;
    },
  };
}

describe('tests that are kept', () => {
  it('number their requests and count attempts, each for itself', () => {
    const tests = desk();
    const seen = [tests.ask('a'), tests.ask('a', 'y'), tests.ask('a'), tests.ask('b')];
    expect(seen.map(({ number, attempt }) => [number, attempt])).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
      [1, 0],
    ]);
  });

  it('are bounded in number: the one that was not used for the longest time is forgotten', () => {
    const tests = desk({ tests: 2 });
    tests.ask('a');
    tests.ask('b');
    tests.ask('a');
    void tests.put('c', { scenarios: undefined, bodies: false });
    expect(tests.list()).toEqual(['a', 'c']);
  });

  it('are bounded in age', () => {
    const tests = desk({ ageMs: 1000 });
    tests.ask('a');
    tests.pass(600);
    tests.ask('b');
    tests.pass(600);
    expect(tests.list()).toEqual(['b']);
  });

  it('keep so many requests, the newest, and say how many were dropped', () => {
    const tests = desk({ requests: 3 });
    for (let time = 0; time < 5; time += 1) tests.ask('a', String(time));
    expect(tests.get('a')).toMatchObject({
      dropped: 2,
      requests: [{ number: 3 }, { number: 4 }, { number: 5 }],
    });
  });

  it('keep so many requests together', () => {
    const tests = desk({ allRequests: 4 });
    for (const test of ['a', 'a', 'b', 'b', 'c', 'c', 'd']) tests.ask(test, String(Math.PI));
    expect(tests.list()).toEqual(['c', 'd']);
  });

  it('pass their scenarios on to who does not know them yet', () => {
    const tests = desk();
    const scenarios = { file: 'f', text: 'x' };
    void tests.put('a', { scenarios, bodies: true });
    const first = tests.begin({ test: 'a', identity: 'x', known: undefined }) as TestTurn;
    expect(first).toMatchObject({ bodies: true, scenarios });
    expect(tests.begin({ test: 'a', identity: 'x', known: first.version })).toMatchObject({
      scenarios: undefined,
    });
    void tests.put('a', { scenarios, bodies: true });
    expect(tests.begin({ test: 'a', identity: 'x', known: first.version })).toMatchObject({ scenarios });
  });
});
