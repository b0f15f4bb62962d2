import { estimateCharacters, isRequestError, prepareRequest, tokenCounterForModel } from '@llmsim/core';
import type {
  ApiFailure,
  JsonValue,
  Outcome,
  RequestContext,
  SimRequest,
  SocketAction,
  SocketSession,
  SocketTurn,
  StreamFraming,
} from '@llmsim/core';
import { createExchange } from '../create-exchange.js';
import { parseRequest } from '../request/parse-request.js';
import type { Item } from '../request/responses-request.js';
import type { ResponsesServices } from '../responses-services.js';
import { describeInput } from '../state/describe-input.js';
import { loadReferences } from '../state/load-references.js';
import type { StoredResponse, ResponseObject } from '../state/response-store.js';
import type { Lane, Memory, Running, Waiting } from './lane.js';
import { fieldsOf, readMessage } from './read-message.js';
import type { SocketRequest } from './read-message.js';
import { connectionTooOld, maxLanes, maxWaiting, tooManyLanes, tooManyWaiting } from './socket-failures.js';
import { createSteering, takePending } from './steering.js';
import { bytesOf, isSteer, requiredInput } from './steer-messages.js';
import { warmUp } from './warm-up.js';

/** Messages are JSON as it is. */
const framing: StreamFraming = { before: () => '', after: '', terminated: false };

/** How long the messages that wait may be altogether, in bytes, before no more are taken. */
const maxWaitingBytes = 16_777_216;

/**
 * The conversation of one connection: turns of a lane follow each other, lanes run side by side as far as the
 * dialect lets them. A lane remembers its latest response, stored or not, so that it can be continued from any lane
 * of the connection until the next one takes its place.
 */
export function createSocketSession(services: ResponsesServices, connection: RequestContext): SocketSession {
  const { dialect } = services;
  const { inSteps } = connection;
  const stores = services.storesOf(connection);
  const hasLanes = dialect.concurrentTurns > 1;
  const lanes = new Map<string | undefined, Lane>();
  const running = new Map<SocketTurn, Running>();
  const waiting: Waiting[] = [];
  let active = 0;
  let turns = 0;

  const errorMessage = (failure: ApiFailure, streamId: string | undefined): string => {
    const { status, error } = dialect.formatFailure(failure, connection);
    return JSON.stringify({ type: 'error', status, error, stream_id: streamId });
  };
  const refusal = (failure: ApiFailure, streamId: string | undefined): SocketAction => ({
    type: 'send',
    message: errorMessage(failure, streamId),
  });

  const laneOf = (streamId: string | undefined): Lane | undefined => {
    const known = lanes.get(streamId);
    if (known !== undefined) return known;
    const named = lanes.size - (lanes.has(undefined) ? 1 : 0);
    if (streamId !== undefined && named >= maxLanes) return undefined;
    const lane: Lane = { streamId, isBusy: false, latest: undefined, pending: [] };
    lanes.set(streamId, lane);
    return lane;
  };

  /** Of a long prompt in steps. */
  const countTokens = async (request: SimRequest): Promise<number> => {
    if (inSteps === undefined) return services.countInputTokens(request);
    const steps = prepareRequest(request, tokenCounterForModel(request.model));
    return steps === undefined ? services.countInputTokens(request) : (await inSteps(steps)).inputTokens;
  };

  const remembered = (id: string): Memory | undefined => {
    for (const { latest } of lanes.values()) if (latest?.id === id) return latest;
    return undefined;
  };

  const waitingBytes = () => waiting.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  const keptBytes = () => {
    let sum = waitingBytes();
    for (const { latest, pending } of lanes.values()) sum += (latest?.bytes ?? 0) + bytesOf(pending);
    for (const { steers } of running.values()) sum += bytesOf(steers);
    return sum;
  };

  const release = ({ lane, body, result }: Running, hasFailed: boolean): void => {
    lane.isBusy = false;
    active -= 1;
    if (!hasFailed) lane.latest = result ?? lane.latest;
    else if (lane.latest?.id === body['previous_response_id']) lane.latest = undefined;
  };

  /** Begins what may begin: the oldest requests whose lanes are free. */
  const advance = async (atMs: number): Promise<readonly SocketAction[]> => {
    const actions: SocketAction[] = [];
    while (active < dialect.concurrentTurns) {
      const index = waiting.findIndex(({ lane }) => !lane.isBusy);
      const [next] = index === -1 ? [] : waiting.splice(index, 1);
      if (next === undefined) break;
      actions.push(...(await begin(next, atMs)));
    }
    return actions;
  };

  const begin = async (request: Waiting, atMs: number): Promise<readonly SocketAction[]> => {
    const { lane } = request;
    const body = takePending(request.body, lane);
    const { streamId } = lane;
    lane.isBusy = true;
    active += 1;
    turns += 1;
    const run: Running = {
      lane,
      body,
      request: undefined,
      responseId: undefined,
      result: undefined,
      required: [],
      steers: [],
    };
    const context: RequestContext = { ...connection, acceptedAtMs: atMs };
    try {
      let earlier: readonly Item[] = [];
      const parsed = await parseRequest(body, {
        ...services,
        inSteps,
        async loadReferences(what) {
          const loaded = await loadReferences(what, {
            ...stores,
            running: services.running,
            local: (id) => remembered(id)?.items,
          });
          earlier = loaded.earlier;
          return loaded;
        },
      });
      const ended = (response: StoredResponse): void => {
        const { output } = JSON.parse(response.response) as ResponseObject;
        run.required = requiredInput(output);
        const items = [...earlier, ...describeInput(response.input, response.id), ...output];
        run.result = { id: response.id, items, bytes: estimateCharacters(items as JsonValue) };
      };
      if (!request.generate) {
        const inputTokens = await countTokens(parsed.sim);
        const warm = warmUp(
          parsed,
          inputTokens,
          { ...services, ...stores, context, streamId, ended },
          `${connection.requestId}/${turns}`,
        );
        await warm.kept;
        release(run, false);
        return warm.messages.map((message) => ({ type: 'send', message }));
      }
      run.request = parsed;
      const begun = (id: string) => {
        run.responseId = id;
      };
      const turn: SocketTurn = {
        exchange: createExchange(parsed, { ...services, ...stores, context, streamId, begun, ended }),
        framing,
        encodeFailure: (failure) => errorMessage(failure, streamId),
      };
      running.set(turn, run);
      return [{ type: 'turn', turn }];
    } catch (error) {
      release(run, true);
      if (!isRequestError(error)) throw error;
      return [refusal(error.failure, streamId)];
    }
  };

  const steering = createSteering({
    connectionId: connection.requestId,
    running,
    isRemembered: (id) => remembered(id) !== undefined,
    enqueue: (successor) => waiting.unshift(successor),
  });

  return {
    get keptBytes() {
      return keptBytes();
    },
    receive({ value, bytes, receivedAtMs }) {
      let request: SocketRequest;
      try {
        const message = fieldsOf(value);
        if (hasLanes && isSteer(message)) return [steering.steer(message, bytes)];
        request = readMessage(message, hasLanes);
      } catch (error) {
        if (!isRequestError(error)) throw error;
        return [refusal(error.failure, undefined)];
      }
      const lane = laneOf(request.streamId);
      if (lane === undefined) return [refusal(tooManyLanes, undefined)];
      if (waiting.length >= maxWaiting || waitingBytes() >= maxWaitingBytes)
        return [refusal(tooManyWaiting, request.streamId)];
      waiting.push({ ...request, lane, bytes });
      return advance(receivedAtMs);
    },
    turnEnded(turn: SocketTurn, outcome: Outcome, endedAtMs: number) {
      const run = running.get(turn);
      if (run === undefined) return [];
      running.delete(turn);
      const hasFailed = outcome === 'failed';
      release(run, hasFailed);
      const steered = steering.followUp(run, hasFailed);
      const next = advance(endedAtMs);
      return steered.length === 0 ? next : next.then((actions) => [...steered, ...actions]);
    },
    expired: () => [
      refusal(connectionTooOld, undefined),
      { type: 'close', code: 1000, reason: 'websocket_connection_limit_reached' },
    ],
  };
}
