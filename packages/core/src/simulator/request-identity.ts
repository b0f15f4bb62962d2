import { deriveSeedFrom, deriveSeedInSteps, type LongLabel, type Seed } from '../random/seeded-random.js';
import { jsonPieces } from '../steps/json-pieces.js';
import type { Steps } from '../steps/steps.js';
import type { SimRequest } from '../turn/sim-request.js';

/**
 * What makes two requests the same for the one who answers: the model and all that is said to it. Limits, stop
 * sequences and streaming are left out on purpose, so that a reply with a lower limit is a prefix of the longer
 * one, and a streamed reply equals the whole one.
 */
export function identifyRequest(request: SimRequest): Seed {
  return deriveSeedFrom([
    request.model,
    request.messages.length,
    ...request.messages.map(describeMessage),
    ...describeRest(request),
  ]);
}

/** As `identifyRequest`, in steps of about a millisecond, for long requests. */
export function identifyRequestInSteps(request: SimRequest): Steps<Seed> {
  return deriveSeedInSteps(describe(request));
}

/** What identifies a request, made as it is read. */
function* describe(request: SimRequest): Generator<string | number | LongLabel, undefined, undefined> {
  yield request.model;
  yield request.messages.length;
  for (const message of request.messages) yield { pieces: piecesOf(message) };
  const { tools, toolChoice, parallelToolCalls, outputFormat } = request;
  const declared = tools.length === 0 ? [] : jsonPieces([tools, toolChoice, parallelToolCalls]);
  yield { pieces: declared };
  yield { pieces: outputFormat.type === 'text' ? [] : jsonPieces(outputFormat) };
  yield describeSettings(request);
}

function describeMessage(message: SimRequest['messages'][number]): string {
  return `${message.role}\u0000${message.name ?? ''}\u0000${contentOf(message)}`;
}

/** What identifies a request besides its messages. */
function describeRest(request: SimRequest): readonly string[] {
  const { tools } = request;
  return [
    tools.length === 0 ? '' : JSON.stringify([tools, request.toolChoice, request.parallelToolCalls]),
    request.outputFormat.type === 'text' ? '' : JSON.stringify(request.outputFormat),
    describeSettings(request),
  ];
}

function describeSettings({ reasoningEffort, verbosity }: SimRequest): string {
  return `${reasoningEffort ?? ''}\u0000${verbosity ?? ''}`;
}

/** As `describeMessage`. */
function* piecesOf({
  role,
  name,
  content,
  toolCalls,
}: SimRequest['messages'][number]): Generator<string, undefined, undefined> {
  yield `${role}\u0000${name ?? ''}\u0000`;
  const [first] = content;
  if (content.length === 1 && first?.type === 'text') yield first.text;
  else yield* jsonPieces(content);
  if (toolCalls === undefined) return;
  yield '\u0000';
  yield* jsonPieces(toolCalls.map(({ name: tool, argumentsText }) => [tool, argumentsText]));
}

function contentOf({ content, toolCalls }: SimRequest['messages'][number]): string {
  const [first] = content;
  const text = content.length === 1 && first?.type === 'text' ? first.text : JSON.stringify(content);
  // Call ids differ from run to run, and with them every request of an agent after its first.
  return toolCalls === undefined
    ? text
    : `${text}\u0000${JSON.stringify(toolCalls.map(({ name, argumentsText }) => [name, argumentsText]))}`;
}
