import type { Seed } from '../random/seeded-random.js';
import { countRequestStepwise } from '../tokens/count-request-stepwise.js';
import type { TiktokenCounter } from '../tokens/tiktoken-counter.js';
import type { SimRequest } from '../turn/sim-request.js';
import { identifyRequestInSteps } from './request-identity.js';

/** What planning needs to know of a request and what takes long to find out where the request is long. */
export interface PreparedRequest {
  /** The tokens of the prompt. */
  readonly inputTokens: number;
  /** What distinguishes it from other requests. */
  readonly identity: Seed;
}

/**
 * Reads a long request in steps of about a millisecond, so that a server can do other work in between, and passes on
 * what it found in `RequestControls.prepared`. `undefined` if planning does it at once anyway.
 *
 * ```ts
 * const prepared = await stepRunner.run(prepareRequest(request, counter));
 * simulator.plan(request, { prepared });
 * ```
 */
export function prepareRequest(
  request: SimRequest,
  counter: TiktokenCounter,
): Generator<undefined, PreparedRequest, undefined> | undefined {
  const counting = countRequestStepwise(request, counter);
  return counting === undefined ? undefined : readAll(request, counting);
}

function* readAll(
  request: SimRequest,
  counting: Generator<undefined, number, undefined>,
): Generator<undefined, PreparedRequest, undefined> {
  const inputTokens = yield* counting;
  return { inputTokens, identity: yield* identifyRequestInSteps(request) };
}
