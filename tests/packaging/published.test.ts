import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor, nodes, pnpm, root, startRegistry, type Registry } from './registry.js';

let registry: Registry;

beforeAll(async () => {
  registry = await startRegistry();
}, 120_000);

afterAll(() => registry.close());

/** Runs a program that serves until it has said where, asks it for a completion, and ends it. */
async function askServer(command: string, args: readonly string[], node: string): Promise<unknown> {
  const child = spawn(command, args, {
    cwd: registry.createFolder(),
    env: environmentFor(node, registry.userConfig),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const found = /listens on (http:\/\/\S+)/.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', () => reject(new Error(`It ended without listening, and said: ${output}`)));
    });
    const response = await fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4o', max_tokens: 3, messages: [{ role: 'user', content: 'Hi' }] }),
    });
    return await response.json();
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

const served = { object: 'chat.completion', usage: { completion_tokens: 3 } };
const flags = ['@llmsim/cli', 'serve', '--port', '0', '--latency', 'instant'];

describe.each(nodes)('from a registry, on Node $name', ({ path: node }) => {
  it('pnpm dlx serves', async () => {
    expect(await askServer('npx', ['--yes', pnpm, 'dlx', ...flags], node)).toMatchObject(served);
  }, 120_000);

  it('npx serves', async () => {
    expect(await askServer('npx', ['--yes', ...flags], node)).toMatchObject(served);
  }, 120_000);
});

/** Starts the program of this repository. In a process of its own: the programs here are waited for without a pause. */
async function startServer(): Promise<{ url: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, [join(root, 'packages/cli/bin/llmsim.js'), 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /listens on (http:\/\/\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    async end() {
      child.kill();
      await ended;
    },
  };
}

/** Installs packages into an empty project and runs a program there. */
function runProgram(packages: readonly string[], program: string, node: string): string {
  const folder = registry.createFolder();
  const env = environmentFor(node, registry.userConfig);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], { cwd: folder, env });
  const installed = execFileSync('npm', ['ls', '--all', '--parseable'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  writeFileSync(join(folder, 'program.js'), program);
  const output = execFileSync(node, ['program.js'], { cwd: folder, env, encoding: 'utf8', timeout: 30_000 });
  return `${installed}\n${output}`;
}

/** The first block of code in a package's README that is a program. */
function exampleOf(name: string): string {
  const readme = readFileSync(join(root, 'packages', name, 'README.md'), 'utf8');
  const [, program] = /```(?:js|ts)\n([\s\S]*?)```/.exec(readme) ?? [];
  if (program === undefined) throw new Error(`The README of ${name} has no example.`);
  return program;
}

describe.each(nodes)('a package alone, on Node $name', ({ path: node }) => {
  it('schema needs no other package at all, and its README’s example runs', () => {
    const output = runProgram(['@llmsim/schema'], exampleOf('schema'), node);
    expect(output).not.toMatch(/node_modules\/(?!@llmsim\/schema)/);
    expect(output).toContain("city: 'Paris', days: 3");
  }, 60_000);

  it('core needs no other package of ours but schema, and its README’s example runs', () => {
    const output = runProgram(['@llmsim/core'], exampleOf('core'), node);
    expect(output).not.toMatch(/node_modules\/@llmsim\/(?!core|schema)/);
    expect(output).toContain('4');
  }, 60_000);

  it('server starts in a test, as its README shows', () => {
    const output = runProgram(
      ['@llmsim/server', '@llmsim/openai', '@llmsim/core'],
      exampleOf('server'),
      node,
    );
    expect(output).toContain('Lorem ');
  }, 60_000);

  it('cli is a function, as its README shows', () => {
    const program = `${exampleOf('cli')}
      let said = '';
      const stdout = { write: (text) => (said += text) };
      const runtime = { stdout, stderr: stdout, environment: {}, onSignal: () => () => undefined };
      console.log(await run(['--version'], runtime), said);`;
    expect(runProgram(['@llmsim/cli'], program, node)).toMatch(/0 \d+\.\d+\.\d+/);
  }, 60_000);

  it('tui prints a snapshot, as its README shows', async () => {
    const server = await startServer();
    try {
      const program = exampleOf('tui').replaceAll('http://127.0.0.1:8080', server.url);
      expect(runProgram(['@llmsim/tui'], program, node)).toContain('"total_requests"');
    } finally {
      await server.end();
    }
  }, 60_000);

  it('server embeds in a bare Express app', () => {
    const program = `
      import express from 'express';
      import { createMemoryStateStore, createModelCatalog } from '@llmsim/core';
      import { createOpenAiProvider } from '@llmsim/openai';
      import { createApp } from '@llmsim/server';

      const catalog = createModelCatalog();
      const store = createMemoryStateStore({ nowMs: () => performance.now() });
      const app = express();
      app.get('/mine', (request, response) => response.send('mine'));
      app.use('/simulated', createApp({ providers: [createOpenAiProvider({ catalog, store })] }));
      const server = app.listen(0, '127.0.0.1', async () => {
        const base = \`http://127.0.0.1:\${server.address().port}\`;
        console.log(await (await fetch(\`\${base}/mine\`)).text());
        const models = await (await fetch(\`\${base}/simulated/openai/v1/models\`)).json();
        console.log(models.object, models.data.some(({ id }) => id === 'gpt-5'));
        server.close();
        server.closeAllConnections();
      });`;
    expect(
      runProgram(['@llmsim/server', '@llmsim/openai', '@llmsim/core', 'express'], program, node),
    ).toMatch(/mine\nlist true\n/);
  }, 60_000);
});
