import { createStepRunner } from './step-runner.js';

function* work(name: string, log: string[], steps = 3): Generator<undefined, undefined> {
  for (let step = 1; step <= steps; step += 1) {
    log.push(`${name}${step}`);
    yield;
  }
}

const wanted = () => false;

describe('a runner of steps', () => {
  it('finishes one computation before it begins the next, and lets other work in between', async () => {
    const log: string[] = [];
    const runner = createStepRunner();
    const both = [runner.run(work('a', log), wanted), runner.run(work('b', log), wanted)];
    setImmediate(() => log.push('other'));
    await Promise.all(both);
    expect(log.filter((entry) => entry !== 'other')).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3']);
    expect(log.indexOf('other')).toBeLessThan(3);
  });

  it('gives up what nobody wants any more', async () => {
    const log: string[] = [];
    const runner = createStepRunner();
    await runner.run(work('a', log, 100), () => log.length === 2);
    await runner.run(work('b', log), () => true);
    expect(log).toEqual(['a1', 'a2']);
  });

  it('goes on with the next when one fails', async () => {
    const log: string[] = [];
    const runner = createStepRunner();
    const failing = {
      next: () => {
        throw new Error('broken');
      },
    };
    await expect(runner.run(failing, wanted)).rejects.toThrow('broken');
    await runner.run(work('a', log), wanted);
    expect(log).toHaveLength(3);
  });
});
