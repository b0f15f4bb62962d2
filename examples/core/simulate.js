// The simulation alone: no server, no socket. A stream with the times at which its tokens were due and came, the plan
// behind it, and a failure.
import {
  countTokens,
  createFailureMode,
  createSimRequest,
  createSimulator,
  latencyProfile,
  profileForModel,
  simulate,
} from '@llmsim/core';

console.log(countTokens('Hello, world!', 'gpt-5'), 'tokens');
console.log(profileForModel('gpt-5').name);

const simulator = createSimulator({ seed: 1, latency: () => latencyProfile('fast') });
const request = createSimRequest({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Hello' }],
  maxOutputTokens: 12,
});

for await (const event of simulate(request, { simulator })) {
  if (event.type === 'part-delta') process.stdout.write(event.delta);
  if (event.type === 'choice-end') console.log(`\n${event.finishReason}`);
  if (event.type === 'turn-end') {
    console.log(
      `${event.usage.outputTokens} tokens, due after ${Math.round(event.dueMs)} ms, here after ${Math.round(event.actualMs)} ms`,
    );
  }
}

// A plan says everything in advance, and waits for nothing.
const mode = createFailureMode('rate-limit', { retry_after_ms: 2000 });
const plan = simulator.plan(request, { faults: [{ mode, rate: 1 }] });
console.log(plan.type, plan.failure.kind, plan.failure.retryAfterMs);
