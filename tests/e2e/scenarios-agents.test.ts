import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { HumanMessage, type BaseMessage, type ToolMessage } from '@langchain/core/messages';
import { tool as langchainTool, type StructuredToolInterface } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { scenario, scenarios, startSimulator, type SimulatedTest } from '@llmsim/testing';
import {
  Agent,
  OpenAIChatCompletionsModel,
  OpenAIResponsesModel,
  run,
  setTracingDisabled,
  tool,
} from '@openai/agents';
import { generateText, isStepCount, streamText, tool as aiTool, type LanguageModel } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

setTracingDisabled(true);

/** Two calls, the second of which fails once, and an answer that has what the tools said. */
const file = scenarios(
  scenario('trip', { user: /trip to (\w+)/ })
    .calls('get_weather', { city: '$1' })
    .calls(
      'book_hotel',
      { city: '$1', nights: 2 },
      { fault: { mode: 'overloaded', attempts: 1, retry_after_ms: 1 } },
    )
    .says('Booked: ${tool_result.hotel} in $1.')
    .expects({ tools: ['get_weather', 'book_hotel'], turns: 3, faults: 'survived' }),
);
const simulator = await startSimulator({ scenarios: file });
afterAll(() => simulator.close());

const question = 'Plan my trip to Oslo.';
const answer = 'Booked: Grand in Oslo.';
const executed: string[] = [];
beforeEach(() => {
  executed.length = 0;
});

const execute = {
  get_weather: ({ city }: { city: string }) => {
    executed.push(`weather in ${city}`);
    return { degrees: 7 };
  },
  book_hotel: ({ city, nights }: { city: string; nights: number }) => {
    executed.push(`${nights} nights in ${city}`);
    return { hotel: 'Grand' };
  },
};
const city = z.object({ city: z.string() });
const stay = z.object({ city: z.string(), nights: z.number() });

function expectDone(test: SimulatedTest): void {
  expect(executed).toEqual(['weather in Oslo', '2 nights in Oslo']);
  expect(test.verdict()).toEqual({ verdict: 'pass', reasons: [], unreached: [] });
  // What failed was asked again, and met the same turn.
  expect(test.requests().map(({ turn, attempt, fault }) => [turn, attempt, fault])).toEqual([
    [1, 1, null],
    [2, 1, 'overloaded'],
    [2, 2, null],
    [3, 1, null],
  ]);
}

describe('a scenario of three turns is played to its end by', () => {
  it.each([
    ['chat', OpenAIChatCompletionsModel],
    ['responses', OpenAIResponsesModel],
  ] as const)('@openai/agents (%s)', async (api, Model) => {
    const test = simulator.test(`agents ${api}`);
    const client = new OpenAI({ baseURL: test.url, apiKey: 'sk-test', maxRetries: 2 });
    const agent = new Agent({
      name: 'Guide',
      model: new Model(client, 'gpt-4o'),
      tools: [
        tool({
          name: 'get_weather',
          description: 'Weather.',
          parameters: city,
          execute: (given) => JSON.stringify(execute.get_weather(given)),
        }),
        tool({
          name: 'book_hotel',
          description: 'Books.',
          parameters: stay,
          execute: (given) => JSON.stringify(execute.book_hotel(given)),
        }),
      ],
    });
    expect((await run(agent, question)).finalOutput).toBe(answer);
    expectDone(test);
  });

  const models: readonly [string, (test: SimulatedTest) => LanguageModel][] = [
    ['chat', (test) => createOpenAI({ baseURL: test.url, apiKey: 'sk-test' }).chat('gpt-4o')],
    ['responses', (test) => createOpenAI({ baseURL: test.url, apiKey: 'sk-test' }).responses('gpt-4o')],
    [
      'anthropic',
      (test) =>
        createAnthropic({ baseURL: `${test.urlOf('anthropic')}/v1`, apiKey: 'sk-test' })('claude-sonnet-5'),
    ],
  ];
  const tools = {
    get_weather: aiTool({ description: 'Weather.', inputSchema: city, execute: execute.get_weather }),
    book_hotel: aiTool({ description: 'Books.', inputSchema: stay, execute: execute.book_hotel }),
  };

  it.each(models)('the AI SDK (%s)', async (api, modelOf) => {
    const test = simulator.test(`ai ${api}`);
    const { text } = await generateText({
      model: modelOf(test),
      tools,
      prompt: question,
      stopWhen: isStepCount(5),
    });
    expect(text).toBe(answer);
    expectDone(test);
  });

  it.each(models)('the AI SDK, streamed (%s)', async (api, modelOf) => {
    const test = simulator.test(`ai streamed ${api}`);
    const { text } = streamText({ model: modelOf(test), tools, prompt: question, stopWhen: isStepCount(5) });
    expect(await text).toBe(answer);
    expectDone(test);
  });

  it('LangChain', async () => {
    const test = simulator.test('langchain');
    const all: StructuredToolInterface[] = [
      langchainTool((given: { city: string }) => JSON.stringify(execute.get_weather(given)), {
        name: 'get_weather',
        schema: city,
      }),
      langchainTool((given: { city: string; nights: number }) => JSON.stringify(execute.book_hotel(given)), {
        name: 'book_hotel',
        schema: stay,
      }),
    ];
    const model = new ChatOpenAI({
      model: 'gpt-4o',
      apiKey: 'sk-test',
      configuration: { baseURL: test.url },
      maxRetries: 2,
    }).bindTools(all);
    const messages: BaseMessage[] = [new HumanMessage(question)];
    let said = await model.invoke(messages);
    while (said.tool_calls !== undefined && said.tool_calls.length > 0) {
      messages.push(said);
      for (const call of said.tool_calls) {
        const called = all.find(({ name }) => name === call.name);
        messages.push((await called?.invoke(call)) as ToolMessage);
      }
      said = await model.invoke(messages);
    }
    expect(said.content).toBe(answer);
    expectDone(test);
  });

  it('Anthropic’s own client', async () => {
    const test = simulator.test('anthropic client');
    const client = new Anthropic({ baseURL: test.urlOf('anthropic'), apiKey: 'sk-test', maxRetries: 2 });
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }];
    const declared = [
      { name: 'get_weather', input_schema: z.toJSONSchema(city) },
      { name: 'book_hotel', input_schema: z.toJSONSchema(stay) },
    ] as Anthropic.Tool[];
    const ask = () =>
      client.messages.create({ model: 'claude-sonnet-5', max_tokens: 200, messages, tools: declared });
    let said = await ask();
    while (said.stop_reason === 'tool_use') {
      const results = said.content.flatMap((block): Anthropic.ToolResultBlockParam[] =>
        block.type === 'tool_use'
          ? [
              {
                type: 'tool_result',
                tool_use_id: block.id,
                content: JSON.stringify(execute[block.name as 'book_hotel'](block.input as never)),
              },
            ]
          : [],
      );
      messages.push({ role: 'assistant', content: said.content }, { role: 'user', content: results });
      said = await ask();
    }
    // Before it stands what the model thought.
    expect(said.content.at(-1)).toMatchObject({ type: 'text', text: answer });
    expectDone(test);
  });
});

describe('history that the server keeps', () => {
  it.each(['previous_response_id', 'conversation'] as const)('counts as messages: %s', async (how) => {
    const test = simulator.test(`stored ${how}`);
    const client = new OpenAI({ baseURL: test.url, apiKey: 'sk-test', maxRetries: 2 });
    const declared = [
      {
        type: 'function' as const,
        name: 'get_weather',
        strict: false,
        parameters: z.toJSONSchema(city) as Record<string, unknown>,
      },
      {
        type: 'function' as const,
        name: 'book_hotel',
        strict: false,
        parameters: z.toJSONSchema(stay) as Record<string, unknown>,
      },
    ];
    const conversation = how === 'conversation' ? (await client.conversations.create({})).id : undefined;
    let previous: string | undefined;
    let input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: question }];
    for (;;) {
      const response = await client.responses.create({
        model: 'gpt-4o',
        input,
        tools: declared,
        ...(conversation === undefined ? { previous_response_id: previous ?? null } : { conversation }),
      });
      const calls = response.output.filter((item) => item.type === 'function_call');
      if (calls.length === 0) {
        expect(response.output_text).toBe(answer);
        break;
      }
      previous = response.id;
      input = calls.map((call) => ({
        type: 'function_call_output' as const,
        call_id: call.call_id,
        output: JSON.stringify(execute[call.name as 'book_hotel'](JSON.parse(call.arguments) as never)),
      }));
    }
    expectDone(test);
  });
});
