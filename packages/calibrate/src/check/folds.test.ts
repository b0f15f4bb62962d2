import fc from 'fast-check';
import { splitFolds } from './folds.js';

it('has each item in one part, and never in what that part is judged by', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 2, max: 7 }), (items, count) => {
      const folds = splitFolds(items, count);
      expect(folds.flatMap(({ part }) => part).toSorted()).toEqual(items.toSorted());
      for (const { part, rest } of folds) {
        expect(part.filter((item) => rest.includes(item))).toEqual([]);
        expect(part.length + rest.length).toBe(items.length);
      }
    }),
  );
});
