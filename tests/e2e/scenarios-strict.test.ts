import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { complete, endPrograms, runMock } from './cli-program.js';

let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
  file = join(directory, 'weather.yaml');
  await writeFile(
    file,
    'scenarios:\n  - name: weather\n    when: { user: /weather in (\\w+)/ }\n    turns:\n' +
      '      - reply: [Let me see., { tool: get_weather, arguments: { city: $1 } }]\n      - reply: Sunny in $1.\n' +
      '      - reply: You are welcome.\n',
  );
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(endPrograms);

const question = 'The weather in Oslo?';
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather = { name: 'get_weather', description: 'Looks it up.', parameters };

/** Agents that hand back each message as they received it. */
const agents = {
  async chat(url: string) {
    const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'sk-test', maxRetries: 0 });
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
    const ask = async () => {
      const { choices } = await client.chat.completions.create({
        model: 'gpt-4o',
        messages,
        tools: [{ type: 'function', function: weather }],
      });
      const message = choices[0]!.message;
      messages.push(message);
      return message;
    };
    for (const call of (await ask()).tool_calls ?? [])
      messages.push({ role: 'tool', tool_call_id: call.id, content: '{"degrees":20}' });
    expect((await ask()).content).toBe('Sunny in Oslo.');
    messages.push({ role: 'user', content: 'Thanks.' });
    expect((await ask()).content).toBe('You are welcome.');
  },
  async responses(url: string) {
    const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'sk-test', maxRetries: 0 });
    const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: question }];
    const ask = async () => {
      const response = await client.responses.create({
        model: 'gpt-4o',
        input,
        tools: [{ type: 'function', ...weather, strict: false }],
      });
      input.push(...(response.output as OpenAI.Responses.ResponseInput));
      return response;
    };
    for (const item of (await ask()).output)
      if (item.type === 'function_call')
        input.push({ type: 'function_call_output', call_id: item.call_id, output: '{"degrees":20}' });
    expect((await ask()).output_text).toBe('Sunny in Oslo.');
    input.push({ role: 'user', content: 'Thanks.' });
    expect((await ask()).output_text).toBe('You are welcome.');
  },
  async messages(url: string) {
    const client = new Anthropic({ baseURL: `${url}/anthropic`, apiKey: 'sk-test', maxRetries: 0 });
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }];
    const ask = async () => {
      const { content } = await client.messages.create({
        model: 'claude-haiku-4-5',
        max_tokens: 1000,
        messages,
        tools: [{ name: weather.name, input_schema: { ...parameters, type: 'object' } }],
      });
      messages.push({ role: 'assistant', content });
      return content;
    };
    const results = (await ask()).flatMap((block): Anthropic.ToolResultBlockParam[] =>
      block.type === 'tool_use' ? [{ type: 'tool_result', tool_use_id: block.id, content: '20' }] : [],
    );
    messages.push({ role: 'user', content: results });
    expect(await ask()).toMatchObject([{ text: 'Sunny in Oslo.' }]);
    messages.push({ role: 'user', content: 'Thanks.' });
    expect(await ask()).toMatchObject([{ text: 'You are welcome.' }]);
  },
};

describe('llmsim mock, which is strict,', () => {
  it.each(Object.entries(agents))('takes back what it sent: %s', async (_name, agent) => {
    const { code, stdout } = await runMock(file, agent);
    expect(stdout).toContain('default: pass (3 requests)\n');
    expect(code).toBe(0);
  });

  const misspelt = {
    messages: [{ role: 'user', content: question }],
    tools: [{ type: 'function', function: weather }],
    temprature: 1,
  };

  it('refuses a parameter that the service does not know', async () => {
    await runMock(file, async (url) => {
      const answer = await complete(url, misspelt);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('temprature');
    });
  });

  it.each([
    ['--no-strict', ['--no-strict'], {}],
    ['the setting', [], { LLMSIM_STRICT: 'false' }],
  ] as const)('takes it where %s says so', async (_how, args, environment) => {
    await runMock(file, async (url) => expect((await complete(url, misspelt)).status).toBe(200), args, {
      environment,
    });
  });
});
