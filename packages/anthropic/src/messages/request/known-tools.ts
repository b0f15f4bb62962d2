import type { JsonSchema } from '@llmsim/core';

/** A tool that the service knows by its type, so that a request need not describe it. */
export interface KnownTool {
  /** The name that it must have; `undefined`: it has none. */
  readonly name: string | undefined;
  /** Who runs it: the client, as its own tools, or the service itself. */
  readonly runBy: 'client' | 'service';
  /** About what it puts into the prompt, in tokens: from recorded requests and the vendor's documentation. */
  readonly tokens: number;
  readonly parameters: JsonSchema;
  /** What it is for, by which a message is found to want it. */
  readonly description?: string | undefined;
}

const text = { type: 'string' } as const;
const point = {
  type: 'array',
  items: { type: 'integer', minimum: 0, maximum: 1000 },
  minItems: 2,
  maxItems: 2,
};

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required };
}

const bash: KnownTool = {
  name: 'bash',
  runBy: 'client',
  tokens: 245,
  parameters: object({ command: text }, ['command']),
};

const editor = (name: string): KnownTool => ({
  name,
  runBy: 'client',
  tokens: 700,
  parameters: object({ command: { const: 'view' }, path: text }, ['command', 'path']),
});

const computer: KnownTool = {
  name: 'computer',
  runBy: 'client',
  tokens: 735,
  parameters: object({ action: { enum: ['screenshot', 'left_click', 'mouse_move'] }, coordinate: point }, [
    'action',
    'coordinate',
  ]),
};

const memory: KnownTool = {
  name: 'memory',
  runBy: 'client',
  tokens: 1050,
  parameters: object({ command: { const: 'view' }, path: { const: '/memories' } }, ['command', 'path']),
};

const ofService = (
  name: string | undefined,
  tokens: number,
  parameters: JsonSchema,
  description?: string,
): KnownTool => ({ name, runBy: 'service', tokens, parameters, description });

const webSearch = ofService('web_search', 1650, object({ query: text }, ['query']), 'Search the web');
const webFetch = ofService(
  'web_fetch',
  500,
  object({ url: { type: 'string', format: 'uri' } }, ['url']),
  'Fetch a page of the web by its URL',
);
const commands = { enum: ['python3 main.py', 'python3 -c "print(6 * 7)"', 'ls -la'] };
const codeExecution = (input: Readonly<Record<string, unknown>>) =>
  ofService('code_execution', 1610, object(input, Object.keys(input)), 'Run code, execute Python, calculate');
const pythonExecution = codeExecution({ code: { enum: ['print(6 * 7)', 'print(sum(range(10)))'] } });
const bashExecution = codeExecution({ command: commands });
const toolSearch = (name: string) => ofService(name, 160, object({ query: text }, ['query']));
const advisor = ofService('advisor', 850, object({}, []), 'Ask the advisor');
/** The tools of an MCP server are its own; one that searches stands for them. */
export const mcpParameters = object({ query: text }, ['query']);
const mcpToolset = ofService(undefined, 0, mcpParameters);
const toolset = (tokens: number): KnownTool => ({
  name: undefined,
  runBy: 'client',
  tokens,
  parameters: object({}, []),
});

/** The tools by their types, from the types of the official SDK (`@anthropic-ai/sdk` 1.14.0) and of its betas. */
export const knownTools: ReadonlyMap<string, KnownTool> = new Map<string, KnownTool>([
  ['bash_20241022', bash],
  ['bash_20250124', bash],
  ['text_editor_20241022', editor('str_replace_editor')],
  ['text_editor_20250124', editor('str_replace_editor')],
  ['text_editor_20250429', editor('str_replace_based_edit_tool')],
  ['text_editor_20250728', editor('str_replace_based_edit_tool')],
  ['computer_20241022', computer],
  ['computer_20250124', computer],
  ['computer_20251124', computer],
  ['memory_20250818', memory],
  ['computer_toolset_20260801', toolset(1500)],
  ['browser_toolset_20260801', toolset(2500)],
  ['web_search_20250305', webSearch],
  ['web_search_20260209', webSearch],
  ['web_search_20260318', webSearch],
  ['web_fetch_20250910', webFetch],
  ['web_fetch_20260209', webFetch],
  ['web_fetch_20260309', webFetch],
  ['web_fetch_20260318', webFetch],
  ['code_execution_20250522', pythonExecution],
  ['code_execution_20250825', bashExecution],
  ['code_execution_20260120', bashExecution],
  ['code_execution_20260521', bashExecution],
  ['tool_search_tool_bm25_20251119', toolSearch('tool_search_tool_bm25')],
  ['tool_search_tool_bm25', toolSearch('tool_search_tool_bm25')],
  ['tool_search_tool_regex_20251119', toolSearch('tool_search_tool_regex')],
  ['tool_search_tool_regex', toolSearch('tool_search_tool_regex')],
  ['advisor_20260301', advisor],
  ['mcp_toolset', mcpToolset],
]);
