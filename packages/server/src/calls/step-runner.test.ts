import { createStepRunner, startSteps } from './step-runner.js';

/** A runner on a clock that each step moves on by a millisecond, so that each turn is one step. */
function start() {
  let nowMs = 0;
  const log: string[] = [];
  const runner = createStepRunner(() => nowMs);
  function* work(name: string, steps = 3, stepMs = 1): Generator<undefined, string> {
    for (let step = 1; step <= steps; step += 1) {
      log.push(`${name}${step}`);
      nowMs += stepMs;
      yield;
    }
    return name;
  }
  return { log, runner, work };
}

const wanted = () => false;

describe('a runner of steps', () => {
  it('lets other work in between, and gives what a computation returns', async () => {
    const { log, runner, work } = start();
    const both = [runner.run(work('a'), wanted), runner.run(work('b'), wanted)];
    setImmediate(() => setImmediate(() => log.push('other')));
    expect(await Promise.all(both)).toEqual(['a', 'b']);
    expect(log.filter((entry) => entry !== 'other')).toHaveLength(6);
    expect(log.indexOf('other')).toBeLessThan(3);
  });

  it('finishes what is short before what is long, whichever came first', async () => {
    const { log, runner, work } = start();
    const long = Array.from({ length: 20 }, (_, index) => runner.run(work(`long${index}-`, 100), wanted));
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    const before = log.length;
    const short = runner.run(work('short', 5), wanted);
    await short;
    // Every other turn is the short one's.
    expect(log.length - before).toBeLessThanOrEqual(12);
    await Promise.all(long);
  });

  it('comes to the end of what is long, however much that is short keeps coming', async () => {
    const { runner, work } = start();
    const state = { isOver: false };
    const long = runner.run(work('long', 50), wanted).then(() => {
      state.isOver = true;
    });
    let short = 0;
    while (!state.isOver && short < 1000) {
      short += 1;
      await Promise.all([runner.run(work('a', 1), wanted), runner.run(work('b', 1), wanted)]);
    }
    expect(short).toBeLessThan(200);
    await long;
  });

  it('takes several steps in one turn while they are short', async () => {
    const { log, runner, work } = start();
    setImmediate(() => setImmediate(() => log.push('other')));
    await runner.run(work('a', 10, 0.25), wanted);
    expect(log.indexOf('other')).toBeGreaterThanOrEqual(4);
  });

  it('gives up what nobody wants any more', async () => {
    const { log, runner, work } = start();
    expect(await runner.run(work('a', 100), () => log.length === 2)).toBeUndefined();
    expect(await runner.run(work('b'), () => true)).toBeUndefined();
    expect(log).toEqual(['a1', 'a2']);
  });

  it('goes on with the next when one fails', async () => {
    const { log, runner, work } = start();
    const failing = {
      next: () => {
        throw new Error('broken');
      },
    };
    await expect(runner.run(failing, wanted)).rejects.toThrow('broken');
    await runner.run(work('a'), wanted);
    expect(log).toHaveLength(3);
  });
});

describe('a computation that is started', () => {
  it('gives what is known after its first step at once', () => {
    const { runner, work } = start();
    expect(startSteps(runner, work('a', 0), wanted)).toBe('a');
  });

  it('leaves what takes longer to the runner', async () => {
    const { log, runner, work } = start();
    const started = startSteps(runner, work('a', 3), wanted);
    expect(log).toEqual(['a1']);
    expect(await started).toBe('a');
    expect(log).toEqual(['a1', 'a2', 'a3']);
  });
});
