// Chat Completions with OpenAI's own client: whole, and streamed with the count of tokens at the end.
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});
const messages = [{ role: 'user', content: 'Tell me about the sea.' }];

const completion = await client.chat.completions.create({ model: 'gpt-5-mini', messages });
console.log(completion.choices[0].message.content);

const stream = await client.chat.completions.create({
  model: 'gpt-5-mini',
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  if (chunk.usage) console.log(`\n${chunk.usage.completion_tokens} tokens`);
}
