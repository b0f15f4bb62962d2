import type { ApiFailure } from '@llmsim/core';
import type { ResponsesDialect } from '@llmsim/openresponses';
import { createMemberCheck } from '@llmsim/wire';
import { describeModeration } from '../chat-completions/moderation.js';
import { formatFailure } from '../encode-failure.js';
import { checkModel } from './check-model.js';
import { responseMembers } from './response-members.js';

const parameters = new Set([
  'access_programs',
  'background',
  'background_options',
  'client_metadata',
  'context_management',
  'conversation',
  'image',
  'include',
  'input',
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'model',
  'moderation',
  'parallel_tool_calls',
  'previous_response_id',
  'prompt',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'reasoning',
  'safety_identifier',
  'service_tier',
  'store',
  'stream',
  'stream_options',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
]);

const checkMembers = createMemberCheck(responseMembers);

/** Everything in which OpenAI's Responses API differs from the open standard. */
export function createResponsesDialect(organization: string): ResponsesDialect {
  return {
    name: 'openai',
    documentationUrl: 'https://platform.openai.com/docs/api-reference/responses/create',
    parameters,
    checkMembers,
    includes: [
      'file_search_call.results',
      'web_search_call.results',
      'web_search_call.action.sources',
      'message.input_image.image_url',
      'computer_call_output.output.image_url',
      'code_interpreter_call.outputs',
      'reasoning.encrypted_content',
      'message.output_text.logprobs',
    ],
    reasoningEfforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    serviceTiers: ['auto', 'default', 'fast', 'flex', 'priority', 'scale', 'ultrafast'],
    toolTypes: [
      'function',
      'file_search',
      'computer',
      'computer_use_preview',
      'web_search',
      'web_search_2025_08_26',
      'mcp',
      'code_interpreter',
      'programmatic_tool_calling',
      'image_generation',
      'local_shell',
      'shell',
      'custom',
      'namespace',
      'tool_search',
      'web_search_preview',
      'web_search_preview_2025_03_11',
      'apply_patch',
    ],
    textFormats: ['text', 'json_object', 'json_schema'],
    foreignItemTypes: [
      'additional_tools',
      'apply_patch_call',
      'apply_patch_call_output',
      'code_interpreter_call',
      'compaction_trigger',
      'computer_call',
      'computer_call_output',
      'file_search_call',
      'image_generation_call',
      'local_shell_call',
      'local_shell_call_output',
      'mcp_approval_request',
      'mcp_approval_response',
      'mcp_call',
      'mcp_list_tools',
      'program',
      'program_output',
      'shell_call',
      'shell_call_output',
      'tool_search_call',
      'tool_search_output',
      'web_search_call',
    ],
    reasoningTextEvent: 'response.reasoning_text',
    endsWithDone: false,
    reasoningHasStatus: false,
    echoesSchema: true,
    hasExtendedObject: true,
    ignoresUnknown: false,
    checksInput: true,
    concurrentTurns: 16,
    checkModel,
    closesSchemas: true,
    moderate(model) {
      const { input, output } = describeModeration(model);
      return { input: input.results[0], output: output.results[0] };
    },
    formatFailure(failure, context) {
      const { status, body } = formatFailure(forResponses(failure), { ...context, organization });
      const { type, code, message, param } = body.error;
      return { status, error: { type, code, message, param } };
    },
  };
}

/** A failure with the words that differ from those of Chat Completions. */
export function forResponses(failure: ApiFailure): ApiFailure {
  if (failure.contextLength === undefined) return failure;
  return {
    kind: failure.kind,
    message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
    param: 'input',
    code: 'context_length_exceeded',
  };
}
