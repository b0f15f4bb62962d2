import { readFileSync } from 'node:fs';
import { failureOf, parseChat, providerOf } from '../../fixtures/exchanges.js';
import { readFacts } from '../../../openresponses/fixtures/document-validator.js';
import { knownParameters } from './known-parameters.js';

describe('knownParameters', () => {
  it('holds what every request has', () => {
    for (const name of ['model', 'messages', 'stream']) expect(knownParameters.has(name)).toBe(true);
    expect(knownParameters.has('top_k')).toBe(false);
  });

  it('is what the README explains', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, table = ''] = /## Parameters of chat completions([\s\S]*?)\n## /.exec(readme) ?? [];
    for (const name of knownParameters) {
      if (name !== 'stream_options') expect(table).toContain(`\`${name}\``);
    }
  });

  it('is what the published document lists', () => {
    const { parameters } = readFacts('openai');
    expect([...knownParameters].toSorted()).toEqual(parameters['CreateChatCompletionRequest']);
  });
});

describe('a member at a deeper level', () => {
  const strict = providerOf({ strict: true });
  const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png', quality: 'high' } };

  it.each([
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: {} }, strict: true } },
      'response_format.strict',
    ],
    [{ messages: [{ role: 'user', content: 'Hi', tool_call_id: 'a' }] }, 'messages[0].tool_call_id'],
    [{ messages: [{ role: 'user', content: [image] }] }, 'messages[0].content[0].image_url.quality'],
    [{ tools: [{ type: 'function', function: { name: 'f', params: {} } }] }, 'tools[0].function.params'],
    [{ stream: true, stream_options: { usage: true } }, 'stream_options.usage'],
  ])('is refused in strict mode if the document does not have it: %j', (body, path) => {
    expect(failureOf(() => parseChat(body, strict), strict).error).toEqual({
      message: `Unknown parameter: '${path}'.`,
      type: 'invalid_request_error',
      param: path,
      code: 'unknown_parameter',
    });
  });

  it('is taken if it is free, and everything is unless strict', () => {
    const tools = [
      { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } },
    ];
    expect(() => parseChat({ tools, metadata: { anything: 'goes' } }, strict)).not.toThrow();
    expect(() => parseChat({ messages: [{ role: 'user', content: 'Hi', id: 'a' }] })).not.toThrow();
  });
});
