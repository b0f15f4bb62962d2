import { isLarge, jsonResponse, longJsonResponse, noUsage, RequestError } from '@llmsim/core';
import type { AnswerEndpoint, SimMessage, SimRequest } from '@llmsim/core';
import { isFields } from '@llmsim/wire';
import { createIdSource } from '../../identifiers.js';
import { describeUsage } from '../output/response-object.js';
import { summarize, wrapSummary } from '../request/compaction-summary.js';
import { parseRequest } from '../request/parse-request.js';
import type { ResponsesServices } from '../responses-services.js';
import { describeInput } from '../state/describe-input.js';
import { loadReferences } from '../state/load-references.js';
import type { Item } from '../request/responses-request.js';

/**
 * `POST /responses/compact`: a conversation as what its user said, and one item that stands for the rest. A model makes
 * that item, so it takes its time, costs tokens and may fail.
 */
export function createCompactEndpoint(services: ResponsesServices): AnswerEndpoint {
  return {
    type: 'answer',
    name: 'compact',
    method: 'POST',
    path: '/responses/compact',
    async parse(body, context) {
      if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
      let earlier: readonly Item[] = [];
      const request = await parseRequest(body, {
        ...services,
        inSteps: context.inSteps,
        async loadReferences(what) {
          const loaded = await loadReferences(what, {
            running: services.running,
            ...services.storesOf(context),
          });
          earlier = loaded.earlier;
          return loaded;
        },
      });
      return {
        request: request.sim,
        answer({ inputTokens, idSeed }) {
          const ids = createIdSource(idSeed, 'compaction');
          const id = ids.draw('resp');
          const asked = describeInput([...earlier, ...request.input], id).filter(
            (item) => item.type === 'message' && item['role'] === 'user',
          );
          const summary = summarize(request.sim.messages);
          const outputTokens = countText(summary, request.sim, services);
          const usage = { ...noUsage, inputTokens, outputTokens };
          const compaction = {
            id,
            object: 'response.compaction',
            created_at: Math.floor(context.acceptedAtMs / 1000),
            output: [
              ...asked,
              { id: ids.draw('cmp'), type: 'compaction', encrypted_content: wrapSummary(summary) },
            ],
            usage: describeUsage(usage),
          };
          const encode = isLarge(compaction.output) ? longJsonResponse : jsonResponse;
          return { answer: encode(200, compaction), usage };
        },
      };
    },
  };
}

/** The tokens of a text alone: what a prompt of it costs more than an empty one. */
function countText(text: string, request: SimRequest, { countInputTokens }: ResponsesServices): number {
  const count = (content: SimMessage['content']) =>
    countInputTokens({ ...request, tools: [], messages: [{ role: 'user', content }] });
  return count([{ type: 'text', text }]) - count([]);
}
