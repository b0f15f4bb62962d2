import { createRateLimiter, type Admission, type LimitsSnapshot } from './rate-limiter.js';

const use = (tokens: number, key = 'sk-test-0123456789', model = 'gpt-5') => ({
  key,
  model,
  tokens,
  inputTokens: 0,
  outputTokens: tokens,
});

const noTokens = { tokens: null, input_tokens: null, output_tokens: null };

describe('a rate limiter', () => {
  it('says what is left without charging anybody, or remembering who asked', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 3 });
    expect(limiter.remaining({ key: 'a', model: 'm' }, 0)).toMatchObject({
      requests: { limit: 3, remaining: 3 },
    });
    expect((limiter.snapshot(0) as LimitsSnapshot).tracked).toBe(0);
    void limiter.admit(use(1, 'a', 'm'), 0);
    for (let asked = 0; asked < 5; asked += 1) {
      expect(limiter.remaining({ key: 'a', model: 'm' }, 0)).toMatchObject({ requests: { remaining: 2 } });
    }
  });

  it('admits until the requests are used up, then names the limit and the wait', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 3 });
    for (let sent = 0; sent < 3; sent += 1)
      expect((limiter.admit(use(1), 0) as Admission).hit).toBeUndefined();
    expect(limiter.admit(use(1), 0)).toEqual({
      hit: { scope: 'requests', limit: 3, used: 3, requested: 1, retryAfterMs: 20_000 },
      remaining: { requests: { limit: 3, remaining: 0, resetMs: 60_000 } },
    });
    expect((limiter.admit(use(1), 20_000) as Admission).hit).toBeUndefined();
  });

  it('charges tokens by the estimate and corrects them afterwards, both ways', () => {
    const limiter = createRateLimiter({ tokensPerMinute: 1000 });
    const left = () => (limiter.admit(use(0), 0) as Admission).remaining.tokens?.remaining;
    void limiter.admit(use(600), 0);
    expect(left()).toBe(400);
    limiter.correct(use(-500), 0);
    expect(left()).toBe(900);
    limiter.correct(use(300), 0);
    expect(left()).toBe(600);
  });

  it('counts input and output tokens apart, each against its own limit', () => {
    const limiter = createRateLimiter({ inputTokensPerMinute: 1000, outputTokensPerMinute: 100 });
    const ask = (inputTokens: number, outputTokens: number) =>
      limiter.admit(
        { key: '', model: 'm', tokens: inputTokens + outputTokens, inputTokens, outputTokens },
        0,
      ) as Admission;
    expect(ask(600, 60).remaining).toMatchObject({
      inputTokens: { remaining: 400 },
      outputTokens: { remaining: 40 },
    });
    expect(ask(500, 1).hit).toMatchObject({ scope: 'inputTokens', limit: 1000, used: 600, requested: 500 });
    expect(ask(1, 50).hit).toMatchObject({ scope: 'outputTokens', limit: 100, used: 60, requested: 50 });
    limiter.correct({ key: '', model: 'm', tokens: -40, inputTokens: 0, outputTokens: -40 }, 0);
    expect(ask(1, 50).hit).toBeUndefined();
    expect((limiter.snapshot(0) as LimitsSnapshot).refused).toMatchObject({
      input_tokens: 1,
      output_tokens: 1,
    });
  });

  it('never admits what does not fit at all, and says that waiting does not help', () => {
    const limiter = createRateLimiter({ tokensPerMinute: 1000 });
    expect((limiter.admit(use(1001), 0) as Admission).hit).toEqual({
      scope: 'tokens',
      limit: 1000,
      used: 0,
      requested: 1001,
      retryAfterMs: undefined,
    });
  });

  it('charges nothing for what it refuses', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 10, tokensPerMinute: 1000 });
    void limiter.admit(use(2000), 0);
    expect((limiter.admit(use(1000), 0) as Admission).remaining).toMatchObject({
      requests: { remaining: 9 },
      tokens: { remaining: 0 },
    });
  });

  it('keeps keys and models apart', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 1 });
    const isAdmitted = (key: string, model: string) =>
      (limiter.admit(use(1, key, model), 0) as Admission).hit === undefined;
    expect(isAdmitted('a', 'm')).toBe(true);
    expect(isAdmitted('a', 'm')).toBe(false);
    expect(isAdmitted('b', 'm')).toBe(true);
    expect(isAdmitted('a', 'n')).toBe(true);
  });

  it('shows what was used last without showing keys', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 60 });
    void limiter.admit(use(1), 0);
    void limiter.admit(use(1, ''), 0);
    const snapshot = limiter.snapshot(0) as LimitsSnapshot;
    expect(snapshot).toEqual({
      tracked: 2,
      refused: { requests: 0, tokens: 0, input_tokens: 0, output_tokens: 0 },
      latest: [
        { key: '', model: 'gpt-5', requests: { limit: 60, remaining: 59, reset_ms: 1000 }, ...noTokens },
        {
          key: expect.stringMatching(/^sk-…6789#[0-9a-f]{4}$/) as string,
          model: 'gpt-5',
          requests: { limit: 60, remaining: 59, reset_ms: 1000 },
          ...noTokens,
        },
      ],
    });
  });

  it('distinguishes two keys that begin and end alike, and two short ones', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 60 });
    const keys = ['sk-team-red-000001', 'sk-team-blue-000001', 'team-red', 'team-blue'];
    for (const key of keys) void limiter.admit(use(1, key), 0);
    const shown = (limiter.snapshot(0) as LimitsSnapshot).latest.map(({ key }) => key);
    expect(new Set(shown).size).toBe(4);
    expect(shown.join()).not.toMatch(/team|red|blue/);
  });

  it('stays small however many names strangers make up', () => {
    const limiter = createRateLimiter({ requestsPerMinute: 1 });
    const long = 'x'.repeat(10_000);
    for (let index = 0; index < 10_050; index += 1)
      void limiter.admit(use(1, `${long}${index}`, `m${index}`), 0);
    const snapshot = limiter.snapshot(0) as LimitsSnapshot;
    expect(snapshot.tracked).toBe(10_000);
    expect(snapshot.latest).toHaveLength(20);
    // The oldest are forgotten, so they begin anew; the latest are known.
    expect((limiter.admit(use(1, `${long}10049`, 'm10049'), 0) as Admission).hit).toBeDefined();
    expect((limiter.admit(use(1, `${long}0`, 'm0'), 0) as Admission).hit).toBeUndefined();
  });
});
