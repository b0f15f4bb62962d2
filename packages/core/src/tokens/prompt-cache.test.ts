import fc from 'fast-check';
import { createSimRequest, type SimRequestInput } from '../turn/create-sim-request.js';
import { createPromptCache } from './prompt-cache.js';

const longText = Array.from({ length: 2000 }, (_, index) => `word${index}`).join(' ');

const request = (text: string, more: Partial<SimRequestInput> = {}) =>
  createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: text }], ...more });

describe('a cache of prompts', () => {
  it('finds nothing of a prompt that is new', () => {
    expect(createPromptCache().cachedTokens(request(longText), 5000)).toBe(0);
  });

  it('finds all full steps of 128 tokens of a prompt that was seen', () => {
    const cache = createPromptCache();
    cache.cachedTokens(request(longText), 5000);
    expect(cache.cachedTokens(request(longText), 5000)).toBe(39 * 128);
  });

  it.each([
    [1023, 0],
    [1024, 1024],
    [1151, 1024],
    [1152, 1152],
  ])('finds, of %i tokens that were seen, %i', (tokens, cached) => {
    const cache = createPromptCache();
    cache.cachedTokens(request(longText), tokens);
    expect(cache.cachedTokens(request(longText), tokens)).toBe(cached);
  });

  it('does not remember a prompt that is too short to be cached', () => {
    const cache = createPromptCache();
    cache.cachedTokens(request(longText), 1023);
    expect(cache.cachedTokens(request(longText), 2000)).toBe(0);
  });

  it('finds the common beginning of a conversation that went on', () => {
    const cache = createPromptCache();
    const first = request(longText);
    cache.cachedTokens(first, 6000);
    const answer = 'An answer. '.repeat(longText.length / 11);
    const next = createSimRequest({
      ...first,
      messages: [...first.messages, { role: 'assistant', content: answer }],
    });
    const cached = cache.cachedTokens(next, 12_000);
    expect(cached).toBeGreaterThan(5800);
    expect(cached).toBeLessThanOrEqual(6016);
  });

  it('finds nothing of a prompt that differs in its first word', () => {
    const cache = createPromptCache();
    cache.cachedTokens(request(longText), 5000);
    expect(cache.cachedTokens(request(`Other ${longText}`), 5000)).toBe(0);
  });

  it.each<[string, Partial<SimRequestInput>]>([
    ['model', { model: 'gpt-4o-mini' }],
    ['cache key', { promptCacheKey: 'someone else' }],
    ['tools', { tools: [{ type: 'custom', name: 'shell' }] }],
    ['output format', { outputFormat: { type: 'json-schema', name: 'a', schema: {}, strict: true } }],
  ])('keeps prompts apart that differ in their %s', (_what, more) => {
    const cache = createPromptCache();
    cache.cachedTokens(request(longText), 5000);
    expect(cache.cachedTokens(request(longText, more), 5000)).toBe(0);
    expect(cache.cachedTokens(request(longText, more), 5000)).toBe(39 * 128);
  });

  it('is a value: two caches know nothing of each other', () => {
    createPromptCache().cachedTokens(request(longText), 5000);
    expect(createPromptCache().cachedTokens(request(longText), 5000)).toBe(0);
  });

  it('forgets what was not seen for long, and not what is seen again', () => {
    const cache = createPromptCache({ maxBlocks: 200 });
    cache.cachedTokens(request(longText), 5000);
    for (let other = 0; other < 20; other += 1) {
      cache.cachedTokens(request(`${other} ${longText}`), 5000);
      expect(cache.cachedTokens(request(longText), 5000)).toBe(39 * 128);
    }
    for (let other = 0; other < 20; other += 1)
      cache.cachedTokens(request(`${other} again ${longText}`), 5000);
    expect(cache.cachedTokens(request(longText), 5000)).toBe(0);
  });

  it('finds never more than the prompt has, and only whole steps', () => {
    const cache = createPromptCache();
    const texts = fc.array(fc.constantFrom('a '.repeat(600), 'b '.repeat(500), 'c '.repeat(700)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 20_000 }), (parts, tokens) => {
        const cached = cache.cachedTokens(request(parts.join('')), tokens);
        expect(cached % 128).toBe(0);
        expect(cached).toBeLessThanOrEqual(tokens);
        expect(cached === 0 || cached >= 1024).toBe(true);
      }),
    );
  });
});
