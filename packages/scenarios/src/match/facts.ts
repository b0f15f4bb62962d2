import {
  textOfMessage,
  type RequestSource,
  type SimMessage,
  type SimRequest,
  type SimToolCall,
} from '@llmsim/core';

/** What the model said at one time: all that stands between what others said. */
export interface Run {
  /** Where in the messages it begins. */
  readonly at: number;
  readonly text: string;
  readonly calls: readonly SimToolCall[];
}

/** A tool's result that the model has not answered yet. */
export interface ToolResult {
  /** `undefined`: the call is not in the conversation. */
  readonly tool: string | undefined;
  readonly text: string;
}

/** A message of the user. */
export interface UserText {
  readonly text: string;
  /** How many runs of the model follow it. */
  readonly runsAfter: number;
}

/** What conditions look at. Nothing of it depends on anything but the request and its attempt. */
export interface Facts {
  readonly request: SimRequest;
  readonly model: string;
  /** The API and the endpoint; `undefined`: the request came in over no wire. */
  readonly api: string | undefined;
  readonly endpoint: string | undefined;
  readonly headers: RequestSource['headers'];
  readonly metadata: Readonly<Record<string, string>>;
  /** All that the system and the developer say. */
  readonly system: string;
  /** The last text of the user; `undefined`: there is none. */
  readonly user: string | undefined;
  /** Oldest first. */
  readonly userTexts: readonly UserText[];
  readonly tools: ReadonlySet<string>;
  /** The results since the model spoke last. */
  readonly results: readonly ToolResult[];
  readonly hasImages: boolean;
  /** What the model said so far. */
  readonly runs: readonly Run[];
  /** From 0. */
  readonly attempt: number;
}

/** Reads a request once, for all rules. */
export function readFacts(request: SimRequest, source: RequestSource | undefined, attempt: number): Facts {
  const { messages } = request;
  const runs: { at: number; text: string; calls: SimToolCall[] }[] = [];
  const users: { text: string; runsBefore: number }[] = [];
  const system: string[] = [];
  let hasImages = false;
  let follows = false;
  for (const [at, message] of messages.entries()) {
    const { role, content } = message;
    hasImages ||= content.some(({ type }) => type === 'image');
    if (role === 'assistant') {
      if (!follows) runs.push({ at, text: '', calls: [] });
      const run = runs.at(-1);
      if (run !== undefined) {
        run.text += textOfMessage(message);
        for (const call of message.toolCalls ?? []) run.calls.push(call);
      }
    } else if (role === 'user') users.push({ text: textOfMessage(message), runsBefore: runs.length });
    else if (role !== 'tool') system.push(textOfMessage(message));
    // Instructions may be put in anywhere, and do not end what the model says.
    if (role !== 'system' && role !== 'developer') follows = role === 'assistant';
  }
  return {
    request,
    model: request.model,
    api: source?.provider,
    endpoint: source?.endpoint,
    headers: source?.headers ?? {},
    metadata: request.metadata ?? {},
    system: system.join('\n'),
    user: users.at(-1)?.text,
    userTexts: users.map(({ text, runsBefore }) => ({ text, runsAfter: runs.length - runsBefore })),
    tools: new Set(request.tools.map(({ name }) => name)),
    results: readResults(messages),
    hasImages,
    runs,
    attempt,
  };
}

function readResults(messages: readonly SimMessage[]): readonly ToolResult[] {
  const since = messages.findLastIndex(({ role }) => role === 'assistant') + 1;
  const results = messages.slice(since).filter(({ role }) => role === 'tool');
  if (results.length === 0) return [];
  const names = new Map<string, string>();
  for (const { toolCalls = [] } of messages)
    for (const { callId, name } of toolCalls) names.set(callId, name);
  return results.map((message) => ({
    tool: message.toolCallId === undefined ? message.name : (names.get(message.toolCallId) ?? message.name),
    text: textOfMessage(message),
  }));
}
