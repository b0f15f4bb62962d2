import fc from 'fast-check';
import { createSimRequest, type SimRequestInput } from '../turn/create-sim-request.js';
import type { CacheBreakpoint, PromptCacheRule } from '../turn/prompt-cache-rule.js';
import type { SimRequest } from '../turn/sim-request.js';
import { createPromptCache, type PromptCache } from './prompt-cache.js';

const automatic: PromptCacheRule = { breakpoints: 'automatic', fewestTokens: 1024, tokensInStep: 128 };

const longText = Array.from({ length: 2000 }, (_, index) => `word${index}`).join(' ');

const request = (text: string, more: Partial<SimRequestInput> = {}) =>
  createSimRequest({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    cacheRule: automatic,
    ...more,
  });

const look = (cache: PromptCache, prompt: SimRequest, inputTokens: number) =>
  cache.look(prompt, inputTokens, 0).readTokens;

describe('a cache of prompts', () => {
  it('keeps nothing for an API that has no rule', () => {
    const cache = createPromptCache();
    const unruled = request(longText, { cacheRule: undefined });
    look(cache, unruled, 5000);
    expect(look(cache, unruled, 5000)).toBe(0);
  });

  it('finds nothing of a prompt that is new', () => {
    expect(look(createPromptCache(), request(longText), 5000)).toBe(0);
  });

  it('finds all full steps of 128 tokens of a prompt that was seen', () => {
    const cache = createPromptCache();
    look(cache, request(longText), 5000);
    expect(look(cache, request(longText), 5000)).toBe(39 * 128);
  });

  it.each([
    [1023, 0],
    [1024, 1024],
    [1151, 1024],
    [1152, 1152],
  ])('finds, of %i tokens that were seen, %i', (tokens, cached) => {
    const cache = createPromptCache();
    look(cache, request(longText), tokens);
    expect(look(cache, request(longText), tokens)).toBe(cached);
  });

  it('does not remember a prompt that is too short to be cached', () => {
    const cache = createPromptCache();
    look(cache, request(longText), 1023);
    expect(look(cache, request(longText), 2000)).toBe(0);
  });

  it('finds the common beginning of a conversation that went on', () => {
    const cache = createPromptCache();
    const first = request(longText);
    look(cache, first, 6000);
    const answer = 'An answer. '.repeat(longText.length / 11);
    const next = createSimRequest({
      ...first,
      messages: [...first.messages, { role: 'assistant', content: answer }],
    });
    const cached = look(cache, next, 12_000);
    expect(cached).toBeGreaterThan(5800);
    expect(cached).toBeLessThanOrEqual(6016);
  });

  it('finds nothing of a prompt that differs in its first word', () => {
    const cache = createPromptCache();
    look(cache, request(longText), 5000);
    expect(look(cache, request(`Other ${longText}`), 5000)).toBe(0);
  });

  it.each<[string, Partial<SimRequestInput>]>([
    ['model', { model: 'gpt-4o-mini' }],
    ['cache key', { promptCacheKey: 'someone else' }],
    ['tools', { tools: [{ type: 'custom', name: 'shell' }] }],
    ['output format', { outputFormat: { type: 'json-schema', name: 'a', schema: {}, strict: true } }],
  ])('keeps prompts apart that differ in their %s', (_what, more) => {
    const cache = createPromptCache();
    look(cache, request(longText), 5000);
    expect(look(cache, request(longText, more), 5000)).toBe(0);
    expect(look(cache, request(longText, more), 5000)).toBe(39 * 128);
  });

  it('is a value: two caches know nothing of each other', () => {
    look(createPromptCache(), request(longText), 5000);
    expect(look(createPromptCache(), request(longText), 5000)).toBe(0);
  });

  it('forgets what was not seen for long, and not what is seen again', () => {
    const cache = createPromptCache({ maxBlocks: 200 });
    look(cache, request(longText), 5000);
    for (let other = 0; other < 20; other += 1) {
      look(cache, request(`${other} ${longText}`), 5000);
      expect(look(cache, request(longText), 5000)).toBe(39 * 128);
    }
    for (let other = 0; other < 20; other += 1) look(cache, request(`${other} again ${longText}`), 5000);
    expect(look(cache, request(longText), 5000)).toBe(0);
  });

  it('finds never more than the prompt has, and only whole steps', () => {
    const cache = createPromptCache();
    const texts = fc.array(fc.constantFrom('a '.repeat(600), 'b '.repeat(500), 'c '.repeat(700)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 20_000 }), (parts, tokens) => {
        const cached = look(cache, request(parts.join('')), tokens);
        expect(cached % 128).toBe(0);
        expect(cached).toBeLessThanOrEqual(tokens);
        expect(cached === 0 || cached >= 1024).toBe(true);
      }),
    );
  });
});

describe('a cache of prompts that clients mark', () => {
  const rule: PromptCacheRule = { breakpoints: 'marked', fewestTokens: 1024, lookback: 20 };
  const minutes5 = 300_000;
  const hour = 3_600_000;
  /** A prompt of pieces of the same length, so that each has the same share of the tokens. */
  const prompt = (pieces: number, ...cacheBreakpoints: CacheBreakpoint[]) =>
    createSimRequest({
      model: 'claude-sonnet-4.5',
      messages: [
        {
          role: 'user',
          content: Array.from({ length: pieces }, (_, index) => ({
            type: 'text' as const,
            text: String(index).padStart(2, '0').repeat(50_000),
          })),
        },
      ],
      cacheRule: rule,
      cacheBreakpoints,
    });
  const after = (part: number, lifetimeMs = minutes5): CacheBreakpoint => ({
    after: { message: 0, part },
    lifetimeMs,
  });

  it('keeps nothing that is not marked', () => {
    const cache = createPromptCache();
    expect(cache.look(prompt(2), 4000, 0)).toEqual({ readTokens: 0, writes: [] });
    expect(cache.look(prompt(2), 4000, 0)).toEqual({ readTokens: 0, writes: [] });
  });

  it('writes what stands before a mark, and reads it the next time', () => {
    const cache = createPromptCache();
    expect(cache.look(prompt(2, after(0)), 4000, 0)).toEqual({
      readTokens: 0,
      writes: [{ lifetimeMs: minutes5, tokens: 2000 }],
    });
    expect(cache.look(prompt(2, after(0)), 4000, 1)).toEqual({ readTokens: 2000, writes: [] });
  });

  it('says how much is written for each lifetime', () => {
    const cache = createPromptCache();
    expect(cache.look(prompt(4, after(0, hour), after(2)), 8000, 0).writes).toEqual([
      { lifetimeMs: hour, tokens: 2000 },
      { lifetimeMs: minutes5, tokens: 4000 },
    ]);
  });

  it('forgets what was not found for its lifetime, and counts that anew with each find', () => {
    const cache = createPromptCache();
    const marked = prompt(2, after(1));
    cache.look(marked, 4000, 0);
    expect(cache.look(marked, 4000, minutes5 - 1).readTokens).toBe(4000);
    expect(cache.look(marked, 4000, 2 * minutes5 - 2).readTokens).toBe(4000);
    expect(cache.look(marked, 4000, 3 * minutes5).readTokens).toBe(0);
  });

  it('finds an older beginning of a conversation that went on, and writes only what is new', () => {
    const cache = createPromptCache();
    cache.look(prompt(2, after(1)), 4000, 0);
    expect(cache.look(prompt(3, after(2)), 6000, 0)).toEqual({
      readTokens: 4000,
      writes: [{ lifetimeMs: minutes5, tokens: 2000 }],
    });
  });

  it('looks back only so many pieces', () => {
    const cache = createPromptCache();
    cache.look(prompt(1, after(0)), 2000, 0);
    expect(cache.look(prompt(21, after(20)), 42_000, 0).readTokens).toBe(2000);
    const other = createPromptCache();
    other.look(prompt(1, after(0)), 2000, 0);
    expect(other.look(prompt(22, after(21)), 44_000, 0).readTokens).toBe(0);
  });

  it('does not keep a beginning that is too short', () => {
    const cache = createPromptCache();
    const marked = prompt(4, after(0));
    expect(cache.look(marked, 4000, 0)).toEqual({ readTokens: 0, writes: [] });
    expect(cache.look(marked, 4000, 0).readTokens).toBe(0);
  });

  it('takes a mark behind the declarations', () => {
    const cache = createPromptCache();
    const tools = [{ type: 'custom', name: 'shell', description: 'a'.repeat(100_000) }] as const;
    const marked = createSimRequest({
      ...prompt(1, { after: 'declarations', lifetimeMs: hour }),
      tools,
    });
    const [write] = cache.look(marked, 4000, 0).writes;
    expect(write?.lifetimeMs).toBe(hour);
    expect(write?.tokens).toBeGreaterThan(1900);
    expect(cache.look(marked, 4000, 0).readTokens).toBe(write?.tokens);
  });
});
