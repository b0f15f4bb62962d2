// A stream that falls silent: an overall timeout does not notice, a watchdog between chunks does.
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
  maxRetries: 0,
});
const patienceMs = 500;

/** Streams a reply and gives up when nothing comes for a while. */
async function read(fault) {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new Error(`silent for ${patienceMs} ms`));
  let watchdog = setTimeout(giveUp, 10_000);
  let text = '';
  try {
    const stream = await client.chat.completions.create(
      { model: 'gpt-5-mini', stream: true, messages: [{ role: 'user', content: 'Hello' }] },
      { headers: fault === undefined ? {} : { 'x-llmsim-fault': fault }, signal: controller.signal },
    );
    let finishReason = null;
    for await (const chunk of stream) {
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, patienceMs);
      text += chunk.choices[0]?.delta.content ?? '';
      finishReason = chunk.choices[0]?.finish_reason ?? finishReason;
    }
    // A stream may end without an error and yet be incomplete: only a finish reason says that it is whole.
    if (finishReason === null) throw controller.signal.reason ?? new Error('ended without a finish reason');
    return `complete, ${text.length} characters`;
  } catch (error) {
    return `${error.message}, after ${text.length} characters`;
  } finally {
    clearTimeout(watchdog);
  }
}

for (const fault of [
  undefined,
  'stall;after=8',
  'stall;after=8;ms=200',
  'disconnect;after=8',
  'reset;after=8',
]) {
  console.log(`${fault ?? 'no fault'}: ${await read(fault)}`);
}
