import { latencyProfile } from '@llmsim/core';
import { simulateTraffic } from '../fixtures/simulated-traffic.js';
import { captureWriters } from '../fixtures/write-captures.js';
import { calibrate } from './calibrate.js';
import { readCapture } from './readers/read-capture.js';
import { configNotes, configOf } from './report/config-of.js';
import { reportHtml } from './report/report-html.js';
import { reportJson } from './report/report-json.js';
import { reportText } from './report/report-text.js';

const profile = latencyProfile('openai/gpt-4o');

function capture(count: number, model = 'm', change: (line: string) => string = (line) => line) {
  const traffic = simulateTraffic(profile, { count, outputTokens: [5, 15] });
  const text = captureWriters.csv(traffic, model).split('\n').map(change).join('\n');
  return readCapture(`${model}.csv`, text);
}

describe('a calibration', () => {
  const few = calibrate([capture(299)]);
  const enough = calibrate([capture(300)], { against: latencyProfile('bedrock/nova-micro') });

  it('claims no p99 from fewer than 300 samples', () => {
    expect(few.models[0]?.heldOut.firstToken?.errors).toMatchObject({
      p95: { error: expect.any(Number) as number },
      p99: null,
    });
    expect(enough.models[0]?.heldOut.firstToken?.errors.p99).not.toBeNull();
    expect(reportText(few)).toContain('p99 not claimed from fewer than 300 samples');
  });

  it('is judged by requests that it was not made from', () => {
    const judgement = enough.models[0]?.heldOut.total;
    expect(judgement?.samples).toBe(300);
    expect(judgement?.ks).toBeLessThan(judgement?.ksNoise ?? 0);
    expect(judgement?.errors.p50?.error).toBeLessThan(0.1);
    expect(enough.models[0]?.against?.judgements.total?.ks).toBeGreaterThan(0.2);
  });

  it('is the same of the same captures', () => {
    expect(JSON.stringify(reportJson(calibrate([capture(60)])))).toBe(
      JSON.stringify(reportJson(calibrate([capture(60)]))),
    );
  });

  it('is written as settings, with a note of where they are from', () => {
    const { models } = configOf(enough).latency;
    expect(Object.keys(models)).toEqual(['m']);
    expect(models['m']).toMatchObject({
      prefill_ms_per_1000_tokens: expect.any(Number) as number,
      tokens_per_chunk: 1,
    });
    expect(configNotes(enough).join('\n')).toContain('m.csv (csv, 300 replies)');
  });

  it('is reported as data', () => {
    expect(reportJson(enough)).toMatchObject({
      files: [{ file: 'm.csv', format: 'csv', requests: 300, skipped: 0 }],
      models: [
        {
          model: 'm',
          n: 300,
          held_out: { time_to_first_token: { n: 300, ks_noise_floor: 1.36 / Math.sqrt(300) } },
          against: { profile: 'bedrock/nova-micro' },
        },
      ],
      left_out: [],
    });
  });

  it('is reported as a page that needs no network, with distributions and residuals of three times', () => {
    const page = reportHtml(enough);
    expect(page).not.toMatch(/https?:|src=|href=|<script/);
    expect(page.match(/<svg /g)).toHaveLength(6);
    expect(page.match(/class="line asked"/g)).toHaveLength(12);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    for (const tag of ['svg', 'table', 'div', 'html']) {
      expect(page.split(`</${tag}>`)).toHaveLength(page.split(new RegExp(`<${tag}[ >]`)).length);
    }
  });

  it('escapes what a capture calls its model', () => {
    expect(reportHtml(calibrate([capture(30, '<b>&')]))).toContain('<h2>&lt;b&gt;&amp;</h2>');
  });
});

it('makes a profile of each model, and leaves out those with too few requests', () => {
  const { models, left } = calibrate([capture(40, 'a'), capture(25, 'b'), capture(5, 'c')]);
  expect(models.map(({ model, requests }) => [model, requests])).toEqual([
    ['a', 40],
    ['b', 25],
  ]);
  expect(left).toEqual([{ model: 'c', requests: 5, why: 'at least 20 are needed' }]);
  expect(() => calibrate([capture(5, 'c')])).toThrow(
    'There are too few requests to calibrate from. Found at most c: 5 (at least 20 are needed).',
  );
});

it('takes all requests for one model where it is said, and any model where no capture names one', () => {
  expect(calibrate([capture(12, 'a'), capture(12, 'b')], { model: 'my*' }).models[0]?.model).toBe('my*');
  const traffic = simulateTraffic(profile, { count: 20, outputTokens: [5, 15] });
  expect(calibrate([readCapture('f', captureWriters.aiperf(traffic))]).models[0]?.model).toBe('*');
});

it('finds the time between tokens of replies that were not streamed from how they grow', () => {
  // The time of the first token is not in it.
  const { models } = calibrate([
    capture(2000, 'm', (line) =>
      line.replace(/,[^,]*,([^,]*)$/, ',,$1').replace(',,total_ms', ',time_to_first_token_ms,total_ms'),
    ),
  ]);
  const { interToken, firstToken } = models[0]?.fitted ?? {};
  expect(interToken).toMatchObject({ from: 'whole replies' });
  expect(firstToken).toMatchObject({ from: 'whole replies' });
  expect(models[0]?.heldOut.firstToken).toBeNull();
  expect(models[0]?.heldOut.total?.errors.p50?.error).toBeLessThan(0.03);
});

it('does not claim prefill where input tokens do not vary, or do not matter', () => {
  const same = simulateTraffic(profile, { count: 200, outputTokens: [5, 15], inputTokens: [1000, 1000] }).map(
    (reply) => ({ ...reply, cachedInputTokens: 0 }),
  );
  const { prefill } =
    calibrate([readCapture('f', captureWriters.csv(same, 'm'))]).models[0]?.fitted.firstToken ?? {};
  expect(prefill).toEqual({ msPerThousandTokens: 0, standardError: undefined, isSeen: false });
  const without = simulateTraffic(
    { ...profile, prefillMsPerThousandTokens: 0 },
    { count: 200, outputTokens: [5, 15] },
  );
  expect(
    calibrate([readCapture('f', captureWriters.csv(without, 'm'))]).models[0]?.fitted.firstToken.prefill
      .isSeen,
  ).toBe(false);
});
