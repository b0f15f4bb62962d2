// The Responses API over one WebSocket: two turns on one connection.
import OpenAI from 'openai';
import { ResponsesWS } from 'openai/resources/responses/ws';

const client = new OpenAI({
  baseURL: process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/openai/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'any',
});
const socket = new ResponsesWS(client);
const turns = ['Name three rivers.', 'And three lakes.'];
let previous;

const ask = () =>
  socket.send({
    type: 'response.create',
    model: 'gpt-5',
    input: turns.shift(),
    previous_response_id: previous,
  });

socket.on('response.output_text.delta', ({ delta }) => process.stdout.write(delta));
socket.on('response.completed', ({ response }) => {
  console.log(`\n${response.status}: ${response.usage.output_tokens} tokens`);
  previous = response.id;
  if (turns.length > 0) ask();
  else socket.close();
});
socket.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
  socket.close();
});
ask();
