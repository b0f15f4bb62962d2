import type { ReplyFacts } from '@llmsim/core';

/** The headers that every reply of Anthropic has, whatever its status. */
export function replyHeaders({ requestId }: ReplyFacts, organization: string): Record<string, string> {
  return { 'request-id': requestId, 'anthropic-organization-id': organization };
}
