import { createOpenResponses } from '@ai-sdk/open-responses';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, Output, streamText, tool } from 'ai';
import type { ModelMessage } from 'ai';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

const providers = {
  '@ai-sdk/openai': (model: string) =>
    createOpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'sk-test' }).responses(model),
  '@ai-sdk/open-responses': (model: string) =>
    createOpenResponses({
      name: 'llmsim',
      url: `${server.url}/openresponses/v1/responses`,
      apiKey: 'sk-test',
    })(model),
};

describe.each(Object.entries(providers))('%s', (_name, modelOf) => {
  const asked: string[] = [];
  const tools = {
    get_weather: tool({
      description: 'Tells the weather of a city.',
      inputSchema: z.object({ city: z.string() }),
      execute: ({ city }) => {
        asked.push(city);
        return 'Sunny.';
      },
    }),
  };
  beforeEach(() => {
    asked.length = 0;
  });

  it('generates text', async () => {
    const { text, finishReason, usage } = await generateText({
      model: modelOf('gpt-4o'),
      prompt: 'Say hello.',
      maxRetries: 0,
    });
    expect(text).toBe(saidText);
    expect(finishReason).toBe('stop');
    expect(usage.totalTokens).toBeGreaterThan(0);
  });

  it('streams the same text', async () => {
    const result = streamText({ model: modelOf('gpt-4o'), prompt: 'Say hello.', maxRetries: 0 });
    let text = '';
    for await (const piece of result.textStream) text += piece;
    expect(text).toBe(saidText);
    expect(await result.finishReason).toBe('stop');
  });

  it('calls a tool, and goes on with what it says', async () => {
    const { text, steps } = await generateText({
      model: modelOf('gpt-4o'),
      prompt: 'What is the weather in Oslo?',
      tools,
      stopWhen: isStepCount(3),
      maxRetries: 0,
    });
    expect(asked).toHaveLength(1);
    expect(steps).toHaveLength(2);
    expect(text).toBe(saidText);
  });

  it('does so streamed, with a model that thinks', async () => {
    const result = streamText({
      model: modelOf('gpt-5'),
      prompt: 'What is the weather in Oslo?',
      tools,
      stopWhen: isStepCount(3),
      maxRetries: 0,
    });
    let text = '';
    for await (const piece of result.textStream) text += piece;
    expect(asked).toHaveLength(1);
    expect(text).toBe(saidText);
  });

  it('takes a conversation up again', async () => {
    const messages: ModelMessage[] = [{ role: 'user', content: 'Say hello.' }];
    const first = await generateText({ model: modelOf('gpt-5'), messages, maxRetries: 0 });
    messages.push(...first.finalStep.response.messages, { role: 'user', content: 'And again.' });
    const second = await generateText({ model: modelOf('gpt-5'), messages, maxRetries: 0 });
    expect(second.text).toBe(saidText);
    expect(second.usage.inputTokens).toBeGreaterThan(first.usage.inputTokens ?? Infinity);
  });

  it('generates an object', async () => {
    const schema = z.object({ city: z.string(), warm: z.boolean() });
    const { output } = await generateText({
      model: modelOf('gpt-4o'),
      prompt: 'Describe Oslo.',
      output: Output.object({ schema }),
      maxRetries: 0,
    });
    expect(schema.parse(output)).toEqual(output);
  });

  it('ends where the output is limited', async () => {
    const { finishReason } = await generateText({
      model: modelOf('gpt-4o'),
      prompt: 'Say hello.',
      maxOutputTokens: 16,
      maxRetries: 0,
    });
    expect(finishReason).toBe('length');
  });

  it('learns what is wrong', async () => {
    const call = generateText({ model: modelOf('gpt-4o'), prompt: 'Hi', temperature: 3, maxRetries: 0 });
    await expect(call).rejects.toMatchObject({
      statusCode: 400,
      message:
        "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
    });
  });

  it('sees a failure on the way', async () => {
    const errors: unknown[] = [];
    const result = streamText({
      model: modelOf('breaks-off'),
      prompt: 'Say hello.',
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    });
    let text = '';
    for await (const piece of result.textStream) text += piece;
    expect(text.length).toBeLessThan(saidText.length);
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('reasoning', () => {
  it('is shown as a summary by OpenAI', async () => {
    const { finalStep, usage } = await generateText({
      model: providers['@ai-sdk/openai']('gpt-5'),
      prompt: 'Say hello.',
      providerOptions: { openai: { reasoningSummary: 'auto', reasoningEffort: 'low' } },
      maxRetries: 0,
    });
    expect(finalStep.reasoningText).toMatch(/\w/);
    expect(usage.outputTokenDetails.reasoningTokens).toBeGreaterThan(0);
  });

  it('is shown itself where the weights are open', async () => {
    const model = providers['@ai-sdk/open-responses']('deepseek-reasoner');
    const whole = await generateText({ model, prompt: 'Say hello.', maxRetries: 0 });
    expect(whole.finalStep.reasoningText).toMatch(/\w/);
    // In streams this client listens for OpenAI's name of the events; it passes over the standard's unharmed.
    const result = streamText({ model, prompt: 'Say hello.', maxRetries: 0 });
    await result.consumeStream();
    expect((await result.finalStep).text).toBe(saidText);
  });
});
