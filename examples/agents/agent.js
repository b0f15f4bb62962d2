// OpenAI's Agents SDK: an agent that calls a tool and then answers.
import { Agent, OpenAIResponsesModel, run, setTracingDisabled, tool } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';

// Traces would be sent to OpenAI.
setTracingDisabled(true);

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});
const agent = new Agent({
  name: 'Guide',
  instructions: 'Use the tool, then answer.',
  model: new OpenAIResponsesModel(client, 'gpt-5'),
  tools: [
    tool({
      name: 'get_weather',
      description: 'Tells the weather of a city.',
      parameters: z.object({ city: z.string() }),
      execute: ({ city }) => {
        console.log(`get_weather: ${city}`);
        return '12 degrees';
      },
    }),
  ],
});

const result = await run(agent, 'What is the weather in Oslo?');
console.log(result.finalOutput);
