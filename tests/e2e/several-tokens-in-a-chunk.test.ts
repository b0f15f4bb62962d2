import { createAnthropicProvider } from '@llmsim/anthropic';
import {
  chunksAlike,
  createDistribution,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  customLatencyProfile,
  latencyProfile,
  speculativeChunks,
  type TokensPerChunk,
} from '@llmsim/core';
import { createManualClock, type ManualClock } from '@llmsim/core/testing';
import { createOpenAiProvider } from '@llmsim/openai';
import { startServer, type RunningServer } from '@llmsim/server';

/** How streams are split: what each test compares. */
const splits: Readonly<Record<string, TokensPerChunk | undefined>> = {
  'one token a chunk': undefined,
  'four tokens a chunk': chunksAlike(createDistribution(4)),
  'chunks as Claude has them': latencyProfile('anthropic/claude-haiku-4.5').tokensPerChunk,
  'speculative decoding': speculativeChunks([0.85, 0.3]),
};
const several = Object.keys(splits).slice(1);

interface Setup {
  readonly targetTokens?: number;
  readonly interToken?: unknown;
  readonly clock?: ManualClock;
}

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(
  split: string,
  { targetTokens = 30, interToken = 0, clock }: Setup = {},
): Promise<string> {
  const catalog = createModelCatalog();
  const store = createMemoryStateStore({ nowMs: () => 0 });
  const latency = customLatencyProfile({
    timeToFirstToken: 50,
    interTokenLatency: createDistribution(interToken),
  });
  const server = await startServer({
    providers: [createOpenAiProvider({ catalog, store }), createAnthropicProvider({ catalog, store })],
    simulator: createSimulator({
      catalog,
      seed: 7,
      generator: createGenerator('lorem', { targetTokens }),
      latency: () => latency,
      tokensPerChunk: () => splits[split],
    }),
    ...(clock === undefined ? {} : { clock }),
  });
  running.push(server);
  return server.url;
}

type Json = Readonly<Record<string, unknown>>;

/** A value deep in a message; `undefined` if it is not there. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((inner, key) => (inner as Json | null | undefined)?.[key], value);
}

async function stream(url: string, path: string, body: Json): Promise<readonly Json[]> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'k', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ ...body, stream: true }),
  });
  const text = await response.text();
  expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
  return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data) as Json);
}

const question = 'Tell me of the sea.';

/** The wires: how each is asked, and what of its stream must be the same however it is split. */
const wires = {
  'Chat Completions': {
    ask: async (
      url: string,
      { limit, stop, logprobs }: { limit?: number; stop?: string; logprobs?: boolean },
    ) => {
      const chunks = await stream(url, '/openai/v1/chat/completions', {
        model: 'gpt-4o',
        messages: [{ role: 'user', content: question }],
        stream_options: { include_usage: true },
        ...(limit === undefined ? {} : { max_completion_tokens: limit }),
        ...(stop === undefined ? {} : { stop: [stop] }),
        ...(logprobs === true ? { logprobs: true, top_logprobs: 2 } : {}),
      });
      const choices = chunks.flatMap((chunk) => chunk['choices'] as readonly Json[]);
      const deltas = choices.filter((choice) => Boolean(at(choice, 'delta', 'content')));
      return {
        deltas: deltas.map((choice) => at(choice, 'delta', 'content') as string),
        logprobs: deltas.map((choice) => (at(choice, 'logprobs', 'content') ?? []) as readonly Json[]),
        tokens: at(chunks.at(-1), 'usage', 'completion_tokens') as number,
        end: at(choices.at(-1), 'finish_reason') as string,
      };
    },
  },
  Responses: {
    ask: async (url: string, { limit, logprobs }: { limit?: number; logprobs?: boolean }) => {
      const events = await stream(url, '/openai/v1/responses', {
        model: 'gpt-4o',
        input: question,
        ...(limit === undefined ? {} : { max_output_tokens: limit }),
        ...(logprobs === true ? { include: ['message.output_text.logprobs'], top_logprobs: 2 } : {}),
      });
      const deltas = events.filter(({ type }) => type === 'response.output_text.delta');
      const response = events.at(-1)?.['response'];
      return {
        deltas: deltas.map(({ delta }) => delta as string),
        logprobs: deltas.map((event) => (event['logprobs'] ?? []) as readonly Json[]),
        tokens: at(response, 'usage', 'output_tokens') as number,
        end: `${String(at(response, 'status'))} ${String(at(response, 'incomplete_details', 'reason'))}`,
      };
    },
  },
  Messages: {
    ask: async (url: string, { limit = 1000, stop }: { limit?: number; stop?: string }) => {
      const events = await stream(url, '/anthropic/v1/messages', {
        model: 'claude-haiku-4-5',
        max_tokens: limit,
        messages: [{ role: 'user', content: question }],
        ...(stop === undefined ? {} : { stop_sequences: [stop] }),
      });
      const last = events.findLast(({ type }) => type === 'message_delta');
      const deltas = events.filter((event) => at(event, 'delta', 'type') === 'text_delta');
      return {
        deltas: deltas.map((event) => at(event, 'delta', 'text') as string),
        logprobs: [],
        tokens: at(last, 'usage', 'output_tokens') as number,
        end: `${String(at(last, 'delta', 'stop_reason'))} ${String(at(last, 'delta', 'stop_sequence'))}`,
      };
    },
  },
} as const;

type Reply = Awaited<ReturnType<(typeof wires)[keyof typeof wires]['ask']>>;

/** What must not depend on how a stream is split. */
const contentOf = ({ deltas, logprobs, tokens, end }: Reply) => ({
  text: deltas.join(''),
  logprobs: logprobs.flat(),
  tokens,
  end,
});

describe.each(Object.keys(wires) as (keyof typeof wires)[])(
  'a stream of %s with several tokens a chunk',
  (name) => {
    const { ask } = wires[name];

    it.each(several)('says the same in fewer chunks: %s', async (split) => {
      const [one, other] = await Promise.all(
        [start('one token a chunk'), start(split)].map(async (url) => ask(await url, {})),
      );
      expect(contentOf(other as Reply)).toEqual(contentOf(one as Reply));
      expect(one?.deltas).toHaveLength(one?.tokens ?? 0);
      expect(other?.deltas.length).toBeLessThan(0.8 * (one?.deltas.length ?? 0));
    });

    it.each(several)('is cut at the limit, in the middle of a chunk: %s', async (split) => {
      const [one, other] = await Promise.all([start('one token a chunk'), start(split)]);
      // Of limits one after the other most are no end of a chunk.
      for (const limit of [16, 17, 18, 19, 21]) {
        const reply = await ask(other, { limit });
        expect(reply.tokens).toBe(limit);
        expect(contentOf(reply)).toEqual(contentOf(await ask(one, { limit })));
        expect(reply.end).toMatch(/length|incomplete|max_tokens/);
      }
    });
  },
);

describe.each(['Chat Completions', 'Messages'] as const)('a stream of %s', (name) => {
  const { ask } = wires[name];

  it.each(several)(
    'is cut at a stop sequence that begins in one chunk and ends in another: %s',
    async (split) => {
      const [one, other] = await Promise.all([start('one token a chunk'), start(split)]);
      const whole = await ask(other, {});
      const text = whole.deltas.join('');
      // Across the edge between the second chunk and the third.
      const edge = (whole.deltas[0]?.length ?? 0) + (whole.deltas[1]?.length ?? 0);
      const stop = text.slice(edge - 3, edge + 3);
      const reply = await ask(other, { stop });
      expect(reply.deltas.join('')).toBe(text.slice(0, text.indexOf(stop)));
      expect(contentOf(reply)).toEqual(contentOf(await ask(one, { stop })));
      expect(reply.end).toMatch(/^stop/);
    },
  );
});

describe.each(['Chat Completions', 'Responses'] as const)('log probabilities of %s', (name) => {
  it.each(several)('stay one a token, in the chunk of the token: %s', async (split) => {
    const { ask } = wires[name];
    const [one, other] = await Promise.all([start('one token a chunk'), start(split)]);
    const reply = await ask(other, { logprobs: true });
    expect(reply.logprobs.flat()).toHaveLength(reply.tokens);
    expect(reply.logprobs.map((list) => list.map(({ token }) => token as string).join(''))).toEqual(
      reply.deltas,
    );
    expect(reply.logprobs.some((list) => list.length > 1)).toBe(true);
    expect(contentOf(reply)).toEqual(contentOf(await ask(one, { logprobs: true })));
  });
});

describe('a client that divides by the usage of each chunk', () => {
  /** When each chunk came, by the server's clock, which stands still until the client has what was sent. */
  async function watch(
    url: string,
    clock: ManualClock,
  ): Promise<readonly { atMs: number; tokens: number }[]> {
    const response = await fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: question }],
        stream: true,
        stream_options: { include_usage: true, continuous_usage_stats: true },
      }),
    });
    const reader = (response.body as ReadableStream<Uint8Array>)
      .pipeThrough(new TextDecoderStream())
      .getReader();
    const seen: { atMs: number; tokens: number }[] = [];
    let text = '';
    let pending = reader.read();
    for (;;) {
      // Time goes on when nothing more is on its way: all that was due has been sent, and a socket keeps its order.
      const arrived = await Promise.race([pending, nothingSent()]);
      if (arrived === undefined) {
        clock.advance(1);
        continue;
      }
      if (arrived.done) return seen;
      pending = reader.read();
      text += arrived.value;
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames.filter((line) => line.startsWith('data: {'))) {
        const chunk: unknown = JSON.parse(frame.slice(6));
        if (!at(chunk, 'choices', 0, 'delta', 'content')) continue;
        seen.push({ atMs: clock.nowMs(), tokens: at(chunk, 'usage', 'completion_tokens') as number });
      }
    }
  }

  /** Two turns of the event loop with all their input and output, in the same process as the server. */
  async function nothingSent(): Promise<undefined> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return undefined;
  }

  it.each(Object.keys(splits))('gets the configured time between tokens within 2 %%: %s', async (split) => {
    const clock = createManualClock();
    const interToken = { distribution: 'uniform', min: 16, max: 24 };
    const url = await start(split, { targetTokens: 300, interToken, clock });
    const seen = await watch(url, clock);
    const [first, last] = [seen[0], seen.at(-1)] as [(typeof seen)[0], (typeof seen)[0]];
    expect(last.tokens).toBe(300);
    const perToken = (last.atMs - first.atMs) / (last.tokens - first.tokens);
    expect(Math.abs(perToken / 20 - 1)).toBeLessThan(0.02);
    // A client that takes a chunk for a token is off by as many as a chunk has.
    const perChunk = (last.atMs - first.atMs) / (seen.length - 1);
    if (split !== 'one token a chunk') expect(perChunk).toBeGreaterThan(1.8 * 20);
  });
});
