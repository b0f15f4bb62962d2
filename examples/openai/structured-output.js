// Structured output: the reply is JSON that fits the schema, so the client's parser accepts it.
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});
const Ticket = z.object({
  title: z.string(),
  priority: z.enum(['low', 'normal', 'urgent']),
  tags: z.array(z.string()),
});

const completion = await client.chat.completions.parse({
  model: 'gpt-5',
  messages: [{ role: 'user', content: 'The printer on the third floor is on fire.' }],
  response_format: zodResponseFormat(Ticket, 'ticket'),
});
console.log(completion.choices[0].message.parsed);
