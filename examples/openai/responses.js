// The Responses API: streamed events, a stored response, and a second turn that follows the first.
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});

let first;
const stream = await client.responses.create({ model: 'gpt-5', input: 'Name three rivers.', stream: true });
for await (const event of stream) {
  if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);
  if (event.type === 'response.completed') first = event.response;
}
console.log(
  `\n${first.usage.output_tokens_details.reasoning_tokens} of ${first.usage.output_tokens} tokens are reasoning`,
);

const second = await client.responses.create({
  model: 'gpt-5',
  previous_response_id: first.id,
  input: 'And three lakes.',
});
console.log(second.output_text);

const stored = await client.responses.retrieve(second.id);
console.log(stored.status, stored.previous_response_id === first.id);
