import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  latencyProfile,
} from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import { startServer } from '@llmsim/server';
import OpenAI from 'openai';
import { answer } from './assistant.js';

let server;
beforeAll(async () => {
  const catalog = createModelCatalog();
  const store = createMemoryStateStore({ nowMs: () => performance.now() });
  server = await startServer({
    providers: [createOpenAiProvider({ catalog, store })],
    simulator: createSimulator({
      catalog,
      generator: createGenerator('fixed', { text: 'Blue.' }),
      latency: () => latencyProfile('instant'),
    }),
  });
});
afterAll(() => server.close());

const clientOf = (headers = {}) =>
  new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'any', maxRetries: 0, defaultHeaders: headers });

describe('the assistant', () => {
  it('answers', async () => {
    expect(await answer(clientOf(), 'What colour is the sky?')).toBe('Blue.');
  });

  it.each(['rate-limit', 'overloaded', 'server-error'])('apologizes for %s', async (fault) => {
    expect(await answer(clientOf({ 'x-llmsim-fault': fault }), 'Hello?')).toBe('Please try again later.');
  });

  it('does not hide a wrong key', async () => {
    await expect(answer(clientOf({ 'x-llmsim-fault': 'authentication' }), 'Hello?')).rejects.toMatchObject({
      status: 401,
    });
  });
});
