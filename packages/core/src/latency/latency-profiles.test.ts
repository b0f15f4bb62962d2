import { latencyProfile, latencyProfileNames, latencyProfiles } from './latency-profiles.js';

describe('latencyProfile', () => {
  it('is there for every name in the list, each once', () => {
    for (const name of latencyProfileNames) expect(latencyProfile(name).name).toBe(name);
    expect(new Set(latencyProfileNames).size).toBe(latencyProfiles.length);
  });

  it.each(['gpt-6', '', 'constructor', '__proto__'])('names what there is when asked for %j', (name) => {
    expect(() => latencyProfile(name)).toThrow(
      expect.objectContaining({
        code: 'LLMSIM_UNKNOWN_LATENCY_PROFILE',
        message: `There is no latency profile "${name}". There are: ${latencyProfileNames.join(', ')}.`,
      }) as Error,
    );
  });
});
