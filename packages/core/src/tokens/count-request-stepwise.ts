import type { Steps } from '../steps/steps.js';
import type { SimContent, SimMessage, SimRequest } from '../turn/sim-request.js';
import { costOfPart, countsName } from './count-request.js';
import type { TiktokenCounter } from './tiktoken-counter.js';

/** Texts with fewer UTF-16 units altogether are counted in three milliseconds at most, whatever they say. */
const unitsAtOnce = 8192;

/** What a part costs beside its text, in UTF-16 units: there may be very many of them without any. */
const unitsOfPart = 16;

/** Whether a request is short enough, or known well enough, to be counted at once. */
export function isCountedAtOnce(request: SimRequest, counter: TiktokenCounter): boolean {
  let units = 0;
  for (const text of textsOf(request)) {
    units += unitsOfPart + (text === undefined ? 0 : counter.unitsToCount(text));
    if (units >= unitsAtOnce) return false;
  }
  return true;
}

/** Every text that is counted but names, and `undefined` for every part without one. */
function* textsOf(request: SimRequest): Generator<string | undefined, undefined, undefined> {
  for (const { content, toolCalls } of request.messages) {
    for (const part of content) yield part.type === 'text' ? part.text : undefined;
    for (const { argumentsText } of toolCalls ?? []) yield argumentsText;
  }
  for (const { text } of request.promptFraming.declarations(request)) yield text;
}

/**
 * Counts a long request in steps of about a millisecond, so that a server can do other work in between, and returns
 * what `countRequest` would.
 */
export function* countRequestStepwise(request: SimRequest, counter: TiktokenCounter): Steps<number> {
  const { messages, promptFraming } = request;
  const count = createStepwiseCount(counter);
  let tokens = promptFraming.priming;
  for (const message of messages) tokens += yield* countMessage(message, request, count, counter.known);
  for (const { text, extraTokens } of promptFraming.declarations(request)) {
    tokens += (yield* count(text)) + extraTokens;
  }
  return tokens;
}

type StepwiseCount = (text: string) => Steps<number>;

function createStepwiseCount(counter: TiktokenCounter): StepwiseCount {
  let units = 0;
  return function* (text) {
    // A long text has steps of its own.
    if (text.length >= unitsAtOnce) return yield* counter.countStepwise(text);
    units += text.length + unitsOfPart;
    if (units >= unitsAtOnce) {
      units = 0;
      yield;
    }
    return counter.count(text);
  };
}

function* countMessage(
  message: SimMessage,
  request: SimRequest,
  count: StepwiseCount,
  known: WeakMap<object, number>,
): Steps<number> {
  let content = known.get(message.content) ?? 0;
  if (content === 0) {
    for (const part of message.content) content += yield* countPart(part, request, count);
    if (message.content.every(({ type }) => type === 'text')) known.set(message.content, content);
  }
  let tokens = content + request.promptFraming.messageTokens(message, content);
  for (const { name, argumentsText } of message.toolCalls ?? []) {
    tokens += (yield* count(name)) + (yield* count(argumentsText));
  }
  if (countsName(message, content)) tokens += yield* count(message.name);
  return tokens;
}

function* countPart(part: SimContent, request: SimRequest, count: StepwiseCount): Steps<number> {
  return part.type === 'text' ? yield* count(part.text) : (yield* count('')) + costOfPart(part, request);
}
