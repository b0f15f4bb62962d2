// Messages with Anthropic's own client: whole, streamed with what was thought, and a tool.
import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({
  baseURL: process.env.ANTHROPIC_BASE_URL ?? 'http://127.0.0.1:8080/anthropic',
  apiKey: process.env.ANTHROPIC_API_KEY ?? 'any',
});
const ask = (content) => ({
  model: 'claude-sonnet-4-6',
  max_tokens: 4000,
  messages: [{ role: 'user', content }],
});

const message = await client.messages.create(ask('Tell me about the sea.'));
console.log(message.content[0].text);

const stream = client.messages.stream({
  ...ask('Tell me about the sea.'),
  thinking: { type: 'adaptive', display: 'summarized' },
});
const { content, usage } = await stream.finalMessage();
console.log(`${content.map(({ type }) => type).join(', ')}: ${usage.output_tokens} tokens`);

const called = await client.messages.create({
  ...ask('What is the weather in Rome?'),
  tools: [
    {
      name: 'get_weather',
      description: 'The weather of a city.',
      input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
});
const call = called.content.find(({ type }) => type === 'tool_use');
console.log(called.stop_reason, call.name, Object.keys(call.input).join());
