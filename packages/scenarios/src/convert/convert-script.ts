import { LlmsimError } from '@llmsim/core';
import { stringify } from 'yaml';
import { isMapping, show } from '../file/reader.js';
import type {
  FaultInput,
  ReplyPartInput,
  ScenarioFile,
  ScenarioInputEntry,
  TurnInput,
} from '../file/scenario-file.js';

/** A script of the Rust llmsim that says what is said, or what goes wrong. */
type ScriptTurn = { readonly reply: readonly ReplyPartInput[] } | { readonly fault: FaultInput };

type OnExhausted = 'repeat_last' | 'error' | 'loop';

/** A script that loops is written out until it has so many turns: a conversation is hardly longer. */
const writtenOut = 200;

/**
 * Makes a scenario file of a script of the Rust llmsim: JSON with `turns` of type `assistant`, `tool_calls`, `mixed` and
 * `error`, and `on_exhausted`. A script counts requests; the scenario goes by the conversation, so that an `error` strikes
 * the first attempts at the turn after it.
 * @returns YAML
 * @throws LlmsimError LLMSIM_SCRIPT for what is no such script
 */
export function convertScript(json: string): string {
  const { turns, onExhausted } = readScript(json);
  return stringify(fileOf(turns, onExhausted), { lineWidth: 110 });
}

function fileOf(turns: readonly ScriptTurn[], onExhausted: OnExhausted): ScenarioFile {
  const rounds = onExhausted === 'loop' ? Math.max(1, Math.ceil(writtenOut / turns.length)) : 1;
  const all = Array.from({ length: rounds }, () => turns).flat();
  const script: ScenarioInputEntry = { name: 'script', turns: gather(all) };
  return { unmatched: 'refuse', scenarios: [script, ...atTheEnd(turns.at(-1), onExhausted)] };
}

/** Lets each error strike the first attempts at what comes after it; those at the end strike for ever. */
function gather(turns: readonly ScriptTurn[]): readonly TurnInput[] {
  const gathered: TurnInput[] = [];
  let faults: FaultInput[] = [];
  for (const turn of turns) {
    if ('fault' in turn) faults.push(turn.fault);
    else {
      gathered.push({ ...(faults.length > 0 && { fault: inOrder(faults) }), reply: turn.reply });
      faults = [];
    }
  }
  const last = faults.at(-1);
  return last === undefined ? gathered : [...gathered, { fault: [...inOrder(faults.slice(0, -1)), last] }];
}

function inOrder(faults: readonly FaultInput[]): readonly FaultInput[] {
  return faults.map((fault, index) => ({ ...(fault as { mode: string }), attempts: index + 1 }));
}

/** What comes after the last turn. */
function atTheEnd(last: ScriptTurn | undefined, onExhausted: OnExhausted): readonly ScenarioInputEntry[] {
  if (onExhausted === 'loop') return [];
  if (onExhausted === 'error' || last === undefined) {
    return [
      {
        name: 'after the script',
        optional: true,
        fault: { mode: 'status', code: 500, message: 'Script exhausted' },
      },
    ];
  }
  if ('fault' in last) return [{ name: 'after the script', optional: true, fault: last.fault }];
  // Where the last turn calls a tool, it is repeated to its own result.
  const isCall = last.reply.some((part) => typeof part === 'object' && 'tool' in part);
  const when = isCall ? { when: { tool_result: 'any' } } : {};
  return [{ name: 'after the script', optional: true, ...when, reply: last.reply }];
}

function readScript(json: string): { turns: readonly ScriptTurn[]; onExhausted: OnExhausted } {
  let script: unknown;
  try {
    script = JSON.parse(json);
  } catch (error) {
    throw wrong(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isMapping(script) || !Array.isArray(script['turns']) || script['turns'].length === 0) {
    throw wrong('it must be a mapping with a list "turns" of at least one');
  }
  const { on_exhausted: onExhausted = 'repeat_last' } = script;
  if (onExhausted !== 'repeat_last' && onExhausted !== 'error' && onExhausted !== 'loop') {
    throw wrong(`"on_exhausted" must be repeat_last, error or loop; found ${show(onExhausted)}`);
  }
  return { turns: script['turns'].map((turn, index) => readTurn(turn, `turns[${index}]`)), onExhausted };
}

function readTurn(turn: unknown, place: string): ScriptTurn {
  if (!isMapping(turn)) throw wrong(`"${place}" must be a mapping; found ${show(turn)}`);
  switch (turn['type']) {
    case 'assistant':
      return { reply: [readText(turn, place)] };
    case 'tool_calls':
      return { reply: readCalls(turn, place) };
    case 'mixed':
      return { reply: [readText(turn, place), ...readCalls(turn, place)] };
    case 'error':
      return { fault: readError(turn, place) };
    default:
      throw wrong(
        `"${place}.type" must be assistant, tool_calls, mixed or error; found ${show(turn['type'])}`,
      );
  }
}

function readText({ text }: Readonly<Record<string, unknown>>, place: string): string {
  if (typeof text !== 'string') throw wrong(`"${place}.text" must be a text; found ${show(text)}`);
  return escape(text);
}

function readCalls({ calls }: Readonly<Record<string, unknown>>, place: string): readonly ReplyPartInput[] {
  if (!Array.isArray(calls)) throw wrong(`"${place}.calls" must be a list; found ${show(calls)}`);
  return calls.map((call: unknown, index) => {
    if (!isMapping(call) || typeof call['name'] !== 'string') {
      throw wrong(`"${place}.calls[${index}]" must have a name; found ${show(call)}`);
    }
    const { id, name, arguments: given = {} } = call;
    // As a text, nothing is added to it.
    return {
      tool: name,
      arguments: escape(JSON.stringify(given)),
      ...(typeof id === 'string' && { id }),
    };
  });
}

function readError(turn: Readonly<Record<string, unknown>>, place: string): FaultInput {
  const message = typeof turn['message'] === 'string' ? { message: turn['message'] } : {};
  switch (turn['kind']) {
    case 'rate_limit':
      return { mode: 'rate-limit' };
    case 'timeout':
      return { mode: 'timeout', after_ms: 0 };
    case 'invalid_request':
      return { mode: 'invalid-request', ...message };
    case 'other':
      return {
        mode: 'status',
        code: typeof turn['status_code'] === 'number' ? turn['status_code'] : 500,
        ...message,
      };
    default:
      throw wrong(
        `"${place}.kind" must be rate_limit, timeout, invalid_request or other; found ${show(turn['kind'])}`,
      );
  }
}

/** A dollar begins a reference in a scenario. */
function escape(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function wrong(what: string): LlmsimError {
  return new LlmsimError('LLMSIM_SCRIPT', `The script cannot be converted: ${what}.`);
}
