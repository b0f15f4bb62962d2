import { problemsOf } from '../../../fixtures/check-events.js';
import { acceptedAtMs, optionsOf, parseResponse, type Json } from '../../../fixtures/exchanges.js';
import { helloReply } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import { startRun } from './response-run.js';
import { readEvent, runFraming } from './run-event.js';

async function begin() {
  const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
  const exchange = await parseResponse(endpoints, { background: true });
  const run = startRun('{"status":"queued","output":[]}', exchange.createEncoder(helloReply, runFraming));
  const play = (events = [...helloReply.timeline]) => {
    for (const { event } of events) run.happened(event, acceptedAtMs);
  };
  const typesIn = () => run.events().map((event) => readEvent(event).type);
  return { run, play, typesIn, state: () => JSON.parse(run.state()) as Json };
}

describe('a response while it runs', () => {
  it('says the events of a stream', async () => {
    const { run, play } = await begin();
    play();
    expect(problemsOf(run.events().map((event) => JSON.parse(readEvent(event).json) as Json))).toEqual([]);
  });

  it('is queued before it begins, and over at its last event', async () => {
    const { run, play, state } = await begin();
    expect(state()['status']).toBe('queued');
    play([...helloReply.timeline].slice(0, -1));
    expect([state()['status'], run.isOver()]).toEqual(['in_progress', false]);
    play([...helloReply.timeline].slice(-1));
    expect([state()['status'], run.isOver()]).toEqual(['completed', true]);
  });

  it('fails once if its turn ends before it does', async () => {
    const { run, play, typesIn } = await begin();
    play([...helloReply.timeline].slice(0, 3));
    run.finish();
    run.finish();
    expect(typesIn().slice(-2)).toEqual(['error', 'response.failed']);
    expect(typesIn().filter((type) => type === 'response.failed')).toHaveLength(1);
  });

  it('says nothing after it was cancelled, and is not cancelled after its end', async () => {
    const { run, play, state } = await begin();
    play([...helloReply.timeline].slice(0, 4));
    run.cancel();
    const said = run.events().length;
    play();
    run.finish();
    expect([state()['status'], run.events().length]).toEqual(['cancelled', said]);
    const other = await begin();
    other.play();
    other.run.cancel();
    expect(other.state()['status']).toBe('completed');
  });
});
