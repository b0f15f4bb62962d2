import { warnOnce } from './warn-once.js';

describe('warnOnce', () => {
  const logged: string[] = [];
  const warn = warnOnce({ warn: (message) => logged.push(message) });

  it('logs a warning once', () => {
    for (const message of ['a', 'b', 'a']) warn(message);
    expect(logged).toEqual(['a', 'b']);
  });

  it('stops when there are too many', () => {
    for (let i = 0; i < 1000; i += 1) warn(`warning ${i}`);
    expect(logged).toHaveLength(101);
    expect(logged.at(-1)).toMatch(/is not logged/);
  });
});
