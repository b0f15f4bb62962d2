import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distributions, failureModes, generators, latencyProfileNames } from '@llmsim/core';
import { completionText, endPrograms, runProgram, startServing } from './cli-program.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(endPrograms);

async function writeConfig(text: string): Promise<string> {
  const file = join(directory, 'llmsim.yaml');
  await writeFile(file, text);
  return file;
}

describe('llmsim', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(
      await readFile(new URL('../../packages/cli/package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect(await runProgram(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('lists its commands', async () => {
    const { code, stdout } = await runProgram(['--help']);
    expect(code).toBe(0);
    for (const command of ['serve', 'tui', 'models', 'profiles', 'reload', 'config'])
      expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect(stdout).toContain('Exit codes');
  });

  it('lists in the help of serve every flag and name there is, with examples', async () => {
    const { code, stdout } = await runProgram(['serve', '--help']);
    expect(code).toBe(0);
    for (const { name } of [...generators, ...failureModes, ...distributions]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
    for (const name of latencyProfileNames) expect(stdout).toContain(name);
    for (const flag of [
      '--config',
      '--port',
      '--host',
      '--generator',
      '--target-tokens',
      '--latency',
      '--seed',
      '--tui',
    ]) {
      expect(stdout).toContain(flag);
    }
    expect(stdout).toMatch(/^ {4}npm run llmsim -- serve --/m);
  });

  it.each([
    [['serve', '--prot', '1'], "unknown option '--prot'", 'Did you mean --port?'],
    [['serv'], "unknown command 'serv'", 'Did you mean serve?'],
    [['serve', '--port'], "option '-p, --port <number>' argument missing", ''],
    [
      ['serve', '--port', '80a'],
      '--port: server.port: found "80a"; accepted: a whole number from 0 to 65535.',
      '',
    ],
    [
      ['serve', '--latency', 'instnat'],
      '--latency: latency.profile: found "instnat"',
      'Did you mean instant?',
    ],
    [['serve', 'now'], "too many arguments for 'serve'", ''],
    [['tui', '--interval', '5'], 'Accepted: 200 to 1000 milliseconds.', ''],
    [['serve', '--interval', '300'], '--interval is for the dashboard', 'add --tui'],
    [['serve', '--ascii'], '--ascii is for the dashboard', 'add --tui'],
  ])('says what is wrong with %j, and ends with 2', async (args, message, suggestion) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(suggestion);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('says on one line that a port is in use and what to do, and ends with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await runProgram(['serve', '--port', String(port)]);
    other.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `llmsim: Port ${port} on 127.0.0.1 is in use. Choose another with --port, or 0 for any free one.\n`,
    );
  });
});

describe('llmsim serve', () => {
  it('prints the address, the endpoints and something to try, which works, on one screen', async () => {
    const { program, url } = await startServing(['--generator', 'fixed:It works.', '--latency', 'instant']);
    const [, shown = '', type = '', body = ''] = await program.printed(
      /curl -N (http:\S+)[^]*-H 'content-type: (\S+)'[^]*-d '(.*)'/,
    );
    expect(shown).toBe(`${url}/openai/v1/chat/completions`);
    const reply = await fetch(shown, { method: 'POST', headers: { 'content-type': type }, body });
    expect(await reply.text()).toContain('It');
    program.signal('SIGTERM');
    const { stdout } = await program.ending;
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(86);
    expect(stdout).toContain(`${url}/openai/v1`);
    expect(stdout).toContain('/health');
    expect(stdout).not.toContain('\u001b');
  });

  it('takes settings from flags before the environment, and from the environment before the file', async () => {
    const config = await writeConfig(
      'response: {generator: "fixed:file"}\nlatency: {profile: instant}\nseed: 1\n',
    );
    const environment = { LLMSIM_RESPONSE_GENERATOR: 'fixed:environment' };
    const file = await startServing(['--config', config]);
    expect(await completionText(file.url)).toBe('file');
    const both = await startServing(['--config', config], { environment });
    expect(await completionText(both.url)).toBe('environment');
    const all = await startServing(['--config', config, '--generator', 'fixed:flag'], { environment });
    expect(await completionText(all.url)).toBe('flag');
  });

  it('refuses a file that is not there, and one with mistakes, all of them, and ends with 2', async () => {
    const missing = join(directory, 'missing.yaml');
    expect(await runProgram(['serve', '--config', missing])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `llmsim: ${missing}: there is no such file; accepted: the path of a YAML or TOML file.\n`,
    });
    const config = await writeConfig('server: {port: 80a}\nlatency: {profle: fast}\n');
    const { code, stderr } = await runProgram(['serve'], {
      environment: { LLMSIM_CONFIG: config, LLMSIM_STRICT: 'yes' },
    });
    expect(code).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'llmsim: 3 settings are wrong:',
      `  ${config}:1:10: server.port: found "80a"; accepted: a whole number from 0 to 65535.`,
      `  ${config}:2:11: latency.profle: there is no such setting. Did you mean latency.profile?`,
      '  LLMSIM_STRICT: strict: found "yes"; accepted: true or false.',
      '',
    ]);
  });

  it('says on a Node that is too old what to do', async () => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } });`;
    const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(pretend)}` };
    const { code, stderr } = await runProgram(['serve'], { environment });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^llmsim needs Node\.js 20\.19 or later; .* Install a newer one from https:\/\/nodejs\.org\.\n$/,
    );
  });

  it('loads neither the dashboard nor YAML where they are not needed', async () => {
    // Writes down every module that is loaded. Loaders run in a thread of their own, so that is a file.
    const list = join(directory, 'loaded.txt');
    await writeFile(list, '');
    const loader = `import { appendFileSync } from 'node:fs';
      export async function load(url, context, next) {
        appendFileSync(${JSON.stringify(list)}, url + '\\n');
        return next(url, context);
      }`;
    const hook = `import { register } from 'node:module';
      register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(loader))});`;
    const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };
    const { program, url } = await startServing(['--latency', 'instant'], { environment });
    await completionText(url);
    program.signal('SIGTERM');
    expect((await program.ending).code).toBe(0);
    const loaded = (await readFile(list, 'utf8')).split('\n');
    expect(loaded.some((module) => module.includes('express'))).toBe(true);
    expect(loaded.filter((module) => /blessed|packages\/tui|js-yaml/.test(module))).toEqual([]);
  });
});

describe('llmsim config', () => {
  it('prints the settings in force and where each is from', async () => {
    const config = await writeConfig('server: {port: 9000}\n');
    const { code, stdout } = await runProgram(['config', 'print', '--config', config, '--seed', '7'], {
      environment: { LLMSIM_HOST: '::1' },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^ {2}port: 9000 +# ${config}:1$`, 'm'));
    expect(stdout).toMatch(/^ {2}host: "::1" +# LLMSIM_HOST$/m);
    expect(stdout).toMatch(/^seed: "7" +# --seed$/m);
    expect(stdout).toMatch(/^ {2}generator: lorem +# default$/m);
  });

  it('checks a file by itself', async () => {
    const right = await writeConfig('server: {port: 9000}\nseed: 1\n');
    const environment = { LLMSIM_PORT: 'wrong' };
    expect(await runProgram(['config', 'check', right], { environment })).toMatchObject({
      code: 0,
      stdout: `${right} is valid: 2 settings.\n`,
    });
    const wrong = await writeConfig('server: {port: 80a}\n');
    expect(await runProgram(['config', 'check', wrong])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `llmsim: ${wrong}:1:10: server.port: found "80a"; accepted: a whole number from 0 to 65535.\n`,
    });
  });
});
