import fc from 'fast-check';
import { countImageTokens, type SimImage } from './image-tokens.js';

const image = (width?: number, height?: number, detail: SimImage['detail'] = 'auto'): SimImage => ({
  type: 'image',
  detail,
  width,
  height,
});

describe('the tokens of an image', () => {
  it.each([
    // The examples of OpenAI's guide.
    ['gpt-4o', 1024, 1024, 'high', 765],
    ['gpt-4o', 2048, 4096, 'high', 1105],
    ['gpt-4o', 4096, 8192, 'low', 85],
    ['gpt-4.1-mini', 1024, 1024, 'high', Math.ceil(1024 * 1.62)],
    ['gpt-4.1-mini', 1800, 2400, 'high', Math.ceil(1452 * 1.62)],
    // By its rules: 512 pixel tiles, 32 pixel patches.
    ['gpt-4o-2024-08-06', 512, 512, 'auto', 85 + 170],
    ['gpt-4o', 513, 512, 'auto', 85 + 2 * 170],
    ['gpt-4.1', 1024, 1024, 'high', 765],
    ['gpt-4', 1024, 1024, 'high', 765],
    ['gpt-4o-mini', 1024, 1024, 'high', 2833 + 4 * 5667],
    ['o1', 1024, 1024, 'high', 75 + 4 * 150],
    ['o3-pro', 1024, 1024, 'low', 75],
    ['gpt-5', 1024, 1024, 'high', 70 + 4 * 140],
    ['gpt-5-chat-latest', 1024, 1024, 'high', 70 + 4 * 140],
    ['gpt-5-mini-2025-08-07', 320, 320, 'high', 162],
    ['gpt-5-nano', 320, 320, 'high', 246],
    ['o4-mini', 320, 320, 'high', 172],
    ['gpt-5.4', 1600, 1600, 'high', 2500],
    ['gpt-5.4', 3200, 3200, 'high', 2500],
    ['gpt-5.5', 3200, 3200, 'original', 10_000],
    ['gpt-5.4-mini', 320, 320, 'high', 162],
    ['claude-sonnet-4.5', 1024, 1024, 'high', 765],
    ['openai/gpt-5', 1024, 1024, 'high', 630],
    // 4000 x 1474 was reported to cost 24 x 64 patches.
    ['gpt-4.1-mini', 4000, 1474, 'high', Math.ceil(24 * 64 * 1.62)],
  ] as const)('for %s and %i x %i pixels in detail %s are %i', (model, width, height, detail, tokens) => {
    expect(countImageTokens(image(width, height, detail), model)).toBe(tokens);
  });

  it('are those of 1024 x 1024 pixels when the size is unknown', () => {
    expect(countImageTokens(image(), 'gpt-4o')).toBe(countImageTokens(image(1024, 1024), 'gpt-4o'));
    expect(countImageTokens(image(), 'gpt-5-mini')).toBe(countImageTokens(image(1024, 1024), 'gpt-5-mini'));
  });

  it('do not depend on which way the image is turned, where tiles are counted', () => {
    const sides = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(sides, sides, (width, height) => {
        expect(countImageTokens(image(width, height), 'gpt-4o')).toBe(
          countImageTokens(image(height, width), 'gpt-4o'),
        );
      }),
    );
  });

  it.each([
    ['gpt-4o', 85 + 170, 85 + 8 * 170],
    ['gpt-4.1-mini', 2, Math.ceil(1536 * 1.62)],
    ['gpt-5.5', 1, 2500],
  ])('stay between bounds for %s, whatever the size', (model, least, most) => {
    const sides = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(sides, sides, (width, height) => {
        const tokens = countImageTokens(image(width, height, 'high'), model);
        expect(tokens).toBeGreaterThanOrEqual(least);
        expect(tokens).toBeLessThanOrEqual(most);
      }),
    );
  });
});
