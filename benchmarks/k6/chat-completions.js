// Chat Completions: streams, JSON replies, tool calls and structured output.
import {
  checkReply,
  checkVerdict,
  createOptions,
  eventsOf,
  kindOf,
  outputTokens,
  post,
  prompt,
  read,
} from './config.js';

export const options = createOptions({
  'http_req_duration{name:chat stream}': [],
  'http_req_duration{name:chat json}': [],
});

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const verdictSchema = {
  type: 'json_schema',
  json_schema: {
    name: 'verdict',
    strict: true,
    schema: {
      type: 'object',
      properties: { good: { type: 'boolean' }, reason: { type: 'string' } },
      required: ['good', 'reason'],
      additionalProperties: false,
    },
  },
};

const kinds = [stream, json, stream, toolCall, stream, structured, stream, json, stream, stream];

export default function () {
  kindOf(kinds)([{ role: 'user', content: prompt() }]);
  read();
}

function stream(messages) {
  const body = { messages, stream: true, stream_options: { include_usage: true } };
  const response = post('/chat/completions', body, 'chat stream');
  checkReply(response, 'chat stream', {
    'is an event stream': ({ headers }) => headers['Content-Type'].startsWith('text/event-stream'),
    'ends with [DONE]': ({ body: text }) => text.endsWith('data: [DONE]\n\n'),
    'has as many chunks with text as tokens': ({ body: text }) => {
      const chunks = eventsOf(text);
      const usage = chunks[chunks.length - 1].usage;
      const spoken = chunks.filter(({ choices }) => choices.length > 0 && choices[0].delta.content);
      outputTokens.add(usage.completion_tokens);
      const { reasoning_tokens: reasoning } = usage.completion_tokens_details;
      return usage.completion_tokens - reasoning === spoken.length;
    },
  });
}

function json(messages) {
  const response = post('/chat/completions', { messages }, 'chat json');
  checkReply(response, 'chat json', {
    'has a text': (reply) => reply.json('choices.0.message.content').length > 0,
    'adds up its tokens': (reply) => {
      const usage = reply.json('usage');
      outputTokens.add(usage.completion_tokens);
      return usage.total_tokens === usage.prompt_tokens + usage.completion_tokens;
    },
  });
}

function toolCall(messages) {
  const body = { messages, tools: [weather], tool_choice: 'required' };
  const response = post('/chat/completions', body, 'chat tool call');
  checkReply(response, 'chat tool call', {
    'finishes with tool_calls': (reply) => reply.json('choices.0.finish_reason') === 'tool_calls',
    'has valid arguments': (reply) =>
      typeof JSON.parse(reply.json('choices.0.message.tool_calls.0.function.arguments')).city === 'string',
  });
}

function structured(messages) {
  const response = post('/chat/completions', { messages, response_format: verdictSchema }, 'chat structured');
  checkReply(response, 'chat structured', {
    'has JSON of the schema': (reply) =>
      typeof JSON.parse(reply.json('choices.0.message.content')).good === 'boolean',
  });
}

export function teardown() {
  checkVerdict();
}
