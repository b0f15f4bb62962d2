import { jsonResponse } from '@llmsim/core';
import type { PlannedReply, WireResponse } from '@llmsim/core';
import { messageIdOf } from '../../identifiers.js';
import type { MessagesRequest } from '../messages-request.js';
import { describeContent } from './content-blocks.js';
import { describeContainer } from '../hosted/hosted-blocks.js';
import { describeStop } from './stop-reason.js';
import { describeUsage } from './usage.js';

/** The whole reply as one JSON body. */
export function encodeReply(request: MessagesRequest, reply: PlannedReply): WireResponse {
  return jsonResponse(200, describeMessage(request, reply));
}

/** Why the cache missed what it could have had: as where the answer comes before that is known. */
export function describeDiagnostics({ asksDiagnostics }: MessagesRequest) {
  return asksDiagnostics ? { diagnostics: { cache_miss_reason: null } } : undefined;
}

/** What was edited of the context, where the reply lists it. */
export function describeEdits({ appliedEdits }: MessagesRequest) {
  return appliedEdits === undefined ? undefined : { context_management: { applied_edits: appliedEdits } };
}

/** The message, keys in the order of the wire. */
export function describeMessage(request: MessagesRequest, reply: PlannedReply) {
  return {
    model: request.model.apiName,
    id: messageIdOf(reply.idSeed),
    type: 'message',
    role: 'assistant',
    content: describeContent(request, reply),
    ...describeStop(request, reply),
    usage: describeUsage(reply, request),
    container: describeContainer(request, reply),
    ...describeDiagnostics(request),
    ...describeEdits(request),
  };
}
