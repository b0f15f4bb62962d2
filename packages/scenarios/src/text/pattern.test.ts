import { createPattern } from './pattern.js';

describe('a regular expression', () => {
  it.each(['(a+)+$', '(a|aa)*b', '(.*)*x', '(a*)*(b*)*c'])('cannot hang: /%s/', (source) => {
    const pattern = createPattern(source);
    const started = performance.now();
    expect(pattern.find(`${'a'.repeat(50_000)}!`)?.groups[0] ?? '').not.toContain('!');
    // A backtracking engine would need longer than the universe is old.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('captures by number and by name', () => {
    expect(createPattern('(?<city>\\w+) (\\d+)?').find('Paris  ')).toEqual({
      groups: ['Paris ', 'Paris', ''],
      named: { city: 'Paris' },
    });
  });

  it('knows the flags of JavaScript', () => {
    expect(createPattern('^b.c$', 'ims').find('a\nB\nC')?.groups).toEqual(['B\nC']);
    expect(() => createPattern('a', 'y')).toThrow(/unknown flag "y"; i, m and s are known/);
  });
});
