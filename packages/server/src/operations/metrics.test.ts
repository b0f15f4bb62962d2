import { createStatsRecorder } from '@llmsim/core';
import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { createMetricsPage } from './metrics.js';

const usage = {
  inputTokens: 8,
  cachedInputTokens: 0,
  outputTokens: 3,
  reasoningTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
};

describe('the page for Prometheus', () => {
  it('is read by a real parser and shows what statistics know', async () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ endpoint: 'completions', model: 'gpt-5', streaming: true, atMs: 0 });
    record.planned(usage);
    record.delivered(200);
    record.delivered(240, 2);
    record.end('cancelled', 230, 200);
    const whole = stats.start({ endpoint: 'responses', model: 'with "quotes"\n', streaming: false, atMs: 0 });
    whole.planned(usage);
    whole.deliveredMany(3);
    whole.end('completed', 400, 200);
    stats.start({ endpoint: 'responses', model: 'gpt-5', streaming: false, atMs: 0 }).end('failed', 1, 429);
    stats.lag(3, 400);

    const page = createMetricsPage(() => stats.exportState(1000));
    const families = parsePrometheusTextFormat(await page.render());
    const family = (name: string) => families.find((candidate) => candidate.name === name);

    expect(family('llmsim_requests_total')).toMatchObject({
      type: 'COUNTER',
      metrics: [
        { value: '1', labels: { endpoint: 'completions' } },
        { value: '2', labels: { endpoint: 'responses' } },
      ],
    });
    expect(family('llmsim_output_tokens_total')?.metrics).toEqual([
      { value: '6', labels: { state: 'generated' } },
      { value: '6', labels: { state: 'delivered' } },
      { value: '0', labels: { state: 'abandoned' } },
    ]);
    expect(family('llmsim_output_chunks_total')?.metrics).toEqual([{ value: '2' }]);
    // Two tokens 40 ms after the one before them: 20 ms each.
    expect(family('llmsim_inter_token_latency_seconds')?.metrics).toMatchObject([
      { count: '2', sum: '0.04' },
    ]);
    expect(family('llmsim_errors_total')?.metrics).toEqual([{ value: '1', labels: { status: '429' } }]);
    expect(family('llmsim_time_to_first_token_seconds')).toMatchObject({
      type: 'HISTOGRAM',
      metrics: [{ count: '1', sum: '0.2', buckets: { '0.1': '0', '0.25': '1', '+Inf': '1' } }],
    });
    expect(family('llmsim_request_duration_seconds')).toMatchObject({
      metrics: [{ count: '1', sum: '0.4' }],
    });
    expect(family('llmsim_verdict')?.metrics).toContainEqual({ value: '1', labels: { verdict: 'ok' } });
    expect(page.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('reports rate limits where there are some', async () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const limits = {
      tracked: 3,
      refused: { requests: 2, tokens: 5, input_tokens: 7, output_tokens: 0 },
      latest: [],
    };
    const page = createMetricsPage(
      () => stats.exportState(1000),
      () => limits,
    );
    const families = parsePrometheusTextFormat(await page.render());
    expect(families.find(({ name }) => name === 'llmsim_rate_limit_refused_total')?.metrics).toEqual([
      { value: '2', labels: { scope: 'requests' } },
      { value: '5', labels: { scope: 'tokens' } },
      { value: '7', labels: { scope: 'input_tokens' } },
      { value: '0', labels: { scope: 'output_tokens' } },
    ]);
    expect(families.find(({ name }) => name === 'llmsim_rate_limit_tracked')?.metrics).toEqual([
      { value: '3' },
    ]);
    expect(await createMetricsPage(() => stats.exportState(0)).render()).not.toContain('rate_limit');
  });

  it('reads the statistics afresh for each scrape, and once', async () => {
    let reads = 0;
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const page = createMetricsPage(() => {
      reads += 1;
      return stats.exportState(reads * 1000);
    });
    expect(await page.render()).toContain('llmsim_uptime_seconds 1\n');
    expect(await page.render()).toContain('llmsim_uptime_seconds 2\n');
    expect(reads).toBe(2);
  });
});
