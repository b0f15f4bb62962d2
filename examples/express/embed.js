// The simulator inside an Express app of your own: under a path, beside your routes, in one process.
import express from 'express';
import { createMemoryStateStore, createModelCatalog, createSimulator, latencyProfile } from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import { createApp } from '@llmsim/server';

const catalog = createModelCatalog();
const store = createMemoryStateStore({ nowMs: () => performance.now() });
const app = express();
// Before anything that reads bodies (`express.json()`) or compresses replies: llmsim does its own reading.
app.use(
  '/simulated',
  createApp({
    providers: [createOpenAiProvider({ catalog, store })],
    simulator: createSimulator({ catalog, seed: 1, latency: () => latencyProfile('fast') }),
  }),
);
app.get('/', (request, response) => response.send('my own page'));

const server = app.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  console.log(await (await fetch(base)).text());

  const reply = await fetch(`${base}/simulated/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  const events = (await reply.text()).split('\n\n').filter((line) => line.startsWith('data: '));
  console.log(reply.headers.get('content-type'), events.at(-1));
  server.close();
});
