import type { CalibratedModel, Calibration, Judgements } from '../calibrate.js';
import type { Judgement } from '../check/compare.js';
import { meanSize, type SizeShares } from '../fit/chunk-sizes.js';
import { shapeSpec } from '../fit/fitted-shape.js';

/** What was found, as data for programs. Keys are in snake case; times are in milliseconds, errors shares. */
export function reportJson({ captures, models, left }: Calibration) {
  return {
    files: captures.map(({ file, format, requests, skipped }) => ({
      file,
      format,
      requests: requests.length,
      skipped,
    })),
    models: models.map(modelAsJson),
    left_out: left,
  };
}

function modelAsJson({ model, requests, streamed, fitted, heldOut, against }: CalibratedModel) {
  const { firstToken, interToken, chunks } = fitted;
  const { msPerThousandTokens, standardError, isSeen } = firstToken.prefill;
  return {
    model,
    n: requests,
    streamed,
    parameters: {
      time_to_first_token_ms: {
        fitted: firstToken.shape,
        setting: shapeSpec(firstToken.shape),
        from: firstToken.from,
        samples: firstToken.samples,
      },
      prefill_ms_per_1000_tokens: {
        fitted: msPerThousandTokens,
        standard_error: standardError ?? null,
        is_seen: isSeen,
      },
      time_between_tokens_ms:
        interToken === undefined
          ? null
          : {
              fitted: interToken.shape,
              setting: shapeSpec(interToken.shape),
              mean: interToken.meanMs,
              from: interToken.from,
              samples: interToken.samples,
            },
      tokens_per_chunk: {
        text: sizesAsJson(chunks.text),
        reasoning: sizesAsJson(chunks.reasoning),
        tool_arguments: sizesAsJson(chunks.toolArguments),
        counted: chunks.counted,
      },
    },
    held_out: judgementsAsJson(heldOut),
    against:
      against === undefined ? null : { profile: against.name, ...judgementsAsJson(against.judgements) },
  };
}

function sizesAsJson(sizes: SizeShares | undefined) {
  return sizes === undefined ? null : { mean: meanSize(sizes), shares: Object.fromEntries(sizes) };
}

function judgementsAsJson({ firstToken, interToken, total }: Judgements) {
  return {
    time_to_first_token: judgementAsJson(firstToken),
    time_between_tokens: judgementAsJson(interToken),
    whole_reply: judgementAsJson(total),
  };
}

function judgementAsJson(judgement: Judgement | null) {
  if (judgement === null) return null;
  const { samples, ks, ksNoise, errors } = judgement;
  return {
    n: samples,
    ks,
    ks_noise_floor: ksNoise,
    percentiles: Object.fromEntries(
      Object.entries(errors).map(([name, error]) => [
        name,
        error === null
          ? null
          : { captured_ms: error.capturedMs, profile_ms: error.profileMs, error: error.error },
      ]),
    ),
  };
}
