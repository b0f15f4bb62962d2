import type { OutputFormat, SimContent, SimMessage, SimRequest } from '../turn/sim-request.js';
import { countImageTokens } from './image-tokens.js';
import { countUndescribedTools, renderTools } from './render-tools.js';
import type { TokenCounter } from './token-counter.js';

// The figures that follow are not published. They are what the token counts in recorded traffic of OpenAI's service
// come to: exact for text, names, function tools and most calls, tools results and schemas.

/** What a message costs besides its content: 3 around it and 1 for its role. */
const tokensOfMessage = 4;
/** A message's name costs its own tokens and 1. */
const tokensBeforeName = 1;
/** A call costs its name and arguments, its result the text, and both together 16. */
const tokensOfCall = 8;
const tokensOfResult = 8;

/**
 * The text that declares an output format stands where tools would, after a heading whose tokens are part of the
 * text: so it costs 9 less than tools, of which a system message's frame is counted already, or 6 beside tools.
 */
const formatLessThanTools = 9;
const formatBesideTools = -6;

/** OpenAI's guide to the costs of its Realtime API: one token for 100 ms of what a user says. */
const msPerAudioToken = 100;

/**
 * Bytes of a file for one token. That is an assumption: text has about four bytes to a token; a document that is
 * compressed and full of layout and fonts, about 30,000 bytes to a page, and a page as text and image 1,000 tokens.
 */
const bytesPerToken = { text: 4, document: 32 };
const document = /\.(?:pdf|docx?|pptx?|xlsx?|odt|odp|ods|epub|rtf)$/i;

/**
 * The input tokens of a request: its messages, the tools and the output format it declares, and what the API adds
 * around them. The formula is that of OpenAI's chat models; for other makers' models it is an approximation.
 *
 * The declaration of tools as text is explained at {@link renderTools}, images at {@link countImageTokens}.
 */
export function countRequest(request: SimRequest, counter: TokenCounter): number {
  const { messages, tools, outputFormat, promptFraming } = request;
  let tokens = promptFraming.priming;
  for (const message of messages) tokens += countMessage(message, request.model, counter);
  if (tools.length === 0 && outputFormat.type !== 'json-schema') return tokens;

  const hasInstructions = messages.some(({ role }) => role === 'system' || role === 'developer');
  const framing = hasInstructions ? promptFraming.toolsWithInstructions : promptFraming.toolsAlone;
  if (tools.length > 0) tokens += counter.count(renderTools(tools)) - countUndescribedTools(tools) + framing;
  if (outputFormat.type === 'json-schema') {
    tokens += counter.count(renderFormat(outputFormat));
    tokens += tools.length > 0 ? formatBesideTools : framing - formatLessThanTools;
  }
  return tokens;
}

/** Every text of a request that {@link countRequest} counts. */
export function* countedTexts({
  messages,
  tools,
  outputFormat,
}: SimRequest): Generator<string, undefined, undefined> {
  for (const { content, toolCalls } of messages) {
    for (const part of content) if (part.type === 'text') yield part.text;
    for (const { argumentsText } of toolCalls ?? []) yield argumentsText;
  }
  if (tools.length > 0) yield renderTools(tools);
  if (outputFormat.type === 'json-schema') yield renderFormat(outputFormat);
}

function countMessage(message: SimMessage, model: string, counter: TokenCounter): number {
  const content = countContent(message.content, model, counter);
  if (message.role === 'tool') return content + tokensOfResult;
  let tokens = 0;
  for (const { name, argumentsText } of message.toolCalls ?? []) {
    tokens += counter.count(name) + counter.count(argumentsText) + tokensOfCall;
  }
  // A message that only calls tools is paid for with its calls.
  if (tokens > 0 && content === 0) return tokens;
  tokens += content + tokensOfMessage;
  if (message.name !== undefined) tokens += tokensBeforeName + counter.count(message.name);
  return tokens;
}

function countContent(content: readonly SimContent[], model: string, counter: TokenCounter): number {
  let tokens = 0;
  for (const part of content) {
    switch (part.type) {
      case 'text':
        tokens += counter.count(part.text);
        break;
      case 'image':
        tokens += countImageTokens(part, model);
        break;
      case 'audio':
        tokens += Math.ceil(part.durationMs / msPerAudioToken);
        break;
      case 'file':
        tokens += Math.ceil(
          part.bytes / bytesPerToken[document.test(part.filename ?? '') ? 'document' : 'text'],
        );
        break;
    }
  }
  return tokens;
}

/** The declaration of an output format as a model reads it, found by fitting recorded counts. */
function renderFormat({ name, description, schema }: Extract<OutputFormat, { type: 'json-schema' }>): string {
  const comment = description ? `// ${description}\n` : '';
  return `# Response Formats\n\n## ${name}\n\n${comment}${JSON.stringify(schema, dropAdditionalProperties)}`;
}

/** The service does not count `additionalProperties: false`, which a strict schema has in every object. */
function dropAdditionalProperties(key: string, value: unknown): unknown {
  return key === 'additionalProperties' && value === false ? undefined : value;
}
