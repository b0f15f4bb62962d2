import {
  callPart,
  customCallPart,
  reasoningPart,
  refusalPart,
  textPart,
} from '../../../fixtures/planned-reply.js';
import { closingEvents, deltaShapeOf, openingEvents, createWirePart } from './part-events.js';

const ids = { itemId: 'item_1', callId: 'call_1' };
const partOf = (
  part: Parameters<typeof createWirePart>[0],
  shownReasoning: 'nothing' | 'summary' | 'text' = 'nothing',
) =>
  createWirePart(part, ids, 2, {
    request: {
      namespaced: new Map(),
      builtIn: new Map(),
      topLogprobs: undefined,
      hasEncryptedReasoning: false,
      shownReasoning,
    },
    dialect: { reasoningHasStatus: false, reasoningTextEvent: 'response.thought' },
    idSeed: [1, 2, 3, 4],
  });

describe('the events of a part', () => {
  it.each([
    ['a text', partOf(textPart('a')), 'response.output_text.delta', 2, 3],
    ['a refusal', partOf(refusalPart('a')), 'response.refusal.delta', 2, 3],
    ['a function call', partOf(callPart('f', 'a')), 'response.function_call_arguments.delta', 1, 2],
    ['a custom call', partOf(customCallPart('f', 'a')), 'response.custom_tool_call_input.delta', 1, 2],
    ['hidden reasoning', partOf(reasoningPart(3, 'a')), undefined, 1, 1],
    ['reasoning without text', partOf(reasoningPart(3), 'summary'), undefined, 1, 1],
    ['a summary', partOf(reasoningPart(3, 'a'), 'summary'), 'response.reasoning_summary_text.delta', 2, 3],
    ['reasoning', partOf(reasoningPart(3, 'a'), 'text'), 'response.thought.delta', 2, 3],
  ])('of %s', (_name, part, delta, opening, closing) => {
    expect(deltaShapeOf(part)?.type).toBe(delta);
    const opened = openingEvents(part);
    const closed = closingEvents(part, 'completed');
    expect([opened.length, closed.length]).toEqual([opening, closing]);
    for (const { type, before, after } of [...opened, ...closed]) {
      const event = JSON.parse(`{"type":"${type}",${before}${after}}`) as Record<string, unknown>;
      expect(event['output_index']).toBe(2);
      if (!type.startsWith('response.output_item')) expect(event['item_id']).toBe('item_1');
    }
  });

  it('pads all deltas but those of refusals', () => {
    expect(deltaShapeOf(partOf(textPart('a')))?.isPadded).toBe(true);
    expect(deltaShapeOf(partOf(refusalPart('a')))?.isPadded).toBe(false);
  });
});
