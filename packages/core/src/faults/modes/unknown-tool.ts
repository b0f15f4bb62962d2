import { failureMode } from '../failure-mode.js';
import { textOption } from '../mode-option.js';

/** Calls a tool that was not offered. */
export const unknownToolMode = failureMode({
  name: 'unknown-tool',
  does: 'Calls a tool that the request does not offer.',
  provokes: 'A lookup by name gives undefined and is called, or the agent asks again for ever.',
  options: { name: textOption('the name of the tool', 'tool_that_nobody_offered') },
  change({ name }, turn, { counter }) {
    const said = turn.parts.filter(({ type }) => type === 'reasoning');
    const calls = turn.parts.filter((part) => part.type === 'tool-call');
    const renamed =
      calls.length > 0
        ? calls.map((call) => ({ ...call, name }))
        : [{ type: 'tool-call' as const, tool: 'function' as const, name, pieces: counter.split('{}') }];
    return { parts: [...said, ...renamed], finishReason: 'tool-calls' };
  },
});
