import {
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  createSystemClock,
  customLatencyProfile,
  createGenerator,
  type Exchange,
  type GenerationEndpoint,
  type PlannedReply,
  type RequestContext,
  type Simulator,
  type StreamFraming,
} from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import type { Api } from '../measure/apis.ts';

/** Of every sample reply. */
export const tokens = 100;

/** Server-sent events, as the server frames them. */
export const framing: StreamFraming = {
  before: (name) => (name === undefined ? 'data: ' : `event: ${name}\ndata: `),
  after: '\n\n',
  terminated: true,
};

const context: RequestContext = {
  requestId: 'req_0123456789abcdef0123456789abcdef',
  acceptedAtMs: 1_750_000_000_000,
  headers: {},
  query: {},
  params: {},
};

const clock = createSystemClock();
const provider = createOpenAiProvider({
  catalog: createModelCatalog(),
  store: createMemoryStateStore({ nowMs: () => clock.nowMs() }),
});

/** A simulator as the measurements of streams use it: 100 tokens, constant waits. */
export const simulator: Simulator = createSimulator({
  generator: createGenerator('lorem', { targetTokens: tokens }),
  latency: () => customLatencyProfile({ name: 'constant', timeToFirstToken: 200, interTokenLatency: 20 }),
  seed: 1,
});

/** The body of a request of an API, parsed as JSON. */
export function sampleBody(api: Api, streaming: boolean): unknown {
  return JSON.parse(api.request(streaming).body ?? '');
}

/** The endpoint of an API. */
export function endpointOf(api: Api): GenerationEndpoint {
  const { path } = api.request(false);
  const endpoint = provider.endpoints.find(
    (candidate) => candidate.type === 'generation' && provider.basePath + candidate.path === path,
  );
  if (endpoint?.type !== 'generation') throw new Error(`There is no endpoint ${path}.`);
  return endpoint;
}

/** Reads a request as the server does. */
export function parseSample(endpoint: GenerationEndpoint, body: unknown): Exchange {
  const exchange = endpoint.parse(body, context);
  if (exchange instanceof Promise) throw new Error('Nothing of this request has to be waited for.');
  return exchange;
}

/** Decides the reply to an exchange. */
export function planSample(exchange: Exchange): PlannedReply {
  const plan = simulator.plan(exchange.request);
  if (plan.type !== 'reply') throw new Error('The request was not answered.');
  return plan;
}
