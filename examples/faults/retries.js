// Failures on demand, by a header of the request: how does the client behave when the service refuses?
import OpenAI from 'openai';

let attempts = 0;
const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
  maxRetries: 2,
  fetch: (...request) => {
    attempts += 1;
    return fetch(...request);
  },
});

/** Asks once, with the fault, and prints what became of it. */
async function attempt(fault) {
  attempts = 0;
  try {
    await client.chat.completions.create(
      { model: 'gpt-5-mini', messages: [{ role: 'user', content: 'Hello' }] },
      { headers: { 'x-llmsim-fault': fault } },
    );
    console.log(`${fault}: answered after ${attempts} attempts`);
  } catch (error) {
    console.log(`${fault}: ${error.status} ${error.code} after ${attempts} attempts`);
  }
}

// The client waits as long as `retry-after` says, and tries again. It does so for a used-up quota, too, where it is of
// no use: something for your own code to know. A wrong key is not tried twice.
await attempt('rate-limit;retry_after_ms=50');
await attempt('overloaded;retry_after_ms=50');
await attempt('quota');
await attempt('authentication');
