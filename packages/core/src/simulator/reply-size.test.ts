import { createGenerator } from '../generator/generators/registry.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import { createSimulator } from './simulator.js';

const ask = (choices: number, replyBytesPerToken?: number) =>
  createSimRequest({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hi' }],
    choices,
    replyBytesPerToken,
  });

const simulator = createSimulator({
  seed: 1,
  generator: createGenerator('lorem', { targetTokens: 100 }),
  replyLimitBytes: 30_000,
});

describe('the limit on a reply', () => {
  it.each([
    ['ten choices', 10, undefined, true],
    ['some of log probabilities', 1, 200, true],
    ['a hundred choices', 100, undefined, false],
    ['many log probabilities', 1, 2100, false],
    ['both together', 10, 200, false],
  ])('lets %s be: %s', (_what, choices, bytes, isAllowed) => {
    const plan = () => simulator.plan(ask(choices, bytes));
    if (isAllowed) expect(plan()).toMatchObject({ type: 'reply' });
    else {
      expect(plan).toThrow(
        expect.objectContaining({
          failure: expect.objectContaining({
            kind: 'invalid-request',
            message: expect.stringContaining('server.reply_limit') as string,
          }) as object,
        }) as Error,
      );
    }
  });

  it('stops making choices when it is passed', () => {
    let made = 0;
    const counting = {
      name: 'counting',
      generate: () => {
        made += 1;
        return {
          parts: [{ type: 'text' as const, pieces: Array<string>(1000).fill('a') }],
          finishReason: 'stop' as const,
        };
      },
    };
    const limited = createSimulator({ generator: counting, replyLimitBytes: 50_000 });
    expect(() => limited.plan(ask(128))).toThrow();
    expect(made).toBe(3);
  });

  it('is not reached by tokens that nobody wants: a turn that is cut is not made to its end', () => {
    const long = createSimulator({
      seed: 1,
      generator: createGenerator('lorem', { targetTokens: 1_000_000 }),
      replyLimitBytes: 30_000,
    });
    const before = process.cpuUsage();
    const plan = long.plan({ ...ask(128), maxOutputTokens: 10 });
    const { user, system } = process.cpuUsage(before);
    expect(plan).toMatchObject({ type: 'reply', usage: { outputTokens: 1280 } });
    // All of it took seconds.
    expect((user + system) / 1000).toBeLessThan(1000);
    const whole = createSimulator({ seed: 1, generator: createGenerator('lorem', { targetTokens: 5000 }) });
    const [cut, full] = [20, 200].map((maxOutputTokens) => {
      const reply = whole.plan({ ...ask(1), maxOutputTokens });
      return reply.type === 'reply' ? reply.turns[0]?.parts[0]?.pieces : undefined;
    });
    expect(full?.slice(0, 20)).toEqual(cut);
  });

  it('is none by default', () => {
    expect(createSimulator({ seed: 1 }).plan(ask(128, 2100))).toMatchObject({ type: 'reply' });
  });
});
