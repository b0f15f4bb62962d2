import type { PromptDeclaration, PromptFraming, SimContent, ToolDeclaration } from '@llmsim/core';

/** What the API puts around a prompt besides what `SimRequest` says. In tokens. */
export interface ClaudePrompt {
  /** Of the tools that the service knows by their type: what each puts into the prompt. */
  readonly knownToolTokens: number;
  /** Whether a budget for thinking was given. */
  readonly hasBudget: boolean;
}

/**
 * Fitted to the input tokens that recorded requests of 2026 were charged with. Nobody publishes the tokenizer, so texts
 * count as they do in `o200k_base`, and newer models count somewhat more than that.
 */
const figures = {
  priming: 3,
  message: 4,
  toolUse: 500,
  toolUseRequired: 600,
  outputSchema: 140,
  thinkingBudget: 29,
} as const;

/** An image costs a token for each 750 pixels, scaled down to at most so many (the vendor's documentation of vision). */
const pixelsPerToken = 750;
const mostImageTokens = 1568;

/** A page of a PDF of so many bytes costs so many tokens: the middle of what the vendor states for a page. */
const bytesPerPage = 50_000;
const tokensPerPage = 2250;
/** Text has about four bytes a token. */
const bytesPerTextToken = 4;

/** How the prompt of a request is counted. */
export function createClaudeFraming({ knownToolTokens, hasBudget }: ClaudePrompt): PromptFraming {
  return {
    priming: figures.priming + (hasBudget ? figures.thinkingBudget : 0),
    messageTokens: () => figures.message,
    imageTokens: ({ width = 1092, height = 1092 }) =>
      Math.min(mostImageTokens, Math.ceil((width * height) / pixelsPerToken)),
    audioTokens: () => 0,
    fileTokens: tokensOfFile,
    declarations({ tools, toolChoice, outputFormat }) {
      const declarations: PromptDeclaration[] = [];
      if (tools.length > 0) {
        const isRequired = toolChoice.mode === 'required' || toolChoice.mode === 'named';
        // What those that the service knows cost is known.
        const own = tools.filter((tool) => tool.type === 'function' && tool.hosted !== true);
        const text = own.length === 0 ? '' : JSON.stringify(own.map(describeTool));
        const around = isRequired ? figures.toolUseRequired : figures.toolUse;
        declarations.push({ text, extraTokens: around + knownToolTokens });
      }
      if (outputFormat.type === 'json-schema') {
        declarations.push({
          text: JSON.stringify(outputFormat.schema),
          extraTokens: figures.outputSchema,
        });
      }
      return declarations;
    },
  };
}

function describeTool(tool: ToolDeclaration): readonly unknown[] {
  return tool.type === 'function' ? [tool.name, tool.description, tool.parameters] : [tool.name];
}

function tokensOfFile({ filename, bytes }: Extract<SimContent, { type: 'file' }>): number {
  return filename?.endsWith('.pdf') === true
    ? Math.max(1, Math.ceil(bytes / bytesPerPage)) * tokensPerPage
    : Math.ceil(bytes / bytesPerTextToken);
}
