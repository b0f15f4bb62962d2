import { describeModeration } from './moderation.js';

describe('describeModeration', () => {
  it('finds nothing in the input nor in the output', () => {
    const { input, output } = describeModeration('omni-moderation-latest');
    for (const side of [input, output]) {
      expect(side).toMatchObject({ type: 'moderation_results', model: 'omni-moderation-latest' });
      const [result] = side.results;
      expect(result?.flagged).toBe(false);
      expect(Object.values(result?.categories ?? {})).toEqual(Array.from({ length: 13 }, () => false));
      expect(Object.keys(result?.category_scores ?? {})).toEqual(Object.keys(result?.categories ?? {}));
    }
  });
});
