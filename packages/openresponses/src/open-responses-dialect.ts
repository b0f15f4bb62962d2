import { createMemberCheck } from '@llmsim/wire';
import { formatFailure } from './encode-failure.js';
import { openResponsesMembers } from './open-responses-members.js';
import type { ResponsesDialect } from './responses/responses-dialect.js';

/** Parameters of the open standard, release 2026-04-24. */
const parameters = new Set([
  'background',
  'frequency_penalty',
  'include',
  'input',
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'model',
  'parallel_tool_calls',
  'presence_penalty',
  'previous_response_id',
  'prompt_cache_key',
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
]);

/** The Responses wire as https://www.openresponses.org has it. */
export const openResponsesDialect: ResponsesDialect = {
  name: 'openresponses',
  documentationUrl: 'https://www.openresponses.org/reference',
  parameters,
  checkMembers: createMemberCheck(openResponsesMembers),
  includes: ['reasoning.encrypted_content', 'message.output_text.logprobs'],
  reasoningEfforts: ['none', 'low', 'medium', 'high', 'xhigh'],
  serviceTiers: ['auto', 'default', 'flex', 'priority'],
  toolTypes: ['function'],
  textFormats: ['text', 'json_schema'],
  foreignItemTypes: [],
  reasoningTextEvent: 'response.reasoning',
  endsWithDone: true,
  reasoningHasStatus: true,
  // The published schema of the response has no other value than null here.
  echoesSchema: false,
  hasExtendedObject: false,
  ignoresUnknown: false,
  checksInput: false,
  closesSchemas: false,
  concurrentTurns: 1,
  formatFailure,
};

/** The same for clients that also speak to other APIs: what the standard does not know is ignored. */
export const tolerantDialect: ResponsesDialect = { ...openResponsesDialect, ignoresUnknown: true };
