// LangChain: a stream, and a reply of a given shape.
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';

const model = new ChatOpenAI({
  model: 'gpt-4o',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
  configuration: { baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1' },
});

let tokens = 0;
for await (const chunk of await model.stream('Tell me about the sea.')) {
  process.stdout.write(chunk.content);
  tokens += chunk.usage_metadata?.output_tokens ?? 0;
}
console.log(`\n${tokens} tokens`);

const person = z.object({ name: z.string(), age: z.number() });
console.log(await model.withStructuredOutput(person).invoke('Describe a person.'));
