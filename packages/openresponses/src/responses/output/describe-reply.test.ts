import { answer, optionsOf } from '../../../fixtures/exchanges.js';
import { callPart, replyOf, textPart, turnOf } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import { finalStatus, isCut } from './describe-reply.js';

const respond = (reply: ReturnType<typeof replyOf>) =>
  answer(createResponsesEndpoints(openResponsesDialect, optionsOf()), {}, reply);

describe('a whole reply', () => {
  it('has an item for each part, in order', async () => {
    const reply = replyOf(turnOf('tool-calls', textPart('a'), callPart('f', '{}'), callPart('g', '{}')));
    expect(await respond(reply)).toMatchObject({
      status: 'completed',
      output: [
        { type: 'message' },
        { type: 'function_call', name: 'f' },
        { type: 'function_call', name: 'g' },
      ],
    });
  });

  it('is incomplete if it was cut, and so is its last item alone', async () => {
    expect(await respond(replyOf(turnOf('length', textPart('a'), callPart('f', '{'))))).toMatchObject({
      status: 'incomplete',
      completed_at: null,
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'completed' }, { status: 'incomplete', arguments: '{' }],
    });
  });

  it('has ids of one family, as long as recorded ones', async () => {
    const { id, output } = (await respond(
      replyOf(turnOf('tool-calls', textPart('a'), callPart('f', '{}'))),
    )) as {
      id: string;
      output: { id: string; call_id?: string }[];
    };
    expect(id).toMatch(/^resp_[0-9a-f]{50}$/);
    expect(output[0]?.id).toMatch(/^msg_[0-9a-f]{50}$/);
    expect(output[1]?.id).toMatch(/^fc_[0-9a-f]{50}$/);
    expect(output[1]?.call_id).toMatch(/^call_[0-9A-Za-z]{24}$/);
    for (const item of output) expect(item.id.split('_')[1]?.slice(0, 16)).toBe(id.slice(5, 21));
  });

  it('is the same for the same plan', async () => {
    const reply = replyOf(turnOf('stop', textPart('a')));
    expect(await respond(reply)).toEqual(await respond(reply));
  });
});

describe('the end of a turn', () => {
  it.each([
    ['stop', false],
    ['tool-calls', false],
    ['length', true],
    ['content-filter', true],
  ] as const)('%s', (finishReason, cut) => {
    const turn = turnOf(finishReason, textPart('a'), textPart('b'));
    expect(isCut(turn)).toBe(cut);
    expect([finalStatus(turn, 0), finalStatus(turn, 1)]).toEqual([
      'completed',
      cut ? 'incomplete' : 'completed',
    ]);
  });
});
