import { Agent, OpenAIResponsesModel, run, setTracingDisabled, tool } from '@openai/agents';
import type { RunningServer } from '@llmsim/server';
import OpenAI from 'openai';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

setTracingDisabled(true);

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
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

describe.each([
  ['openai', 'gpt-4o'],
  ['openai', 'gpt-5'],
  ['openresponses', 'gpt-4o'],
  ['openresponses', 'gpt-5'],
])('@openai/agents with %s, %s', (name, model) => {
  const agentOf = (id: string, outputType?: z.ZodObject) =>
    new Agent({
      name: 'Guide',
      instructions: 'Use the tools, then answer.',
      model: new OpenAIResponsesModel(
        new OpenAI({ baseURL: `${server.url}/${name}/v1`, apiKey: 'sk-test', maxRetries: 0 }),
        id,
      ),
      tools: [toolOf('get_weather'), toolOf('get_time')],
      ...(outputType === undefined ? {} : { outputType }),
    });
  beforeEach(() => {
    asked.length = 0;
  });

  it('runs an agent with two tools to its end', async () => {
    const result = await run(agentOf(model), 'What is the weather and the time in Oslo?');
    expect(result.finalOutput).toBe(saidText);
    expect(asked.toSorted()).toEqual(['get_time', 'get_weather']);
    expect(result.rawResponses.at(-1)?.usage.totalTokens).toBeGreaterThan(0);
  });

  it('runs it streamed', async () => {
    const result = await run(agentOf(model), 'What is the weather and the time in Oslo?', { stream: true });
    let text = '';
    for await (const piece of result.toTextStream()) text += piece;
    await result.completed;
    expect(text).toBe(saidText);
    expect(asked.toSorted()).toEqual(['get_time', 'get_weather']);
  });

  it('goes on from the last response', async () => {
    const first = await run(agentOf(model), 'Say hello.');
    const next = await run(agentOf(model), 'And again.', { previousResponseId: first.lastResponseId! });
    expect(next.finalOutput).toBe(saidText);
  });

  it('takes the history of a run as the input of the next', async () => {
    const first = await run(agentOf(model), 'What is the weather and the time in Oslo?');
    const next = await run(agentOf(model), [...first.history, { role: 'user', content: 'And in Bergen?' }]);
    expect(next.finalOutput).toBe(saidText);
  });

  it('ends with an answer of the shape that was asked for', async () => {
    const shape = z.object({ city: z.string(), warm: z.boolean() });
    const result = await run(agentOf(model, shape), 'Describe Oslo.');
    expect(shape.parse(result.finalOutput)).toEqual(result.finalOutput);
  });

  it('learns why a run failed', async () => {
    await expect(run(agentOf('broke'), 'Say hello.')).rejects.toMatchObject({
      status: 429,
      code: 'insufficient_quota',
    });
  });
});
