import fc from 'fast-check';
import { readSummary, summarize, wrapSummary } from './compaction-summary.js';

describe('a wrapped summary', () => {
  it('is opaque, and comes back as it went', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (summary) => {
        const wrapped = wrapSummary(summary);
        expect(wrapped).toMatch(/^gAAAA[\w=-]*$/);
        expect(readSummary(wrapped)).toBe(summary);
      }),
    );
  });

  it('loses only halves of characters', () => {
    expect(readSummary(wrapSummary('a\ud83db'))).toBe('a\ufffdb');
  });

  it.each(['somebody else made this', 'gAAAAABnot base64!', 'gAAAAABgAAA', ''])(
    'may be of somebody else: %j',
    (content) => {
      expect(typeof readSummary(content)).toBe('string');
    },
  );
});

describe('summarize', () => {
  it('says how each message begins', () => {
    const messages = [
      { role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }] },
      { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'x'.repeat(1000) }] },
      { role: 'user' as const, content: [{ type: 'image' as const, detail: 'auto' as const }] },
    ];
    expect(summarize(messages)).toBe(`user: Hello\nassistant: ${'x'.repeat(200)}\nuser: [image]`);
  });

  it('has a limit', () => {
    const message = { role: 'user' as const, content: [{ type: 'text' as const, text: 'x'.repeat(1000) }] };
    expect(summarize(Array.from({ length: 1000 }, () => message)).length).toBeLessThanOrEqual(4000);
  });
});
