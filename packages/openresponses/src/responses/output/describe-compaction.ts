import { createSeededRandom, deriveSeed } from '@llmsim/core';
import type { PlannedReply } from '@llmsim/core';
import { drawId, familyOf } from '../../identifiers.js';
import { summarize, wrapSummary } from '../request/compaction-summary.js';
import type { ResponsesRequest } from '../request/responses-request.js';
import type { CompactionItem } from './output-item.js';

/**
 * The compaction that ends the output of a reply; `undefined`: none was asked for, or the prompt is too short for it.
 * The same reply has the same one each time.
 */
export function describeCompaction(
  request: ResponsesRequest,
  reply: PlannedReply,
  responseId: string,
): CompactionItem | undefined {
  const { isAll, fromTokens } = request.compaction;
  if (!isAll && reply.usage.inputTokens < fromTokens) return undefined;
  const random = createSeededRandom(deriveSeed(reply.idSeed, 'responses', 'compaction'));
  return {
    id: drawId('cmp', familyOf(responseId), random),
    type: 'compaction',
    encrypted_content: wrapSummary(summarize(request.sim.messages)),
  };
}
