import type { FinishReason } from '@llmsim/core';
import type { ChatRequest } from './chat-request.js';

/** Why a choice ended, in the words of chat completions. */
export function formatFinishReason(reason: FinishReason, request: ChatRequest): string {
  switch (reason) {
    case 'stop':
      return 'stop';
    case 'length':
      return 'length';
    case 'paused':
      return 'stop';
    case 'content-filter':
      return 'content_filter';
    case 'tool-calls':
      if (request.toolNamed) return 'stop';
      return request.legacyFunctions ? 'function_call' : 'tool_calls';
  }
}
