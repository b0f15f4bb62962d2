// Every other endpoint, each once in an iteration.
import { check } from 'k6';
import http from 'k6/http';
import { api, checkReply, createOptions, headers, isChaos, model, post, read, target } from './config.js';

export const options = createOptions();

export default function () {
  get(`${target}/health`, 'health', { 'is ok': (body) => body.status === 'ok' });
  get(`${target}/ready`, 'ready', { 'is ready': (body) => body.status === 'ready' });
  get(`${target}/llmsim/stats`, 'stats', { 'has requests': (body) => body.total_requests >= 0 });
  get(`${target}/llmsim/requests?limit=5`, 'requests', {
    'is a list': (body) => Array.isArray(body.requests),
  });
  get(`${target}/metrics`, 'metrics', {});
  get(`${api}/models`, 'models', { 'is a list': (body) => body.object === 'list' && body.data.length > 0 });
  get(`${api}/models/${model}`, 'model', { 'is the model': (body) => body.id === model });
  store();
  refuse();
  read();
}

function get(url, name, conditions) {
  const response = http.get(url, { headers, tags: { name } });
  check(response, {
    [`${name}: status is 200`]: ({ status }) => status === 200,
    ...Object.fromEntries(
      Object.entries(conditions).map(([condition, holds]) => [
        `${name}: ${condition}`,
        (reply) => holds(reply.json()),
      ]),
    ),
  });
}

/** A response is stored, read and deleted, and its tokens are counted. */
function store() {
  const counted = post('/responses/input_tokens', { input: 'How long is this?' }, 'input tokens');
  checkReply(counted, 'input tokens', { 'are counted': (reply) => reply.json('input_tokens') > 0 });
  const created = post('/responses', { input: 'Remember this.', store: true }, 'create response');
  // It failed on purpose, or was cut.
  if (isChaos && (created.status !== 200 || !isJson(created.body))) return;
  const url = `${api}/responses/${created.json('id')}`;
  get(url, 'read response', { 'is the same': (body) => body.id === created.json('id') });
  get(`${url}/input_items`, 'input items', { 'is a list': (body) => body.object === 'list' });
  const deleted = http.del(url, null, { headers, tags: { name: 'delete response' } });
  check(deleted, { 'delete response: is deleted': (reply) => reply.json('deleted') === true });
}

/** What cannot be answered is refused in the API's own words. */
function refuse() {
  const response = http.post(`${api}/chat/completions`, '{"model":', {
    headers: { ...headers, 'content-type': 'application/json' },
    tags: { name: 'broken request' },
    responseCallback: http.expectedStatuses(400),
  });
  check(response, {
    'broken request: status is 400': ({ status }) => status === 400,
    'broken request: the error has a message': (reply) => reply.json('error.message').length > 0,
  });
}

function isJson(text) {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}
