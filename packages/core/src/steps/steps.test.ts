import { takeSteps, type Steps } from './steps.js';

describe('steps', () => {
  it('that are taken at once bring the result', () => {
    let taken = 0;
    function* work(): Steps<string> {
      for (; taken < 3; taken += 1) yield;
      return 'done';
    }
    expect([takeSteps(work()), taken]).toEqual(['done', 3]);
  });

  it('that fail throw', () => {
    function* work(): Steps<string> {
      yield;
      throw new Error('no');
    }
    expect(() => takeSteps(work())).toThrow('no');
  });
});
