import type { Fields } from '@llmsim/wire';
import type { HostedTool } from './hosted-tool.js';
import { encrypt, findSources, invent, randomOfCall } from './invented-results.js';

/** What a hosted tool's blocks are called, and what is in the second one. */
interface ResultFormat {
  /** How the call's block names the tool. */
  readonly callName: string;
  readonly resultType: string;
  content(input: Fields, tool: HostedTool, calledAtMs: number): unknown;
}

const webSearch: ResultFormat = {
  callName: 'web_search',
  resultType: 'web_search_tool_result',
  content: (input) =>
    findSources(textOf(input, 'query')).map(({ title, url, text }) => ({
      type: 'web_search_result',
      title,
      url,
      encrypted_content: encrypt(text, 240),
      page_age: null,
    })),
};

const webFetch: ResultFormat = {
  callName: 'web_fetch',
  resultType: 'web_fetch_tool_result',
  content(input, { fields }, calledAtMs) {
    const random = randomOfCall('web_fetch', input);
    const citations = fields['citations'] as Fields | undefined;
    return {
      type: 'web_fetch_result',
      url: textOf(input, 'url'),
      retrieved_at: new Date(calledAtMs).toISOString(),
      content: {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: invent(random, 80) },
        title: invent(random, 5).replace(/\.$/, ''),
        ...(citations?.['enabled'] === true ? { citations: { enabled: true } } : undefined),
      },
    };
  },
};

const outputOf = (type: string, input: Fields) => ({
  type,
  stdout: `${invent(randomOfCall('code', input), 12)}\n`,
  stderr: '',
  return_code: 0,
  content: [],
});

const codeExecution: ResultFormat = {
  callName: 'code_execution',
  resultType: 'code_execution_tool_result',
  content: (input) => outputOf('code_execution_result', input),
};

const bashCodeExecution: ResultFormat = {
  callName: 'bash_code_execution',
  resultType: 'bash_code_execution_tool_result',
  content: (input) => outputOf('bash_code_execution_result', input),
};

const advisor: ResultFormat = {
  callName: 'advisor',
  resultType: 'advisor_tool_result',
  content: (input) => ({ type: 'advisor_result', text: invent(randomOfCall('advisor', input), 60) }),
};

const mcp: ResultFormat = {
  callName: 'search',
  resultType: 'mcp_tool_result',
  content: (input, { name }) => [{ type: 'text', text: invent(randomOfCall(name, input), 40) }],
};

/** The blocks of a tool by its type. */
export function resultFormatOf({ type }: HostedTool): ResultFormat {
  if (type.startsWith('web_search')) return webSearch;
  if (type.startsWith('web_fetch')) return webFetch;
  if (type === 'code_execution_20250522') return codeExecution;
  if (type.startsWith('code_execution')) return bashCodeExecution;
  return type.startsWith('advisor') ? advisor : mcp;
}

/** Whether a tool runs in a container, which the reply then names. */
export function runsInContainer({ type }: HostedTool): boolean {
  return type.startsWith('code_execution');
}

export function textOf(input: Fields, key: string): string {
  const value = input[key];
  return typeof value === 'string' ? value : '';
}
