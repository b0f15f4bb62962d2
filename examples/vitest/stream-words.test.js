import OpenAI from 'openai';
import { describe, expect, inject, it } from 'vitest';
import { streamWords } from './stream-words.js';

const clientOf = (headers = {}) =>
  new OpenAI({ baseURL: inject('baseURL'), apiKey: 'any', maxRetries: 0, defaultHeaders: headers });

/** All words, and the error that ended them, if one did. */
async function collect(client, question) {
  const words = [];
  try {
    for await (const word of streamWords(client, question)) words.push(word);
    return { words };
  } catch (error) {
    return { words, error };
  }
}

describe('streaming words', () => {
  it('hands on every word, and none in pieces', async () => {
    const question = 'internationalization of simulators';
    expect(await collect(clientOf(), question)).toEqual({ words: question.split(' ') });
  });

  it('keeps what came before the stream broke', async () => {
    const { words, error } = await collect(
      clientOf({ 'x-llmsim-fault': 'stream-error;after=3' }),
      'one two three four five six',
    );
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect('one two three four five six'.startsWith(words.join(' '))).toBe(true);
    expect(words.length).toBeLessThan(6);
  });
});
