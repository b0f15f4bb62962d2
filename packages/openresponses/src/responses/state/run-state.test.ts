import { acceptedAtMs, answer, optionsOf, parseResponse, type Json } from '../../../fixtures/exchanges.js';
import {
  callPart,
  customCallPart,
  reasoningPart,
  refusalPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import { startRun } from './response-run.js';
import { runFraming } from './run-event.js';
import { assembleOutput } from './run-state.js';

const reply = replyOf(
  turnOf(
    'tool-calls',
    reasoningPart(2, 'I', ' think'),
    textPart('a', 'b'),
    refusalPart('N', 'o'),
    callPart('f', '{', '}'),
    customCallPart('g', 'x', 'y'),
  ),
);
const body = { model: 'gpt-5', background: true, reasoning: { summary: 'auto' } };
const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());

/** The events of the reply as it runs. */
async function run() {
  const exchange = await parseResponse(endpoints, body);
  const running = startRun('{}', exchange.createEncoder(reply, runFraming));
  for (const { event } of reply.timeline) running.happened(event, acceptedAtMs);
  return running;
}

it('ends as the same reply would end without it', async () => {
  const expected = await answer(endpoints, { ...body, background: false }, reply);
  const ended = JSON.parse((await run()).state()) as Json;
  const { completed_at } = ended;
  expect(ended).toEqual({ ...expected, completed_at, background: true });
});

describe('assembleOutput', () => {
  it('adds up to the output, and grows with each event', async () => {
    const running = await run();
    const events = running.events();
    expect(assembleOutput(events)).toEqual((JSON.parse(running.state()) as Json)['output']);
    let length = 0;
    for (let count = 0; count <= events.length; count += 1) {
      const output = assembleOutput(events.slice(0, count));
      const texts = JSON.stringify(
        output.map((item) => [item['content'], item['summary'], item['arguments'], item['input']]),
      );
      expect(texts.length).toBeGreaterThanOrEqual(length);
      length = texts.length;
      if (count < events.length - 1) for (const item of output) expect(item).toHaveProperty('status');
    }
  });
});
