// The program under test: an agent with one tool.
import OpenAI from 'openai';

const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];

/** Asks, calls the tools that the model wants, and hands their results in until the model answers. */
export async function runAgent({ baseURL, question, getWeather }) {
  const client = new OpenAI({ baseURL, apiKey: 'any' });
  const messages = [{ role: 'user', content: question }];
  for (;;) {
    const { choices } = await client.chat.completions.create({ model: 'gpt-4o', messages, tools });
    const [{ message }] = choices;
    messages.push(message);
    if (message.tool_calls === undefined) return message.content;
    for (const { id, function: call } of message.tool_calls) {
      const { city } = JSON.parse(call.arguments);
      messages.push({ role: 'tool', tool_call_id: id, content: await getWeather(city) });
    }
  }
}
