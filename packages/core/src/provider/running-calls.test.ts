import { createRunningCalls } from './running-calls.js';

describe('the calls of this process', () => {
  it('are cancelled once, while they run', () => {
    const running = createRunningCalls();
    const cancelled: string[] = [];
    running.add('a', () => cancelled.push('a'));
    running.add('b', () => cancelled.push('b'))();
    expect(['a', 'a', 'b', 'c'].map((id) => running.cancel(id))).toEqual([true, false, false, false]);
    expect(cancelled).toEqual(['a']);
  });
});
