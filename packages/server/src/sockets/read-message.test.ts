import { createStepRunner } from '../calls/step-runner.js';
import { readMessage } from './read-message.js';

const wanted = () => false;
const engine = { stepRunner: createStepRunner(), valueLimit: 100_001 };
const read = (text: string, isUnwanted = wanted) => readMessage(Buffer.from(text), engine, isUnwanted);

describe('a message', () => {
  it('that is short is read at once', () => {
    expect(read('{"a":[1,"é"]}')).toEqual({ a: [1, 'é'] });
  });

  it('that is long is read in steps: the platform parses no more than a piece of it at a time', async () => {
    const value = {
      list: Array.from({ length: 20_000 }, (_, index) => ({ index })),
      text: 'é\n'.repeat(500_000),
    };
    const text = JSON.stringify(value);
    const { parse } = JSON;
    let longest = 0;
    JSON.parse = (piece: string) => {
      longest = Math.max(longest, piece.length);
      return parse(piece) as unknown;
    };
    try {
      expect(await read(text)).toEqual(value);
    } finally {
      JSON.parse = parse;
    }
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(150_000);
  });

  it.each([
    ['no JSON', 'rubbish'],
    ['nothing', ''],
    ['nested too deeply', `${'['.repeat(300)}${']'.repeat(300)}`],
  ])('that is %s says nothing, whether it is short or long', async (_what, text) => {
    expect(read(text)).toBeUndefined();
    expect(await read(text + ' '.repeat(100_000))).toBeUndefined();
  });

  it('that has too many values says nothing', async () => {
    expect(await read(JSON.stringify(new Array<number>(100_000).fill(1)))).toHaveLength(100_000);
    expect(await read(JSON.stringify(new Array<number>(100_001).fill(1)))).toBeUndefined();
  });

  it('that nobody wants any more is not read to its end', async () => {
    expect(await read(`[${'1,'.repeat(100_000)}1]`, () => true)).toBeUndefined();
  });
});
