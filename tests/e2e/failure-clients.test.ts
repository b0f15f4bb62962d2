import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { createGenerator } from '@llmsim/core';
import type { RunningServer } from '@llmsim/server';
import { startApiServer } from './api-server.js';
import {
  aboutCalls,
  anthropicClient,
  describeAsked,
  openAiClient,
  triedFaults,
  type Asked,
  type TriedClient,
} from './failure-clients.js';

const path = join(import.meta.dirname, '../../docs/failures.md');
const marks = /(<!-- clients -->\n\n)([^]*?)(\n\n<!-- end -->)/;

let server: RunningServer;
beforeAll(async () => {
  const text = 'Hello, dear world, and good morning to all of you.';
  server = await startApiServer(['openai', 'anthropic'], {
    simulator: { generator: createGenerator('fixed', { text }) },
  });
});
afterAll(() => server.close());

interface Question {
  /** `undefined`: no failure mode. */
  readonly fault?: string;
  readonly asksForCall: boolean;
}

/** Asks without a failure mode first, for a text and for a call, to compare with; then with every mode. */
const questions: readonly Question[] = [
  { asksForCall: false },
  { asksForCall: true },
  ...triedFaults.map((fault) => ({ fault, asksForCall: aboutCalls.test(fault) })),
];

/** What a client makes of every mode, from what became of the questions. */
function phrasesOf([text, call, ...asked]: readonly Asked[]): ReadonlyMap<string, string> {
  return new Map(
    triedFaults.map((fault, index) => {
      const [clean, struck] = [(aboutCalls.test(fault) ? call : text)?.seen, asked[index]];
      if (clean === undefined || struck === undefined)
        throw new Error('The client fails without a failure mode.');
      return [fault, describeAsked(clean, struck)];
    }),
  );
}

async function tryAll(client: TriedClient): Promise<ReadonlyMap<string, string>> {
  return phrasesOf(
    await Promise.all(questions.map(({ fault, asksForCall }) => client.ask(fault, asksForCall))),
  );
}

/** A Python with the package openai: a clone needs none, and then that test is skipped. */
const python = process.env['LLMSIM_TEST_PYTHON'] ?? 'python3';
const hasPythonClient = spawnSync(python, ['-c', 'import openai']).status === 0;

/** The same of the Python client, which is a program of its own. */
async function tryPython(): Promise<ReadonlyMap<string, string>> {
  const script = join(import.meta.dirname, 'failure_clients.py');
  const running = promisify(execFile)(python, [script, `${server.url}/openai/v1`]);
  running.child.stdin?.end(JSON.stringify(questions));
  return phrasesOf(JSON.parse((await running).stdout) as Asked[]);
}

const names = ['openai (JavaScript)', 'openai (Python)', '@anthropic-ai/sdk (JavaScript)'];

/** What the document says of a client: its phrases by what was asked for. */
function written(name: string): ReadonlyMap<string, string> {
  const [, , table = ''] = marks.exec(readFileSync(path, 'utf8')) ?? [];
  const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  const column = 2 + names.indexOf(name);
  return new Map(
    rows
      .filter(([, fault = '']) => fault.startsWith('`'))
      .map((cells) => [cells[1]!.slice(1, -1), cells[column] ?? '']),
  );
}

/** Writes one column of the table anew, for UPDATE_FAILURE_DOCS=1; `npm run format` aligns it. */
function write(name: string, phrases: ReadonlyMap<string, string>): void {
  const columns = names.map((column) => (column === name ? phrases : written(column)));
  const rows = triedFaults.map(
    (fault) => `| \`${fault}\` | ${columns.map((column) => column.get(fault) ?? '').join(' | ')} |`,
  );
  const table = [`| asked for | ${names.join(' | ')} |`, '| --- | --- | --- | --- |', ...rows].join('\n');
  const put = (_all: string, start: string, _old: string, end: string) => start + table + end;
  writeFileSync(path, readFileSync(path, 'utf8').replace(marks, put));
}

function compare(name: string, phrases: ReadonlyMap<string, string>): void {
  if (process.env['UPDATE_FAILURE_DOCS'] === '1') write(name, phrases);
  expect(Object.fromEntries(written(name))).toEqual(Object.fromEntries(phrases));
}

describe('the document says what each failure mode does to a client', () => {
  it.each([
    ['openai in JavaScript', openAiClient],
    ['@anthropic-ai/sdk in JavaScript', anthropicClient],
  ])(
    '%s',
    async (_name, create) => {
      const client = create(server.url);
      compare(client.name, await tryAll(client));
    },
    120_000,
  );

  (hasPythonClient ? it : it.skip)(
    'openai in Python',
    async () => {
      compare('openai (Python)', await tryPython());
    },
    120_000,
  );
});

describe('a failure that strikes so many attempts', () => {
  it.each([1, 2, 3])('is survived by clients with %i retries', async (retries) => {
    const modes = ['rate-limit;retry_after_ms=1', 'overloaded;retry_after_ms=1'];
    for (const mode of modes) {
      const settings = {
        apiKey: 'sk-test',
        maxRetries: retries,
        defaultHeaders: { 'x-llmsim-fault': `${mode};times=${retries}` },
      };
      const content = `Survive ${mode} with ${retries}.`;
      const openai = new OpenAI({ ...settings, baseURL: `${server.url}/openai/v1` });
      const { choices } = await openai.chat.completions.create({
        model: 'gpt-4o',
        messages: [{ role: 'user', content }],
      });
      expect(choices[0]?.finish_reason).toBe('stop');
      const anthropic = new Anthropic({ ...settings, baseURL: `${server.url}/anthropic` });
      const message = await anthropic.messages.create({
        model: 'claude-sonnet-4-5',
        max_tokens: 100,
        messages: [{ role: 'user', content }],
      });
      expect(message.stop_reason).toBe('end_turn');
    }
  });
});
