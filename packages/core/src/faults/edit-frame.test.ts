import fc from 'fast-check';
import { changeIds, loseUsage, shiftIndexes } from './edit-frame.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (frame: Uint8Array) => new TextDecoder().decode(frame);

describe('loseUsage', () => {
  it('leaves out a chunk that has nothing but usage', () => {
    expect(loseUsage(bytes('data: {"id":"x","choices":[],"usage":{"a":{"b":1}}}\n\n'))).toEqual([]);
  });

  it('makes null of a usage beside something else', () => {
    const frame = bytes('data: {"response":{"usage":{"in":1,"details":{"x":0}},"user":null}}\n\n');
    expect(loseUsage(frame).map(text)).toEqual(['data: {"response":{"usage":null,"user":null}}\n\n']);
  });

  it('leaves a frame without usage as it is', () => {
    const frame = bytes('data: {"usage":null,"choices":[]}\n\n');
    expect(loseUsage(frame)).toEqual([frame]);
  });
});

describe('shiftIndexes', () => {
  it('adds to every index', () => {
    const frame = bytes('{"choices":[{"index":0}],"output_index":2,"content_index":0,"reindex":0}');
    expect(text(shiftIndexes(frame, 3))).toBe(
      '{"choices":[{"index":3}],"output_index":5,"content_index":3,"reindex":0}',
    );
  });
});

describe('changeIds', () => {
  it('gives every id another end, of the same length', () => {
    const frame = bytes('{"id":"chatcmpl-abcdefgh","item_id":"msg_12345678","model":"gpt-5.4-mini"}');
    expect(text(changeIds(frame, 7))).toBe(
      '{"id":"chatcmpl-abcd0007","item_id":"msg_12340007","model":"gpt-5.4-mini"}',
    );
  });
});

it('what a model says is never edited, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"index":0', '"id":"abcdefgh"', ''),
      (said, key) => {
        const frame = bytes(`data: ${JSON.stringify({ delta: `{${key},${said}` })}\n\n`);
        expect(shiftIndexes(frame, 1)).toEqual(frame);
        expect(changeIds(frame, 1)).toEqual(frame);
        expect(loseUsage(frame)).toEqual([frame]);
      },
    ),
  );
});
