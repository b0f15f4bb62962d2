// A tool call, its result, and the answer. The arguments are made to fit the tool's JSON Schema.
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});
const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'Tells the weather of a city.',
      strict: true,
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
        required: ['city', 'unit'],
        additionalProperties: false,
      },
    },
  },
];
const messages = [{ role: 'user', content: 'What is the weather in Oslo?' }];

const first = await client.chat.completions.create({ model: 'gpt-5', messages, tools });
const { message } = first.choices[0];
messages.push(message);
for (const call of message.tool_calls ?? []) {
  const { city, unit } = JSON.parse(call.function.arguments);
  console.log(`${call.function.name}: ${city}, ${unit}`);
  messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify({ degrees: 12 }) });
}

const second = await client.chat.completions.create({ model: 'gpt-5', messages, tools });
console.log(second.choices[0].finish_reason, second.choices[0].message.content);
