import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import type { RunningServer } from '@llmsim/server';
import { z } from 'zod';
import { saidText, startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

const getWeather = tool(() => 'Sunny.', {
  name: 'get_weather',
  description: 'Tells the weather of a city.',
  schema: z.object({ city: z.string() }),
});

describe.each(['openai', 'openresponses'])('@langchain/openai with %s', (name) => {
  const modelOf = (model: string) =>
    new ChatOpenAI({
      model,
      apiKey: 'sk-test',
      useResponsesApi: true,
      maxRetries: 0,
      configuration: { baseURL: `${server.url}/${name}/v1` },
    });

  it('invokes a model', async () => {
    const message = await modelOf('gpt-4o').invoke('Say hello.');
    expect(message.text).toBe(saidText);
    expect(message).toMatchObject({ usage_metadata: { total_tokens: expect.any(Number) as unknown } });
    expect(message.response_metadata['status']).toBe('completed');
  });

  it('streams it', async () => {
    let text = '';
    for await (const chunk of await modelOf('gpt-4o').stream('Say hello.')) text += chunk.text;
    expect(text).toBe(saidText);
  });

  it('calls a tool, and goes on with what it says', async () => {
    const model = modelOf('gpt-4o').bindTools([getWeather]);
    const question = new HumanMessage('What is the weather in Oslo?');
    const asked = await model.invoke([question]);
    const [call] = asked.tool_calls ?? [];
    expect(call).toMatchObject({ name: 'get_weather', args: { city: expect.any(String) as unknown } });
    const answer = new ToolMessage({ tool_call_id: call!.id!, content: 'Sunny.' });
    expect((await model.invoke([question, asked, answer])).text).toBe(saidText);
  });

  it('goes on from a response that was stored', async () => {
    const first = await modelOf('gpt-5').invoke('Say hello.');
    const next = await modelOf('gpt-5').invoke('And again.', {
      previous_response_id: first.response_metadata['id'] as string,
    });
    expect(next.text).toBe(saidText);
  });

  it('gives back what has a shape', async () => {
    const shape = z.object({ city: z.string(), warm: z.boolean() });
    const described = await modelOf('gpt-4o').withStructuredOutput(shape).invoke('Describe Oslo.');
    expect(shape.parse(described)).toEqual(described);
  });

  it('learns why it failed', async () => {
    await expect(modelOf('broke').invoke('Say hello.')).rejects.toMatchObject({ status: 429 });
  });
});
