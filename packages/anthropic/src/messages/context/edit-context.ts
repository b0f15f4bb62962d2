import { countRequestStepwise, takeSteps, tokenCounterForModel } from '@llmsim/core';
import type { RequestContext, SimMessage, SimRequest, Steps } from '@llmsim/core';
import { refuseInput } from '../../reading/input-reader.js';
import type { MessagesRequest } from '../messages-request.js';
import { clearThinking } from './clear-thinking.js';
import { clearToolUses } from './clear-tool-uses.js';
import type { AppliedEdit, ContextEdit } from './context-edits.js';

/** Texts with more UTF-16 units altogether are counted in steps. */
const unitsAtOnce = 65_536;

/**
 * Applies the edits that a request asks for to what the model reads.
 * @returns a promise only for a long conversation
 * @throws RequestError if the conversation would have to be compacted
 */
export function editContext(
  request: MessagesRequest,
  { inSteps }: Pick<RequestContext, 'inSteps'>,
): MessagesRequest | Promise<MessagesRequest> {
  const { edits = [], sim } = request;
  if (edits.length === 0) return request;
  return inSteps === undefined || unitsOf(sim) <= unitsAtOnce
    ? editAtOnce(request)
    : inSteps(applyEdits(request, edits));
}

/** The same without a promise. @throws RequestError as `editContext` does */
export function editAtOnce(request: MessagesRequest): MessagesRequest {
  const { edits = [] } = request;
  return edits.length === 0 ? request : takeSteps(applyEdits(request, edits));
}

function* applyEdits(request: MessagesRequest, edits: readonly ContextEdit[]): Steps<MessagesRequest> {
  const appliedEdits: AppliedEdit[] = [];
  let { sim } = request;
  for (const edit of edits) {
    if (edit.type === 'compact_20260112') {
      yield* refuseCompaction(request, sim, edit.atTokens, edit.place);
      continue;
    }
    const cleared =
      edit.type === 'clear_thinking_20251015'
        ? clearThinking(sim.messages, request.thoughts, edit)
        : yield* clearToolUses(sim, edit, count);
    if (cleared === undefined) continue;
    const { messages, described, leastTokens } = cleared;
    const tokens = yield* countSaved(sim, messages);
    if (tokens < leastTokens) continue;
    sim = { ...sim, messages };
    appliedEdits.push({ type: edit.type, ...described, cleared_input_tokens: tokens });
  }
  return { ...request, sim, appliedEdits };
}

/** How many tokens other messages have less. Only those that changed are counted. */
function* countSaved(sim: SimRequest, edited: readonly SimMessage[]): Steps<number> {
  const alone: SimRequest = { ...sim, tools: [], outputFormat: { type: 'text' } };
  const isChanged = (_: SimMessage, index: number) => sim.messages[index] !== edited[index];
  const before = yield* count({ ...alone, messages: sim.messages.filter(isChanged) });
  return before - (yield* count({ ...alone, messages: edited.filter(isChanged) }));
}

function* refuseCompaction(
  { countsOnly }: MessagesRequest,
  sim: SimRequest,
  atTokens: number,
  place: Parameters<typeof refuseInput>[0],
): Steps<void> {
  // Counting tokens compacts nothing.
  if (countsOnly) return;
  const tokens = yield* count(sim);
  if (tokens < atTokens) return;
  refuseInput(
    place,
    `The prompt has ${tokens} input tokens, which reaches the trigger of ${atTokens}. This llmsim does not compact conversations. Raise the trigger, or leave this edit out.`,
  );
}

function count(sim: SimRequest): Steps<number> {
  return countRequestStepwise(sim, tokenCounterForModel(sim.model));
}

function unitsOf({ messages }: SimRequest): number {
  let units = 0;
  for (const { content, toolCalls } of messages) {
    for (const part of content) units += 1 + (part.type === 'text' ? part.text.length : 0);
    for (const { argumentsText } of toolCalls ?? []) units += argumentsText.length;
  }
  return units;
}
