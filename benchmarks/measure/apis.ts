import type { HttpRequest } from '../load/http-request.ts';

/** One of the APIs that stream, as the measurements ask it for replies. */
export interface Api {
  readonly name: string;
  /** Held by each event with a token, and by no other. */
  readonly marker: string;
  /** The request for a reply; the model is one that does not reason, so that the first token is the first of all. */
  readonly request: (streaming: boolean) => HttpRequest;
}

const post = (path: string, body: object): HttpRequest => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
});

/** Chat Completions. */
export const chatCompletions: Api = {
  name: 'Chat Completions',
  marker: '"delta":{"content":"',
  request: (stream) =>
    post('/openai/v1/chat/completions', {
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Hello' }],
      stream,
    }),
};

/** Responses. Its replies are not stored, as Chat Completions' are not. */
export const responses: Api = {
  name: 'Responses',
  marker: 'event: response.output_text.delta\n',
  request: (stream) =>
    post('/openai/v1/responses', { model: 'gpt-4o', input: 'Hello', stream, store: false }),
};
