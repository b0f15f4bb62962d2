import { RequestError } from '@llmsim/core';
import { readControls } from './read-controls.js';

const refused = (headers: Record<string, string>): RequestError['failure'] => {
  try {
    readControls(headers);
  } catch (error) {
    if (error instanceof RequestError) return error.failure;
    throw error;
  }
  throw new Error('It was accepted.');
};

describe('control headers', () => {
  it('ask for nothing where there are none', () => {
    expect(readControls({ authorization: 'Bearer x', 'x-llm': 'y' })).toBeUndefined();
  });

  it.each([
    ['rate-limit', 'rate-limit', 'before-turn'],
    ['server-error', 'server-error', 'before-turn'],
    ['disconnect;after=12', 'disconnect', 'during-turn'],
    ['stall; after=12 ; ms=5000', 'stall', 'during-turn'],
    ['timeout;after_ms=100', 'timeout', 'before-turn'],
  ])('x-llmsim-fault: %s chooses the failure mode %s', (value, name, stage) => {
    expect(readControls({ 'x-llmsim-fault': value })?.faults).toMatchObject([
      { mode: { name, stage }, rate: 1 },
    ]);
  });

  it('take a latency by name or by figures', () => {
    expect(readControls({ 'x-llmsim-latency': 'fast' })?.latency?.name).toBe('fast');
    const figures = readControls({ 'x-llmsim-latency': 'ttft=200;tbt=20' })?.latency;
    const random = { next: () => 0.5 };
    expect(figures?.timeToFirstToken.sample(random)).toBe(200);
    expect(figures?.interTokenLatency.sample(random)).toBe(20);
    const partly = readControls({ 'x-llmsim-latency': 'ttft=5' })?.latency;
    expect(partly?.interTokenLatency.sample(random)).toBe(0);
  });

  it('take a seed, which is a number if it looks like one, and a length', () => {
    expect(readControls({ 'x-llmsim-seed': '42', 'x-llmsim-tokens': '7' })).toEqual({
      seed: 42,
      targetTokens: 7,
    });
    expect(readControls({ 'x-llmsim-seed': 'blue' })).toEqual({ seed: 'blue' });
  });

  it.each([
    ['x-llmsim-fault', 'explode', /There is no failure mode "explode"\. There are: rate-limit, quota,/],
    ['x-llmsim-fault', 'stall;ms=soon', /Option "ms" .* must be a number of at least 0; found "soon"/],
    ['x-llmsim-fault', 'reset;before=2', /Unknown option "before"/],
    ['x-llmsim-fault', 'reset;12', /Options are written name=value; found "12"/],
    ['x-llmsim-fault', 'timeout;after_ms=1e12', /Numbers may be 3600000 at most; found "1e12"/],
    ['x-llmsim-fault', 'stall;ms=Infinity', /Numbers may be 3600000 at most/],
    ['x-llmsim-fault', '', /It is empty/],
    ['x-llmsim-latency', 'warp', /There is no latency profile "warp"\. There are: /],
    ['x-llmsim-latency', 'ttft=slow', /Option "ttft" must be a number of milliseconds; found "slow"/],
    ['x-llmsim-latency', 'itl=5', /Unknown option "itl"\. It takes ttft and tbt/],
    ['x-llmsim-tokens', 'many', /It must be a whole number from 1 to 1000000/],
    ['x-llmsim-tokens', '0', /whole number from 1/],
  ])('refuse %s: %s and say what is accepted', (name, value, message) => {
    const failure = refused({ [name]: value });
    expect(failure).toMatchObject({ kind: 'invalid-request', param: name });
    expect(failure.message).toContain(`Invalid value '${value}' of the header '${name}'.`);
    expect(failure.message).toMatch(message);
  });

  it('name a misspelt header that stands alone', () => {
    expect(refused({ 'x-llmsim-fualt': 'server-error' }).message).toContain(
      "Unknown header 'x-llmsim-fualt'",
    );
  });

  it('name a misspelt header beside a right one', () => {
    expect(refused({ 'x-llmsim-seed': '1', 'x-llmsim-flaut': 'reset' }).message).toBe(
      "Unknown header 'x-llmsim-flaut'. There are: x-llmsim-fault, x-llmsim-latency, x-llmsim-seed, x-llmsim-tokens, x-llmsim-test.",
    );
  });
});
