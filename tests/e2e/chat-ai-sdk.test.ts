import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { RunningServer } from '@llmsim/server';
import { APICallError, generateText, isStepCount, Output, streamText, tool } from 'ai';
import type { LanguageModel } from 'ai';
import { z } from 'zod';
import { abortingFetch, saidText, startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai']);
});
afterAll(() => server.close());

const weather = tool({
  description: 'Tells the weather of a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => Promise.resolve({ degrees: 20 }),
});

describe.each<[string, (id: string, fetch?: typeof globalThis.fetch) => LanguageModel]>([
  [
    '@ai-sdk/openai',
    (id, fetch) =>
      createOpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'sk-test', ...(fetch && { fetch }) }).chat(
        id,
      ),
  ],
  [
    '@ai-sdk/openai-compatible',
    (id, fetch) =>
      createOpenAICompatible({
        ...(fetch && { fetch }),
        name: 'llmsim',
        baseURL: `${server.url}/openai/v1`,
        apiKey: 'sk-test',
        includeUsage: true,
        supportsStructuredOutputs: true,
      }).chatModel(id),
  ],
])('%s', (_name, modelOf) => {
  it('generates text', async () => {
    const { text, finishReason, usage } = await generateText({
      model: modelOf('gpt-4o'),
      prompt: 'Say hello.',
    });
    expect(text).toBe(saidText);
    expect(finishReason).toBe('stop');
    expect(usage.totalTokens).toBe((usage.inputTokens ?? 0) + (usage.outputTokens ?? 0));
  });

  it('streams text', async () => {
    const result = streamText({ model: modelOf('gpt-4o'), prompt: 'Say hello.' });
    let text = '';
    for await (const delta of result.textStream) text += delta;
    expect(text).toBe(saidText);
    expect(await result.finishReason).toBe('stop');
    expect((await result.usage).outputTokens).toBeGreaterThan(0);
  });

  it.each(['generateText', 'streamText'])('calls a tool and ends: %s', async (way) => {
    const options = {
      model: modelOf('gpt-4o'),
      prompt: 'What is the weather in Rome?',
      tools: { get_weather: weather },
      stopWhen: isStepCount(5),
    };
    const result = way === 'generateText' ? await generateText(options) : streamText(options);
    const steps = await result.steps;
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName: 'get_weather' }]);
    expect(steps[0]?.toolResults).toMatchObject([{ output: { degrees: 20 } }]);
    expect(await result.text).toBe(saidText);
  });

  it('answers in the shape that was asked for', async () => {
    const schema = z.object({ name: z.string(), tags: z.array(z.enum(['a', 'b'])) });
    const { output } = await generateText({
      model: modelOf('gpt-4o'),
      prompt: 'Describe it.',
      output: Output.object({ schema }),
    });
    expect(schema.parse(output)).toEqual(output);
    const streamed = streamText({
      model: modelOf('gpt-4o'),
      prompt: 'Describe it.',
      output: Output.object({ schema }),
    });
    expect(await streamed.output).toEqual(output);
  });

  it('learns why a request failed', async () => {
    const call = generateText({ model: modelOf('broke'), prompt: 'Say hello.', maxRetries: 0 });
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      statusCode: 429,
      message: expect.stringMatching(/^You exceeded your current quota/) as string,
    });
  });

  it('sees an error in the middle of a stream', async () => {
    const errors: unknown[] = [];
    const result = streamText({
      model: modelOf('breaks-off'),
      prompt: 'Say hello.',
      onError: ({ error }) => void errors.push(error),
    });
    await result.consumeStream();
    expect(errors).toHaveLength(1);
  });

  it('can give up', async () => {
    const controller = new AbortController();
    const call = generateText({
      model: modelOf('slow', abortingFetch(controller)),
      prompt: 'Say hello.',
      abortSignal: controller.signal,
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
