import { createRunLog } from './run-log.js';
import { createRunningCalls } from './running-calls.js';

function run() {
  const log = createRunLog();
  let cancelled = 0;
  const call = { cancel: () => void (cancelled += 1), state: () => 'going on', said: log.said };
  return { log, call, cancelled: () => cancelled };
}

describe('the calls of this process', () => {
  it('are cancelled while they run', async () => {
    const running = createRunningCalls();
    const [a, b] = [run(), run()];
    running.add('a', a.call);
    running.add('b', b.call)();
    expect(await running.cancel('a')).toBe(true);
    expect(await running.cancel('b')).toBe(false);
    expect([a.cancelled(), b.cancelled()]).toEqual([1, 0]);
  });

  it('show how they stand and what they have said until they are over', async () => {
    const running = createRunningCalls();
    const { log, call } = run();
    const remove = running.add('a', call);
    log.add('one');
    expect([running.has('a'), running.state('a'), await running.said('a', 0)]).toEqual([
      true,
      'going on',
      ['one'],
    ]);
    remove();
    expect([running.has('a'), running.state('a'), await running.said('a', 0)]).toEqual([
      false,
      undefined,
      undefined,
    ]);
  });
});

describe('what a run has said', () => {
  it('is given from any piece on', () => {
    const log = createRunLog();
    for (const piece of ['a', 'b', 'c']) log.add(piece);
    expect(log.pieces()).toEqual(['a', 'b', 'c']);
    expect([log.said(0), log.said(2)]).toEqual([['a', 'b', 'c'], ['c']]);
  });

  it('is waited for, by everybody who wants more', async () => {
    const log = createRunLog();
    const waiting = [log.said(0), log.said(1)];
    log.add('a');
    expect(await waiting[0]).toEqual(['a']);
    log.add('b');
    log.add('c');
    expect(await waiting[1]).toEqual(['b']);
    expect(log.said(2)).toEqual(['c']);
  });

  it('is empty when the run is over and there is no more', async () => {
    const log = createRunLog();
    const waiting = log.said(0);
    log.end();
    expect(await waiting).toEqual([]);
    expect(log.said(0)).toEqual([]);
    log.add('too late');
    expect(log.pieces()).toEqual([]);
  });
});
