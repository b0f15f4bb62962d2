// Responses: streams, JSON replies, and conversations that go on from the reply before.
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
  'http_req_duration{name:responses stream}': [],
  'http_req_duration{name:responses json}': [],
});

const kinds = [stream, json, stream, conversation, stream, json];

export default function () {
  kindOf(kinds)();
  read();
}

function stream() {
  const response = post('/responses', { input: prompt(), stream: true }, 'responses stream');
  checkReply(response, 'responses stream', {
    'is an event stream': ({ headers }) => headers['Content-Type'].startsWith('text/event-stream'),
    'begins with response.created': ({ body }) => eventsOf(body)[0].type === 'response.created',
    'numbers its events without a gap': ({ body }) =>
      eventsOf(body).every(({ sequence_number: number }, index) => number === index),
    'ends with the joined text': ({ body }) => {
      const events = eventsOf(body);
      const last = events[events.length - 1];
      if (last.type !== 'response.completed') return false;
      outputTokens.add(last.response.usage.output_tokens);
      const deltas = events.filter(({ type }) => type === 'response.output_text.delta');
      const message = last.response.output.find(({ type }) => type === 'message');
      return message.content[0].text === deltas.map(({ delta }) => delta).join('');
    },
  });
}

function json() {
  const response = post('/responses', { input: prompt() }, 'responses json');
  checkReply(response, 'responses json', {
    'is completed': (reply) => reply.json('status') === 'completed',
    'adds up its tokens': (reply) => {
      const usage = reply.json('usage');
      outputTokens.add(usage.output_tokens);
      return usage.total_tokens === usage.input_tokens + usage.output_tokens;
    },
  });
}

function conversation() {
  const first = post('/responses', { input: prompt() }, 'responses json');
  if (!checkReply(first, 'responses json', {}) || first.status !== 200) return;
  const body = { input: 'Go on.', previous_response_id: first.json('id') };
  const second = post('/responses', body, 'responses continued');
  checkReply(second, 'responses continued', {
    'names the reply before': (reply) => reply.json('previous_response_id') === first.json('id'),
    'counts the history': (reply) => reply.json('usage.input_tokens') > first.json('usage.input_tokens'),
  });
}

export function teardown() {
  checkVerdict();
}
