import { earlierProfiles } from './earlier-profiles.js';
import { latencyProfile } from './latency-profiles.js';

describe('the profiles of the earlier names', () => {
  it.each([
    ['gpt-4', 'normal(800 ± 200)', 'normal(50 ± 15)'],
    ['gpt-4o', 'normal(400 ± 100)', 'normal(25 ± 8)'],
    ['gpt-5', 'normal(600 ± 150)', 'normal(40 ± 12)'],
    ['gpt-5-mini', 'normal(300 ± 80)', 'normal(20 ± 6)'],
    ['o-series', 'normal(2000 ± 500)', 'normal(30 ± 10)'],
    ['claude-opus', 'normal(1000 ± 250)', 'normal(60 ± 20)'],
    ['claude-sonnet', 'normal(500 ± 120)', 'normal(30 ± 10)'],
    ['claude-haiku', 'normal(200 ± 50)', 'normal(15 ± 5)'],
    ['gemini-pro', 'normal(700 ± 180)', 'normal(25 ± 8)'],
    ['gemini-flash', 'normal(300 ± 80)', 'normal(10 ± 3)'],
    ['deepseek', 'normal(900 ± 250)', 'normal(40 ± 12)'],
    ['deepseek-reasoner', 'normal(1500 ± 400)', 'normal(40 ± 12)'],
    ['instant', 'constant(0)', 'constant(0)'],
    ['fast', 'normal(10 ± 2)', 'constant(1)'],
  ])('%s waits %s, then %s', (name, first, inter) => {
    const profile = latencyProfile(name);
    expect(profile.name).toBe(name);
    expect(profile.timeToFirstToken.description).toBe(first);
    expect(profile.interTokenLatency.description).toBe(inter);
    expect(profile.prefillMsPerThousandTokens).toBe(0);
  });

  it('are fourteen, and say that nobody measured them', () => {
    expect(earlierProfiles).toHaveLength(14);
    for (const { sources } of earlierProfiles) expect(sources?.timeToFirstToken.basis).toBe('assumed');
  });
});
