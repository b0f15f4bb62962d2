import { noUsage } from '@llmsim/core';
import type { Call, CallEnd } from './call.js';

/**
 * Closes the books on a call: statistics, ledger, limits, and what its API remembers of it. Never throws or rejects.
 * @returns `undefined` if the API has nothing to remember that takes time
 */
export function account(call: Call, end: CallEnd): Promise<void> | undefined {
  const { engine } = call.opening;
  const { clock, limiter, load } = engine;
  const { plan, charged } = call;
  call.end(end);
  if (call.holdsStream) load.streams -= 1;
  if (charged !== undefined) {
    const { inputTokens, outputTokens, cachedInputTokens } = plan?.usage ?? noUsage;
    limiter?.correct(
      {
        ...charged,
        tokens: inputTokens + outputTokens - charged.tokens,
        // What is read from the cache does not count where the kinds are counted apart.
        inputTokens: inputTokens - cachedInputTokens - charged.inputTokens,
        outputTokens: outputTokens - charged.outputTokens,
      },
      clock.nowMs(),
    );
  }
  try {
    const finished = call.finish?.(end.outcome);
    return finished instanceof Promise ? finished.catch(engine.reportDefect) : undefined;
  } catch (error) {
    engine.reportDefect(error);
    return undefined;
  }
}
