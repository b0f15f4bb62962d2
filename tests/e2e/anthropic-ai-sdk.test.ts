import { createAnthropic } from '@ai-sdk/anthropic';
import type { RunningServer } from '@llmsim/server';
import { APICallError, generateText, isStepCount, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['anthropic']);
});
afterAll(() => server.close());

const modelOf = (id: string) =>
  createAnthropic({ baseURL: `${server.url}/anthropic/v1`, apiKey: 'sk-ant-test' })(id);

const weather = tool({
  description: 'Tells the weather of a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => Promise.resolve({ degrees: 20 }),
});

describe('@ai-sdk/anthropic', () => {
  it('generates text', async () => {
    const { text, finishReason, usage } = await generateText({
      model: modelOf('claude-haiku-4-5'),
      prompt: 'Say hello.',
    });
    expect(text).toBe(saidText);
    expect(finishReason).toBe('stop');
    expect(usage.totalTokens).toBe((usage.inputTokens ?? 0) + (usage.outputTokens ?? 0));
  });

  it('streams text, and what was thought before it', async () => {
    const result = streamText({
      model: modelOf('claude-haiku-4-5'),
      prompt: 'Say hello.',
      providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } } },
    });
    let text = '';
    for await (const delta of result.textStream) text += delta;
    expect(text).toBe(saidText);
    expect((await result.finalStep).reasoningText?.length).toBeGreaterThan(10);
    expect(await result.finishReason).toBe('stop');
  });

  it('calls tools and goes on with their results', async () => {
    const { text, steps } = await generateText({
      model: modelOf('claude-haiku-4-5'),
      prompt: 'What is the weather in the city of Rome?',
      tools: { get_weather: weather },
      stopWhen: isStepCount(3),
    });
    expect(steps).toHaveLength(2);
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName: 'get_weather' }]);
    expect(text).toBe(saidText);
  });

  it('gets objects', async () => {
    const { output } = await generateText({
      model: modelOf('claude-sonnet-4-5'),
      prompt: 'Tell me of Rome.',
      output: Output.object({ schema: z.object({ city: z.string(), people: z.number() }) }),
    });
    expect(typeof output.city).toBe('string');
    expect(typeof output.people).toBe('number');
  });

  it('searches the web and has the sources', async () => {
    const anthropic = createAnthropic({ baseURL: `${server.url}/anthropic/v1`, apiKey: 'sk-ant-test' });
    const { text, sources } = await generateText({
      model: anthropic('claude-sonnet-4-5'),
      prompt: 'Search the web for llamas.',
      tools: { web_search: anthropic.tools.webSearch_20250305({ maxUses: 2 }) },
    });
    expect(text).toBe(saidText);
    expect(sources.length).toBeGreaterThan(0);
  });

  it('throws what the service refuses', async () => {
    const call = generateText({ model: modelOf('broken'), prompt: 'Say hello.', maxRetries: 0 });
    await expect(call).rejects.toThrow(APICallError);
    await expect(call).rejects.toMatchObject({ statusCode: 500, message: 'Internal server error' });
  });
});
