import { customLatencyProfile } from './custom-latency-profile.js';
import { uniform } from './distributions/uniform.js';

describe('customLatencyProfile', () => {
  it('is called custom and has no prefill term unless told otherwise', () => {
    const profile = customLatencyProfile({ timeToFirstToken: 200, interTokenLatency: 20 });
    expect(profile.name).toBe('custom');
    expect(profile.prefillMsPerThousandTokens).toBe(0);
    expect(profile.timeToFirstToken.constant).toBe(200);
    expect(profile.interTokenLatency.constant).toBe(20);
  });

  it('takes distributions as they are and as configuration writes them', () => {
    const interTokenLatency = uniform(10, 30);
    const profile = customLatencyProfile({
      name: 'mine',
      timeToFirstToken: { distribution: 'gamma', mean: 600, stddev: 150 },
      interTokenLatency,
      prefillMsPerThousandTokens: 12.5,
    });
    expect(profile.name).toBe('mine');
    expect(profile.timeToFirstToken.description).toBe('gamma(600 ± 150)');
    expect(profile.interTokenLatency).toBe(interTokenLatency);
    expect(profile.prefillMsPerThousandTokens).toBe(12.5);
  });

  it.each([-1, Number.NaN, Infinity])('refuses a prefill term of %d', (prefillMsPerThousandTokens) => {
    expect(() =>
      customLatencyProfile({ timeToFirstToken: 1, interTokenLatency: 1, prefillMsPerThousandTokens }),
    ).toThrow(expect.objectContaining({ code: 'LLMSIM_OPTION' }) as Error);
  });

  it('refuses a wrong distribution as createDistribution does', () => {
    expect(() =>
      customLatencyProfile({ timeToFirstToken: { distribution: 'gauss' }, interTokenLatency: 1 }),
    ).toThrow(expect.objectContaining({ code: 'LLMSIM_UNKNOWN_DISTRIBUTION' }) as Error);
  });
});
