import type { Seed } from '../random/seeded-random.js';
import type { Steps } from '../steps/steps.js';
import { countRequestStepwise, isCountedAtOnce } from '../tokens/count-request-stepwise.js';
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

/** Texts with fewer UTF-16 units altogether are hashed in half a millisecond. */
const unitsAtOnce = 131_072;

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
): Steps<PreparedRequest> | undefined {
  const isShort = unitsOf(request) < unitsAtOnce && isCountedAtOnce(request, counter);
  return isShort ? undefined : readAll(request, counter);
}

/** How long the texts of the messages are, whether they are known or not. */
function unitsOf({ messages }: SimRequest): number {
  let units = 0;
  for (const { content, toolCalls } of messages) {
    for (const part of content) if (part.type === 'text') units += part.text.length;
    if (toolCalls !== undefined) for (const call of toolCalls) units += call.argumentsText.length;
  }
  return units;
}

function* readAll(request: SimRequest, counter: TiktokenCounter): Steps<PreparedRequest> {
  const inputTokens = yield* countRequestStepwise(request, counter);
  return { inputTokens, identity: yield* identifyRequestInSteps(request) };
}
