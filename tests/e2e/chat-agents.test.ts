import { Agent, OpenAIChatCompletionsModel, run, Runner, setTracingDisabled, tool } from '@openai/agents';
import type { RunningServer } from '@llmsim/server';
import OpenAI from 'openai';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

setTracingDisabled(true);

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai']);
});
afterAll(() => server.close());

const asked: string[] = [];
const toolOf = (name: string) =>
  tool({
    name,
    description: `Tells the ${name.replace('get_', '')} of a city.`,
    parameters: z.object({ city: z.string() }),
    execute: () => {
      asked.push(name);
      return 'fine';
    },
  });

const agentOf = (model: string, outputType?: z.ZodObject) =>
  new Agent({
    name: 'Guide',
    instructions: 'Use the tools, then answer.',
    model: new OpenAIChatCompletionsModel(
      new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'sk-test', maxRetries: 0 }),
      model,
    ),
    tools: [toolOf('get_weather'), toolOf('get_time')],
    ...(outputType === undefined ? {} : { outputType }),
  });

describe('@openai/agents', () => {
  beforeEach(() => {
    asked.length = 0;
  });

  it('runs an agent with two tools to its end', async () => {
    const result = await run(agentOf('gpt-4o'), 'What is the weather and the time in Oslo?');
    expect(result.finalOutput).toBe(saidText);
    expect(asked.toSorted()).toEqual(['get_time', 'get_weather']);
    expect(result.rawResponses.at(-1)?.usage.totalTokens).toBeGreaterThan(0);
  });

  it('runs it streamed', async () => {
    const result = await run(agentOf('gpt-4o'), 'What is the weather and the time in Oslo?', {
      stream: true,
    });
    let text = '';
    for await (const piece of result.toTextStream()) text += piece;
    await result.completed;
    expect(text).toBe(saidText);
    expect(asked.toSorted()).toEqual(['get_time', 'get_weather']);
  });

  it('ends with an answer of the shape that was asked for', async () => {
    const shape = z.object({ city: z.string(), warm: z.boolean() });
    const result = await run(agentOf('gpt-4o', shape), 'Describe Oslo.');
    expect(shape.parse(result.finalOutput)).toEqual(result.finalOutput);
  });

  it('learns why a run failed', async () => {
    await expect(new Runner().run(agentOf('broke'), 'Say hello.')).rejects.toMatchObject({
      status: 429,
      code: 'insufficient_quota',
    });
  });
});
