import fc from 'fast-check';
import { divide, inside } from './panel.js';

describe('divide', () => {
  it('makes neighbours that share a line and fill the area exactly', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 300 }), shares, fc.boolean(), (extent, parts, columns) => {
        const area = { left: 3, top: 2, width: columns ? extent : 10, height: columns ? 10 : extent };
        const divided = divide(area, columns ? 'columns' : 'rows', parts);
        const ends = divided.map((part) =>
          columns ? part.left + part.width - 1 : part.top + part.height - 1,
        );
        const starts = divided.map((part) => (columns ? part.left : part.top));
        expect(starts[0]).toBe(columns ? 3 : 2);
        expect(starts.slice(1)).toEqual(ends.slice(0, -1));
        expect(ends.at(-1)).toBe((columns ? 3 : 2) + extent - 1);
      }),
    );
  });
});

describe('inside', () => {
  it('leaves out the frame', () => {
    expect(inside({ left: 2, top: 3, width: 10, height: 5 })).toEqual({
      left: 3,
      top: 4,
      width: 8,
      height: 3,
    });
  });
});
