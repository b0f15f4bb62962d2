import fc from 'fast-check';
import { damageFrame } from './damage-frame.js';

const isUtf8 = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);

describe('a damaged frame', () => {
  it('that is corrupt has its JSON cut short, and keeps its end', () => {
    const [only, ...others] = damageFrame('data: {"delta":"hello"}\n\n', 'corrupt-frame');
    expect(others).toEqual([]);
    expect(Buffer.from(only ?? []).toString()).toBe('data: {"delta":"h\n\n');
  });

  it('that is split is cut inside its first character of several bytes', () => {
    const parts = damageFrame('data: {"delta":"天空"}\n\n', 'split-utf8');
    expect(parts).toHaveLength(2);
    expect(parts.map(isUtf8)).toEqual([false, false]);
  });

  it('that is split has two parts, which together are the frame', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2 }), (frame) => {
        const parts = damageFrame(frame, 'split-utf8');
        expect(parts.every((part) => part.length > 0)).toBe(true);
        expect(Buffer.concat(parts).equals(Buffer.from(frame))).toBe(true);
      }),
    );
  });
});
