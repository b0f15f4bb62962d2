import type { PromptDeclaration, PromptFraming } from './sim-request.js';

const none: readonly PromptDeclaration[] = [];

/** Bytes of a file for one token: text has about four. */
const bytesPerToken = 4;

/** Images cost a token for each 32 × 32 pixels, of at most so many. Without a known size, as many. */
const mostPatches = 1024;

/**
 * The framing of no API in particular: a prompt costs its texts and nothing around them. Tools and output formats
 * cost the tokens of their JSON. Images, audio (100 ms a token) and files (4 bytes a token) are assumptions.
 */
export const plainFraming: PromptFraming = {
  priming: 0,
  messageTokens: () => 0,
  imageTokens: ({ width = 1024, height = 1024 }) =>
    Math.min(mostPatches, Math.ceil(width / 32) * Math.ceil(height / 32)),
  audioTokens: ({ durationMs }) => Math.ceil(durationMs / 100),
  fileTokens: ({ bytes }) => Math.ceil(bytes / bytesPerToken),
  declarations({ tools, outputFormat }) {
    if (tools.length === 0 && outputFormat.type !== 'json-schema') return none;
    const declarations: PromptDeclaration[] = [];
    if (tools.length > 0) declarations.push({ text: JSON.stringify(tools), extraTokens: 0 });
    if (outputFormat.type === 'json-schema') {
      declarations.push({ text: JSON.stringify(outputFormat.schema), extraTokens: 0 });
    }
    return declarations;
  },
};
