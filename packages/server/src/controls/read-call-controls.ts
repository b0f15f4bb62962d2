import type { ApiFailure, RequestContext } from '@llmsim/core';
import { faultOfKey, readApiKey } from '../access/api-key.js';
import { readControl, readControls, type CallControls } from './read-controls.js';

export type { CallControls };

const parameter = 'x-llmsim-fault';

/**
 * What a call asks for beyond its body: by its `x-llmsim-*` headers, and, for clients that cannot set any, by
 * `?x-llmsim-fault=` in the URL or by a key that ends with `-fault-` and a failure mode. Headers win over the URL, and
 * that over the key. `undefined` if it asks for nothing, which costs next to nothing.
 * @throws RequestError for what is not accepted
 */
export function readCallControls(headers: RequestContext['headers'], url: string): CallControls | undefined {
  const controls = readControls(headers);
  if (controls?.faults !== undefined) return controls;
  const fault = faultOfUrl(url) ?? faultOfKey(readApiKey(headers));
  return fault === undefined ? controls : { ...controls, ...readControl(parameter, fault.trim()) };
}

function faultOfUrl(url: string): string | undefined {
  const query = url.indexOf('?');
  if (query === -1 || !url.includes(parameter, query)) return undefined;
  return new URLSearchParams(url.slice(query)).get(parameter) ?? undefined;
}

/** What a failure mode refuses this request with by its head, instead of asking for the body that it announces. */
export function refusalOfBody(
  { expect }: RequestContext['headers'],
  controls: CallControls | undefined,
): ApiFailure | undefined {
  if (expect === undefined || controls?.faults === undefined) return undefined;
  for (const { mode } of controls.faults) {
    if (mode.stage === 'before-turn' && mode.refusesBody !== undefined) return mode.refusesBody;
  }
  return undefined;
}

/** Whether it will be so refused, before anything else of the request was read. */
export function asksForRefusal(headers: RequestContext['headers'], url: string): boolean {
  try {
    return refusalOfBody(headers, readCallControls(headers, url)) !== undefined;
  } catch {
    // What is wrong with it is said when the call is opened.
    return false;
  }
}
