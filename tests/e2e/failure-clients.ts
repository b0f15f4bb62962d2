import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { failureModes } from '@llmsim/core';

/** What a client shows its program of one streamed reply. */
export interface Seen {
  readonly text: string;
  readonly calls: string;
  readonly finish: string;
  readonly outputTokens: string;
}

/** A client, asked once with a failure mode; `undefined`: with none. */
export interface TriedClient {
  readonly name: string;
  ask(fault: string | undefined, asksForCall: boolean): Promise<Asked>;
}

export interface Asked {
  /** What the program gets; `undefined`: an error. */
  readonly seen: Seen | undefined;
  /** The error's class, and its status if it has one; `undefined`: none. */
  readonly error: string | undefined;
  /** Whether it was given up because it waited. */
  readonly waited: boolean;
  readonly requests: number;
}

/** How a mode is asked for, so that nobody waits longer than needed. */
const options: Readonly<Record<string, string>> = {
  timeout: ';after_ms=5',
  'rate-limit': ';retry_after_ms=5',
  overloaded: ';retry_after_ms=5',
  burst: ';ms=5',
  trickle: ';bytes=256;every_ms=1',
  'late-body': ';ms=5',
};

/** Every mode as a client is asked with it. Those that are about WebSockets alone have nothing to show here. */
export const triedFaults: readonly string[] = failureModes
  .map(({ name }) => name)
  .filter((name) => !['socket-expired', 'no-pong', 'expectation-failed'].includes(name))
  .map((name) => `${name}${options[name] ?? ''}`);

/** Modes that need a tool call to show. */
export const aboutCalls = /^(arguments-|cut-call|unknown-tool|duplicate-call-id)/;

/** How long a client may wait before it is given up, in milliseconds. Everything else answers at once. */
const patienceMs = 6000;
const question = 'Say hello to the world.';
const parameters = {
  type: 'object' as const,
  properties: { town: { type: 'string' } },
  required: ['town'],
  additionalProperties: false,
};

async function watch(
  patience: AbortController,
  requests: () => number,
  read: () => Promise<Seen>,
): Promise<Asked> {
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    return { seen: await read(), error: undefined, waited: patience.signal.aborted, requests: requests() };
  } catch (error) {
    const { constructor, status } = error as { constructor: { name: string }; status?: number };
    const name = status === undefined ? constructor.name : `${constructor.name} ${status}`;
    return { seen: undefined, error: name, waited: patience.signal.aborted, requests: requests() };
  } finally {
    clearTimeout(timer);
  }
}

/** Counts what a client sends. */
function countRequests() {
  let count = 0;
  const counting: typeof fetch = (...args) => {
    count += 1;
    return fetch(...args);
  };
  return { fetch: counting, count: () => count };
}

const headersOf = (fault: string | undefined) => (fault === undefined ? {} : { 'x-llmsim-fault': fault });

export function openAiClient(url: string): TriedClient {
  return {
    name: 'openai (JavaScript)',
    ask(fault, asksForCall) {
      const patience = new AbortController();
      const requests = countRequests();
      const client = new OpenAI({
        apiKey: 'sk-test',
        baseURL: `${url}/openai/v1`,
        maxRetries: 1,
        logLevel: 'off',
        fetch: requests.fetch,
        defaultHeaders: headersOf(fault),
      });
      return watch(patience, requests.count, async () => {
        const stream = await client.chat.completions.create(
          {
            model: 'gpt-4o',
            stream: true,
            stream_options: { include_usage: true },
            messages: [{ role: 'user', content: question }],
            ...(asksForCall && {
              tools: [{ type: 'function', function: { name: 'greet', parameters, strict: true } }],
              tool_choice: 'required',
            }),
          },
          { signal: patience.signal },
        );
        let [text, calls, finish, outputTokens] = ['', '', '', ''];
        for await (const chunk of stream) {
          const choice = chunk.choices[0];
          text += choice?.delta.content ?? '';
          for (const call of choice?.delta.tool_calls ?? [])
            calls += (call.function?.name ?? '') + (call.function?.arguments ?? '');
          finish = choice?.finish_reason ?? finish;
          outputTokens = String(chunk.usage?.completion_tokens ?? outputTokens);
        }
        return { text, calls, finish, outputTokens };
      });
    },
  };
}

export function anthropicClient(url: string): TriedClient {
  return {
    name: '@anthropic-ai/sdk (JavaScript)',
    ask(fault, asksForCall) {
      const patience = new AbortController();
      const requests = countRequests();
      const client = new Anthropic({
        apiKey: 'sk-test',
        baseURL: `${url}/anthropic`,
        maxRetries: 1,
        logLevel: 'off',
        fetch: requests.fetch,
        defaultHeaders: headersOf(fault),
      });
      return watch(patience, requests.count, async () => {
        const stream = client.messages.stream(
          {
            model: 'claude-sonnet-4-5',
            max_tokens: 100,
            messages: [{ role: 'user', content: question }],
            ...(asksForCall && {
              tools: [{ name: 'greet', input_schema: parameters }],
              tool_choice: { type: 'any' },
            }),
          },
          { signal: patience.signal },
        );
        const { content, stop_reason, usage } = await stream.finalMessage();
        const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
        const calls = content
          .map((block) => (block.type === 'tool_use' ? block.name + JSON.stringify(block.input) : ''))
          .join('');
        return { text, calls, finish: stop_reason ?? '', outputTokens: String(usage.output_tokens) };
      });
    },
  };
}

/** What a client makes of a failure, in a phrase. */
export function describeAsked(clean: Seen, { seen, error, waited, requests }: Asked): string {
  const tries = requests === 1 ? '' : `, after ${requests} requests`;
  if (waited) return `waits${tries}`;
  if (seen === undefined) return `${error}${tries}`;
  const differences = [
    ...(seen.text === clean.text
      ? []
      : [seen.text === '' ? 'no text' : clean.text.startsWith(seen.text) ? 'less text' : 'other text']),
    ...(seen.calls === clean.calls ? [] : ['other calls']),
    ...(seen.finish === clean.finish
      ? []
      : [seen.finish === '' ? 'no finish reason' : `finish reason ${seen.finish}`]),
    ...(seen.outputTokens === clean.outputTokens
      ? []
      : [seen.outputTokens === '' ? 'no usage' : 'other usage']),
  ];
  return (differences.length === 0 ? 'nothing' : `${differences.join(', ')}; no error`) + tries;
}
