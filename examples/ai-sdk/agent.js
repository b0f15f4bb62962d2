// Vercel's AI SDK: a stream that calls a tool and goes on, then an object of a given shape.
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, Output, streamText, tool } from 'ai';
import { z } from 'zod';

const openai = createOpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});

const result = streamText({
  model: openai('gpt-5'),
  prompt: 'What is the weather in Rome?',
  tools: {
    get_weather: tool({
      description: 'Tells the weather of a city.',
      inputSchema: z.object({ city: z.string() }),
      execute: ({ city }) => ({ city, degrees: 20 }),
    }),
  },
  // What versions 6 and 7 both take; their helpers for it have different names.
  stopWhen: ({ steps }) => steps.length >= 5,
});
for await (const text of result.textStream) process.stdout.write(text);
const steps = await result.steps;
console.log(`\n${steps.map(({ finishReason }) => finishReason).join(', ')}`);

const { output } = await generateText({
  model: openai('gpt-5'),
  prompt: 'Describe a person.',
  output: Output.object({ schema: z.object({ name: z.string(), age: z.number().int().min(0) }) }),
});
console.log(output);
