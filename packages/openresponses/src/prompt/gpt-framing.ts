import type {
  OutputFormat,
  PromptCacheRule,
  PromptDeclaration,
  PromptFraming,
  ToolDeclaration,
} from '@llmsim/core';
import { countImageTokens } from './image-tokens.js';
import { countUndescribedTools, renderTools } from './render-tools.js';

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

const none: readonly PromptDeclaration[] = [];

/** OpenAI's guide to prompt caching: prompts from 1,024 tokens on, in steps of 128, without being asked. */
export const gptCacheRule: PromptCacheRule = {
  breakpoints: 'automatic',
  fewestTokens: 1024,
  tokensInStep: 128,
};

/** In what the framings of OpenAI's APIs and models differ, in tokens. Fitted to recorded counts. */
export interface GptFramingFigures {
  /** Added once. */
  readonly priming: number;
  /** Added once if there are function tools and no system or developer message. */
  readonly toolsAlone: number;
  /** Added once if there are function tools and a system or developer message. */
  readonly toolsWithInstructions: number;
}

/** The framing of prompts for OpenAI's models; for other makers' models it is an approximation. */
export function createGptFraming({
  priming,
  toolsAlone,
  toolsWithInstructions,
}: GptFramingFigures): PromptFraming {
  // A prompt is asked for its declarations several times.
  const ofTools = new WeakMap<readonly ToolDeclaration[], string>();
  const ofFormats = new WeakMap<OutputFormat, string>();
  return {
    priming,
    messageTokens({ role, name, toolCalls }, contentTokens) {
      if (role === 'tool') return tokensOfResult;
      const tokens = (toolCalls?.length ?? 0) * tokensOfCall;
      // A message that only calls tools is paid for with its calls.
      if (tokens > 0 && contentTokens === 0) return tokens;
      return tokens + tokensOfMessage + (name === undefined ? 0 : tokensBeforeName);
    },
    imageTokens: countImageTokens,
    audioTokens: ({ durationMs }) => Math.ceil(durationMs / msPerAudioToken),
    fileTokens: ({ bytes, filename = '' }) =>
      Math.ceil(bytes / bytesPerToken[document.test(filename) ? 'document' : 'text']),
    declarations({ messages, tools, outputFormat }) {
      if (tools.length === 0 && outputFormat.type !== 'json-schema') return none;
      const hasInstructions = messages.some(({ role }) => role === 'system' || role === 'developer');
      const around = hasInstructions ? toolsWithInstructions : toolsAlone;
      const declarations: PromptDeclaration[] = [];
      if (tools.length > 0) {
        declarations.push({
          text: renderOnce(ofTools, tools, renderTools),
          extraTokens: around - countUndescribedTools(tools),
        });
      }
      if (outputFormat.type === 'json-schema') {
        const extraTokens = tools.length > 0 ? formatBesideTools : around - formatLessThanTools;
        declarations.push({ text: renderOnce(ofFormats, outputFormat, renderFormat), extraTokens });
      }
      return declarations;
    },
  };
}

function renderOnce<T extends object>(
  rendered: { get(value: T): string | undefined; set(value: T, text: string): unknown },
  value: T,
  render: (value: T) => string,
): string {
  let text = rendered.get(value);
  if (text === undefined) rendered.set(value, (text = render(value)));
  return text;
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
