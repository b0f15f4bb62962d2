// Many streams at once, one after the other for each user, without a pause.
import { checkReply, checkVerdict, createOptions, post, prompt } from './config.js';

export const options = createOptions({ dropped_iterations: ['count<1'] });

export default function () {
  const body = { messages: [{ role: 'user', content: prompt() }], stream: true };
  const response = post('/chat/completions', body, 'stream');
  checkReply(response, 'stream', {
    'ends with [DONE]': ({ body: text }) => text.endsWith('data: [DONE]\n\n'),
  });
}

export function teardown() {
  checkVerdict();
}
