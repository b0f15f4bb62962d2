import type { RunningCalls, SimRequest } from '@llmsim/core';
import type { CountSteps } from './request/fit-context.js';
import type { ModelSource } from './request/parse-request.js';
import type { ResponsesDialect } from './responses-dialect.js';
import type { StoresOf } from './state/tenant-stores.js';

/** What all endpoints of the Responses wire work with. */
export interface ResponsesServices {
  readonly dialect: ResponsesDialect;
  readonly catalog: ModelSource;
  /** Refuse unknown models and unknown parameters, as the services do. */
  readonly strict: boolean;
  /** How many tokens the prompt of a request has. */
  readonly countInputTokens: (request: SimRequest) => number;
  /** The same in steps, for long prompts. */
  readonly countInSteps: CountSteps;
  readonly storesOf: StoresOf;
  /** Responses that run in the background. */
  readonly running: RunningCalls;
}
