import { request } from 'node:http';
import { runStreamLoad } from '../load/stream-load.ts';
import { chatCompletions } from '../measure/apis.ts';
import { startForStreams, streamLoad } from '../measure/measure-streams.ts';
import { summarize } from '../statistics/summary.ts';

/** How late the streams of others were with and without long prompts beside them. p99 in milliseconds. */
export interface LongPromptMeasurement {
  readonly aloneMs: number;
  readonly besideMs: number;
  /** Long prompts that were answered. */
  readonly answered: number;
}

const streams = 200;
const rounds = 3;
const promptBytes = 400_000;
const everyMs = 200;

/** Streams at the usual schedule, first alone, then while a prompt of 400 KB comes five times a second. */
export async function measureLongPrompts(): Promise<LongPromptMeasurement> {
  const server = await startForStreams();
  try {
    const load = { ...streamLoad(server.port, chatCompletions, streams), rounds };
    await runStreamLoad({ ...load, rounds: 1 });
    const alone = await runStreamLoad(load);
    let sent = 0;
    let answered = 0;
    const sending = setInterval(() => {
      sent += 1;
      sendPrompt(server.port, writePrompt(sent), () => {
        answered += 1;
      });
    }, everyMs);
    const beside = await runStreamLoad(load);
    clearInterval(sending);
    return {
      aloneMs: summarize(alone.latenessMs).p99,
      besideMs: summarize(beside.latenessMs).p99,
      answered,
    };
  } finally {
    await server.stop();
  }
}

const words =
  'the quick brown fox jumps over a lazy dog while seventeen engineers discuss tokenization'.split(' ');

/** Words in an order of its own for each number, so that no prompt was counted before. */
function writePrompt(number: number): string {
  let state = number;
  let text = '';
  while (text.length < promptBytes) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // A new word now and then, as in a real text: known words are counted without looking.
    text += `${words[state % words.length] ?? ''}${state % 7 === 0 ? state.toString(36) : ''} `;
  }
  return text;
}

function sendPrompt(port: number, content: string, answered: () => void): void {
  const body = JSON.stringify({ model: 'gpt-4o', max_tokens: 1, messages: [{ role: 'user', content }] });
  request(
    {
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: chatCompletions.request(false).path,
      headers: { 'content-type': 'application/json' },
      agent: false,
    },
    (response) => {
      response.resume();
      if (response.statusCode === 200) answered();
    },
  )
    .on('error', () => undefined)
    .end(body);
}
