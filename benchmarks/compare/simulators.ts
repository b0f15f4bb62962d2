import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { llmsimCommand } from '../instruments/llmsim.ts';
import type { ServerCommand } from '../instruments/server-process.ts';

/** The same work for every simulator: a reply of so many words, each a chunk of its own, so long apart. */
export interface Work {
  readonly words: number;
  /** Between two chunks; 0: no waiting. Milliseconds. */
  readonly tbtMs: number;
}

/** A simulator that is compared. */
export interface Simulator {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** Every chunk with text holds it once. */
  readonly marker: string;
  /** `undefined` if it cannot do that work. */
  command(work: Work): ServerCommand | undefined;
}

const require = createRequire(import.meta.url);

/** Where a package is installed. */
function directoryOf(name: string): string {
  for (const place of require.resolve.paths(name) ?? []) {
    try {
      return dirname(require.resolve(join(place, name, 'package.json')));
    } catch {
      // Not here.
    }
  }
  throw new Error(`${name} is not installed.`);
}

function versionOf(name: string): string {
  return (require(join(directoryOf(name), 'package.json')) as { version: string }).version;
}

function writeFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'llmsim-compare-')), name);
  writeFileSync(path, text);
  return path;
}

/** Five characters, a space included. */
const word = 'word ';

/** Every simulator that this machine has, llmsim first. */
export function simulators(): readonly Simulator[] {
  return [llmsim(), aimock(), mockLlm(), openaiMockApi()];
}

function llmsim(): Simulator {
  return {
    name: 'llmsim',
    version: versionOf('@llmsim/cli'),
    path: '/openai/v1/chat/completions',
    marker: '"delta":{"content":"',
    command({ words, tbtMs }) {
      const config = `latency: { ttft_mean_ms: ${tbtMs}, ttft_stddev_ms: 0, tbt_mean_ms: ${tbtMs}, tbt_stddev_ms: 0 }\n`;
      return llmsimCommand(['--target-tokens', String(words), '--config', writeFile('llmsim.yaml', config)]);
    },
  };
}

function aimock(): Simulator {
  const name = '@copilotkit/aimock';
  return {
    name,
    version: versionOf(name),
    path: '/v1/chat/completions',
    marker: `"content":"${word}"`,
    command({ words, tbtMs }) {
      const fixtures = [{ match: { userMessage: 'Hello' }, response: { content: word.repeat(words) } }];
      const file = writeFile('fixtures.json', JSON.stringify({ fixtures }));
      return {
        args: (port) => [
          join(directoryOf(name), 'dist/cli.js'),
          ...['--port', String(port), '--fixtures', file, '--log-level', 'silent'],
          ...['--latency', String(tbtMs), '--chunk-size', String(word.length)],
        ],
      };
    },
  };
}

function mockLlm(): Simulator {
  const name = '@dwmkerr/mock-llm';
  return {
    name,
    version: versionOf(name),
    path: '/v1/chat/completions',
    marker: `"content":"${word}"`,
    command({ words, tbtMs }) {
      const reply = {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        created: 1_700_000_000,
        model: 'gpt-4o',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: word.repeat(words) },
            finish_reason: 'stop',
          },
        ],
      };
      const config = {
        streaming: { chunkSize: word.length, chunkIntervalMs: tbtMs },
        rules: [
          {
            path: '/v1/chat/completions',
            match: '@',
            response: { status: 200, content: JSON.stringify(reply) },
          },
        ],
      };
      // JSON is YAML.
      const file = writeFile('mock-llm.yaml', JSON.stringify(config));
      return {
        args: () => [join(directoryOf(name), 'dist/main.js'), '--config', file],
        env: (port) => ({ HOST: '127.0.0.1', PORT: String(port) }),
      };
    },
  };
}

/** Its waits between chunks cannot be set. */
const openaiMockApiTbtMs = 50;

function openaiMockApi(): Simulator {
  const name = 'openai-mock-api';
  return {
    name,
    version: versionOf(name),
    path: '/v1/chat/completions',
    marker: '"delta":{"content":"',
    command({ words, tbtMs }) {
      if (tbtMs !== 0 && tbtMs !== openaiMockApiTbtMs) return undefined;
      const config = {
        apiKey: 'sk-benchmark',
        responses: [
          {
            id: 'hello',
            messages: [
              { role: 'user', content: 'Hello' },
              { role: 'assistant', content: word.repeat(words).trim() },
            ],
          },
        ],
      };
      const file = writeFile('config.yaml', JSON.stringify(config));
      return {
        args: (port) => [
          join(directoryOf(name), 'dist/cli.js'),
          ...['--config', file, '--port', String(port), '--log-file', '/dev/null'],
        ],
      };
    },
  };
}
