import {
  callPart,
  customCallPart,
  reasoningPart,
  refusalPart,
  textPart,
} from '../../../fixtures/planned-reply.js';
import { closingEvents, deltaShapeOf, openingEvents, tellPart } from './part-events.js';

const ids = { itemId: 'item_1', callId: 'call_1' };
const tell = (
  part: Parameters<typeof tellPart>[0],
  shownReasoning: 'nothing' | 'summary' | 'text' = 'nothing',
) =>
  tellPart(part, ids, 2, {
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
    ['a text', tell(textPart('a')), 'response.output_text.delta', 2, 3],
    ['a refusal', tell(refusalPart('a')), 'response.refusal.delta', 2, 3],
    ['a function call', tell(callPart('f', 'a')), 'response.function_call_arguments.delta', 1, 2],
    ['a custom call', tell(customCallPart('f', 'a')), 'response.custom_tool_call_input.delta', 1, 2],
    ['hidden reasoning', tell(reasoningPart(3, 'a')), undefined, 1, 1],
    ['reasoning without text', tell(reasoningPart(3), 'summary'), undefined, 1, 1],
    ['a summary', tell(reasoningPart(3, 'a'), 'summary'), 'response.reasoning_summary_text.delta', 2, 3],
    ['reasoning', tell(reasoningPart(3, 'a'), 'text'), 'response.thought.delta', 2, 3],
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
    expect(deltaShapeOf(tell(textPart('a')))?.isPadded).toBe(true);
    expect(deltaShapeOf(tell(refusalPart('a')))?.isPadded).toBe(false);
  });
});
