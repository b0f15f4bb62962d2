import { describeUsage } from './usage.js';

describe('describeUsage', () => {
  it('shows every kind of token, in the order of the wire', () => {
    const usage = describeUsage({
      inputTokens: 1200,
      cachedInputTokens: 1024,
      outputTokens: 50,
      reasoningTokens: 30,
      acceptedPredictionTokens: 5,
      rejectedPredictionTokens: 2,
    });
    expect(JSON.stringify(usage)).toBe(
      '{"prompt_tokens":1200,"completion_tokens":50,"total_tokens":1250,' +
        '"prompt_tokens_details":{"cached_tokens":1024,"audio_tokens":0},' +
        '"completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":0,"accepted_prediction_tokens":5,"rejected_prediction_tokens":2}}',
    );
  });
});
