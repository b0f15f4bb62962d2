import type { RunningCalls } from '@llmsim/core';
import type { Item } from '../request/responses-request.js';
import type { Fields } from '@llmsim/wire';
import { readEvent, type RunEvent } from './run-event.js';
import type { ResponseStore, StoredResponse, ResponseObject } from './response-store.js';

/** The response object as it was kept. */
export function responseOf({ response }: Pick<StoredResponse, 'response'>): ResponseObject {
  return JSON.parse(response) as ResponseObject;
}

/** Whether a response still runs on its own, by what is kept of it. */
export function isRunning({ run }: StoredResponse): boolean {
  return run !== null && !run.isOver;
}

/** Where responses are, those that run and those that are over. */
export interface ResponseSource {
  readonly responses: Pick<ResponseStore, 'find'>;
  readonly running: Pick<RunningCalls, 'state'>;
}

/** A response as it is now, wherever it runs. */
export async function currentResponse(
  stored: StoredResponse,
  { responses, running }: ResponseSource,
): Promise<ResponseObject> {
  if (!isRunning(stored)) return responseOf(stored);
  const state = await running.state(stored.id);
  if (state !== undefined) return responseOf({ response: state });
  // It has ended in the meantime, or it never will.
  const ended = (await responses.find(stored.id)) ?? stored;
  return isRunning(ended) ? lost(ended) : responseOf(ended);
}

/** Whether nothing more will happen to a response. */
export function isOver({ status }: ResponseObject): boolean {
  return status !== 'queued' && status !== 'in_progress';
}

/** What became of a response whose process ended before it did. */
function lost(stored: StoredResponse): ResponseObject {
  const error = { code: 'server_error', message: 'The process that ran this response has ended.' };
  return { ...responseOf(stored), status: 'failed', error };
}

/** The items that a stream's events add up to; those that are not done stay in progress. */
export function assembleOutput(events: readonly RunEvent[]): readonly Item[] {
  const items: Item[] = [];
  for (const { type, json } of events.map(readEvent)) {
    const event = JSON.parse(json) as Fields;
    const index = event['output_index'];
    if (typeof index !== 'number') continue;
    if (type === 'response.output_item.added' || type === 'response.output_item.done') {
      items[index] = event['item'] as Item;
      continue;
    }
    const item = items[index];
    if (item !== undefined) items[index] = growItem(item, type, event);
  }
  return items;
}

function growItem(item: Item, type: string, event: Fields): Item {
  switch (type) {
    case 'response.content_part.added':
    case 'response.content_part.done':
      return { ...item, content: [event['part']] };
    case 'response.reasoning_summary_part.added':
    case 'response.reasoning_summary_part.done':
      return { ...item, summary: [event['part']] };
    case 'response.function_call_arguments.delta':
      return { ...item, arguments: String(item['arguments']) + String(event['delta']) };
    case 'response.custom_tool_call_input.delta':
      return { ...item, input: String(item['input']) + String(event['delta']) };
    default:
      if (!type.endsWith('.delta')) return item;
      return type.includes('summary')
        ? { ...item, summary: growFirst(item['summary'], event) }
        : { ...item, content: growFirst(item['content'], event) };
  }
}

function growFirst(parts: unknown, event: Fields): readonly unknown[] {
  const [first] = parts as readonly Fields[];
  if (first === undefined) return [];
  const key = first['type'] === 'refusal' ? 'refusal' : 'text';
  return [{ ...first, [key]: String(first[key]) + String(event['delta']) }];
}
