import { createWarmUp } from './warm-up.js';

/** Lets what waits for promises that are kept already go on. */
const settle = () => new Promise(setImmediate);

function start() {
  const done: string[] = [];
  let pass = (): void => undefined;
  const warmUp = createWarmUp(
    () => void done.push('loaded'),
    (callback) => {
      pass = callback;
    },
  );
  return { warmUp, done, pass: () => pass() };
}

describe('warming up', () => {
  it('waits a moment, loads, and is ready then', async () => {
    const { warmUp, done, pass } = start();
    warmUp.begin();
    await settle();
    expect(done).toEqual([]);
    expect(warmUp.notReady()).toMatch(/^starting: /);
    pass();
    await settle();
    expect(done).toEqual(['loaded']);
    expect(warmUp.notReady()).toBeUndefined();
  });

  it.each(['come', 'fail'])('is not ready before the other processes %s', async (what) => {
    const { warmUp, pass } = start();
    let end = (): void => undefined;
    const others = new Promise((resolve, reject) => {
      end = () => (what === 'come' ? resolve(undefined) : reject(new Error('gone')));
    });
    warmUp.begin(() => others);
    pass();
    await settle();
    expect(warmUp.notReady()).toMatch(/^starting: /);
    end();
    await settle();
    expect(warmUp.notReady()).toBeUndefined();
  });
});
