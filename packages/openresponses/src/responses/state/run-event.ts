import type { StreamFraming } from '@llmsim/core';

/** An event of a response that runs on its own: its type, a line break, and itself as JSON. */
export type RunEvent = string;

/** How an encoder makes such events: no name of an event has a line break. */
export const runFraming: StreamFraming = {
  before: (name) => `${name ?? ''}\n`,
  after: '',
  terminated: false,
  isKept: true,
};

export function readEvent(event: RunEvent): { readonly type: string; readonly json: string } {
  const divider = event.indexOf('\n');
  return { type: event.slice(0, divider), json: event.slice(divider + 1) };
}
