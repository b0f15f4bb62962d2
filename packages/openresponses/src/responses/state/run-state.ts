import type { Item } from '../request/responses-request.js';
import type { Fields } from '@llmsim/wire';
import type { StoredEvent, StoredResponse, StoredRun, ResponseObject } from './response-store.js';

/** Events that hold the whole response. */
const wholeResponse = /^response\.(created|queued|in_progress|completed|incomplete|failed)$/;

/** The events of a run that have happened by a time, in wall milliseconds. */
export function eventsUntil(run: StoredRun, atMs: number): readonly StoredEvent[] {
  const elapsedMs = Math.min(atMs, run.cancelledAtMs ?? Infinity) - run.startedAtMs;
  const pending = run.events.findIndex(([dueMs]) => dueMs > elapsedMs);
  return pending === -1 ? run.events : run.events.slice(0, pending);
}

/** The response object as it is at a time, in wall milliseconds. */
export function responseAt(stored: StoredResponse, atMs: number): ResponseObject {
  if (stored.run === null) return JSON.parse(stored.response ?? '{}') as ResponseObject;
  const { run } = stored;
  const happened = eventsUntil(run, atMs);
  const [, , json = '{}'] = happened.findLast(([, type]) => wholeResponse.test(type)) ?? run.events[0] ?? [];
  const { response } = JSON.parse(json) as { response: ResponseObject };
  if (run.cancelledAtMs === null) return response;
  return { ...response, status: 'cancelled', output: assembleOutput(happened) };
}

/** Whether nothing more will happen to a response. */
export function isOver(response: ResponseObject): boolean {
  return response.status !== 'queued' && response.status !== 'in_progress';
}

/** The items that a stream's events add up to; those that are not done stay in progress. */
export function assembleOutput(events: readonly StoredEvent[]): readonly Item[] {
  const items: Item[] = [];
  for (const [, type, json] of events) {
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
