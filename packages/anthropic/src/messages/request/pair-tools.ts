import type { Place } from '@llmsim/wire';
import { pathOf, refuseRequest } from '../../reading/input-reader.js';

/** Checks that calls of tools and their results belong together, in the order of the conversation. */
export interface ToolPairing {
  /** A message begins. */
  begin(role: string, index: number): void;
  call(id: string): void;

  result(id: string, place: Place): void;
  end(): void;
}

/** A pairing throws RequestError in the service's words. */
export function createToolPairing(): ToolPairing {
  let calls = new Set<string>();
  let answered = new Set<string>();
  let callerIndex = 0;
  let currentIndex = 0;
  let previousRole = '';

  const requireResults = (): void => {
    const missing = [...calls].filter((id) => !answered.has(id));
    if (missing.length === 0) return;
    refuseRequest(
      `messages.${callerIndex}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    );
  };

  return {
    begin(role, index) {
      currentIndex = index;
      if (role === 'assistant' && previousRole !== 'assistant') {
        requireResults();
        calls = new Set();
        answered = new Set();
      }
      previousRole = role === 'system' ? previousRole : role;
    },
    call(id) {
      if (calls.has(id)) refuseRequest('messages: `tool_use` ids must be unique');
      calls.add(id);
      callerIndex = currentIndex;
    },
    result(id, place) {
      if (!calls.has(id)) {
        refuseRequest(
          `${pathOf(place)}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
        );
      }
      if (answered.has(id)) {
        refuseRequest(
          `${pathOf(place)}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`,
        );
      }
      answered.add(id);
    },
    end: requireResults,
  };
}
