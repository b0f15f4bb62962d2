import { createSimRequest, isRequestError, jsonResponse, noUsage, RequestError } from '@llmsim/core';
import type { AnswerContext, AnswerEndpoint, AnswerExchange, RequestContext } from '@llmsim/core';
import { isFields, type Place } from '@llmsim/wire';
import type { ErrorBody } from '../encode-failure.js';
import { batchIdOf } from '../identifiers.js';
import { readApiHeaders } from '../reading/api-headers.js';
import {
  asObject,
  below,
  readItems,
  readObject,
  refuseInput,
  refuseMissing,
  requireString,
} from '../reading/input-reader.js';
import { editAtOnce } from '../messages/context/edit-context.js';
import type { MessagesOptions } from '../messages/messages-endpoint.js';
import type { MessagesRequest } from '../messages/messages-request.js';
import { refusingResponder } from '../messages/refusing-responder.js';
import { describeMessage } from '../messages/reply/encode-reply.js';
import { parseRequest } from '../messages/request/parse-request.js';
import { batchesOf, describeBatch, type Batch, type BatchedResult } from './batch.js';
import { resultsUrlOf } from './results-url.js';

/** More requests than this are not taken: all of a batch is decided at once. The service takes 100,000. */
const mostRequests = 1000;

/** All replies of a batch together have no more output tokens than this, so that one request cannot keep a server busy. */
const mostOutputTokens = 500_000;

const idPattern = /^[a-zA-Z0-9_-]{1,64}$/;

/** One request of a batch, read; or why it fails. */
interface BatchedRequest {
  readonly customId: string;
  readonly request: MessagesRequest | ErrorBody;
}

/** `POST /v1/messages/batches`. */
export function createBatchEndpoint(options: MessagesOptions): AnswerEndpoint {
  return {
    type: 'answer',
    name: 'batches',
    method: 'POST',
    path: '/v1/messages/batches',
    parse: (body, context) => createExchange(readRequests(body, context, options), context, options),
  };
}

/** Reads the requests. One that is wrong fails later, on its own. @throws RequestError for a batch that is wrong */
function readRequests(
  body: unknown,
  context: RequestContext,
  options: MessagesOptions,
): readonly BatchedRequest[] {
  if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
  readApiHeaders(context, options.strict);
  const place: Place = { parent: undefined, key: 'requests' };
  const list = readItems(body, 'requests') ?? refuseMissing(place);
  if (list.length === 0) refuseInput(place, 'List should have at least 1 item after validation, not 0');
  if (list.length > mostRequests) {
    refuseInput(
      place,
      `This llmsim takes ${mostRequests} requests in a batch at most, not ${list.length}. Send several batches.`,
    );
  }
  const ids = new Set<string>();
  return list.map((item, index) => {
    const at = below(place, index);
    const entry = asObject(item, at);
    const customId = requireString(entry, 'custom_id', at);
    if (!idPattern.test(customId)) {
      refuseInput(below(at, 'custom_id'), "String should match pattern '^[a-zA-Z0-9_-]{1,64}$'");
    }
    if (ids.has(customId)) refuseInput(below(at, 'custom_id'), `\`custom_id\` must be unique: ${customId}`);
    ids.add(customId);
    const params = readObject(entry, 'params', at) ?? refuseMissing(below(at, 'params'));
    return { customId, request: readOne({ ...params, stream: false }, context, options) };
  });
}

function readOne(
  params: object,
  context: RequestContext,
  options: MessagesOptions,
): MessagesRequest | ErrorBody {
  try {
    const request = editAtOnce(parseRequest(params, context, options));
    return { ...request, serviceTier: 'batch' };
  } catch (error) {
    return describeError(error, context, options);
  }
}

/** @throws what is no fault of the request */
function describeError(error: unknown, context: RequestContext, options: MessagesOptions): ErrorBody {
  if (!isRequestError(error)) throw error;
  return options.formatFailure(error.failure, context);
}

function createExchange(
  requests: readonly BatchedRequest[],
  context: RequestContext,
  options: MessagesOptions,
): AnswerExchange {
  const first = requests.find(({ request }) => 'sim' in request)?.request as MessagesRequest | undefined;
  let batch: Batch | undefined;
  return {
    request: first?.sim ?? createSimRequest({ model: '', messages: [] }),
    // A batch has limits of its own, and does not count against those of messages.
    charge: 0,
    answer(given) {
      batch = {
        id: batchIdOf(given.idSeed),
        createdAtMs: context.acceptedAtMs,
        cancelledAtMs: null,
        results: decideAll(requests, given, context, options),
      };
      const described = describeBatch(
        batch,
        context.acceptedAtMs,
        resultsUrlOf(batch.id, context),
        'in_progress',
      );
      return { answer: jsonResponse(200, described), usage: noUsage, afterMs: 0 };
    },
    begin: () => (batch === undefined ? undefined : batchesOf(options.store, context).put(batch.id, batch)),
  };
}

/** @throws RequestError if the replies would be too long together */
function decideAll(
  requests: readonly BatchedRequest[],
  given: AnswerContext,
  context: RequestContext,
  options: MessagesOptions,
): readonly BatchedResult[] {
  let outputTokens = 0;
  return requests.map(({ customId, request }) => {
    const { outputTokens: added, ...result } = decide(request, given, context, options);
    outputTokens += added;
    if (outputTokens > mostOutputTokens) {
      throw new RequestError({
        kind: 'payload-too-large',
        message: `The replies of this batch would have more than the ${mostOutputTokens} output tokens that this llmsim makes for one batch. Send several batches.`,
      });
    }
    return { custom_id: customId, ...result };
  });
}

/** What will come of a request, and when. */
function decide(
  request: MessagesRequest | ErrorBody,
  { plan }: AnswerContext,
  context: RequestContext,
  options: MessagesOptions,
): Pick<BatchedResult, 'doneAfterMs' | 'result'> & { readonly outputTokens: number } {
  if (!('sim' in request))
    return { doneAfterMs: 0, outputTokens: 0, result: { type: 'errored', error: request } };
  try {
    const reply = plan(request.sim, request.isRefused ? refusingResponder : undefined);
    if (reply.type === 'failure') {
      const error = options.formatFailure(reply.failure, context);
      return { doneAfterMs: reply.afterMs, outputTokens: 0, result: { type: 'errored', error } };
    }
    const message = JSON.parse(JSON.stringify(describeMessage(request, reply))) as object;
    return {
      doneAfterMs: reply.timeline.durationMs() ?? 0,
      outputTokens: reply.usage.outputTokens,
      result: { type: 'succeeded', message },
    };
  } catch (error) {
    return {
      doneAfterMs: 0,
      outputTokens: 0,
      result: { type: 'errored', error: describeError(error, context, options) },
    };
  }
}
