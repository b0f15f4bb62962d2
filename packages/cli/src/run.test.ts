import { run } from './run.js';
import type { Runtime } from './runtime.js';

/** Runs a command line in this process. */
async function call(argv: readonly string[], environment: Runtime['environment'] = {}) {
  let stdout = '';
  let stderr = '';
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    environment,
    onSignal: () => () => undefined,
    hasLostTerminal: () => false,
    notifyParent: () => undefined,
    onParentGone: () => () => undefined,
  });
  return { code, stdout, stderr };
}

it.each([
  [['--version'], 0],
  [['--help'], 0],
  [['serve', '--help'], 0],
  [['help', 'config'], 0],
  [[], 2],
  [['unheard-of'], 2],
  [['serve', '--unheard-of'], 2],
  [['serve', '--port', 'x'], 2],
  [['config', 'check'], 2],
  [['config', 'check', '/nowhere.yaml'], 2],
  [['reload', 'http://127.0.0.1:1'], 1],
  [['worker'], 1],
  [['models'], 0],
  [['models', '--unheard-of'], 2],
])('ends %j with %d', async (argv, code) => {
  expect((await call(argv)).code).toBe(code);
});

it('prints help to standard output if it was asked for, and to standard error if not', async () => {
  expect(await call(['--help'])).toMatchObject({
    stdout: expect.stringContaining('Usage: llmsim') as string,
    stderr: '',
  });
  expect(await call([])).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('Usage: llmsim') as string,
  });
});

it('does not show what is only for workers', async () => {
  expect((await call(['--help'])).stdout).not.toContain('worker ');
});

it('adds up a flag that may be given several times', async () => {
  const { stdout } = await call(['config', 'print', '-e', 'stall=0.1', '--error', 'reset=0.2']);
  expect(stdout).toContain('modes: [{mode: stall, rate: 0.1}, {mode: reset, rate: 0.2}]');
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'takes %s for a name that there is not',
  async (name) => {
    for (const flags of [
      ['--generator', name],
      ['--latency', name],
      ['--error', `${name}=1`],
      ['--strict', '--log-level', name],
      ['--log-format', name],
      ['--drain-timeout', `1${name}`],
    ]) {
      const { code, stderr } = await call(['config', 'print', ...flags]);
      expect([flags, code]).toEqual([flags, 2]);
      expect(stderr).toContain('accepted');
    }
    for (const variable of [
      'STRICT',
      'CONTROL_HEADERS',
      'BODY_LIMIT',
      'ALIAS',
      'TENANTS',
      'RESPONSE_TOOL_CALLS',
    ]) {
      const { code } = await call(['config', 'print'], { [`LLMSIM_${variable}`]: name });
      expect([variable, code]).toEqual([variable, 2]);
    }
  },
);

it.each([
  ['LLMSIM_GENERATOR', 'LLMSIM_RESPONSE_GENERATOR'],
  ['LLMSIM_TARGET_TOKENS', 'LLMSIM_RESPONSE_TARGET_TOKENS'],
  ['LLMSIM_PROFILE', 'LLMSIM_LATENCY_PROFILE'],
  ['LLMSIM_LATENCY', 'LLMSIM_LATENCY_PROFILE'],
  ['LLMSIM_API_KEYS', 'LLMSIM_AUTH_API_KEYS'],
  ['LLMSIM_API_KEY', 'LLMSIM_AUTH_API_KEYS'],
  ['LLMSIM_ERROR', 'LLMSIM_ERRORS_MODES'],
  ['LLMSIM_DRAIN_TIMEOUT', 'LLMSIM_DRAIN_TIMEOUT_MS'],
  ['LLMSIM_SERVER_PORT', 'LLMSIM_PORT'],
  ['LLMSIM_PROT', 'LLMSIM_PORT'],
])('refuses the variable %s and names %s', async (name, meant) => {
  const { code, stderr } = await call(['config', 'print'], { [name]: 'x' });
  expect(code).toBe(2);
  expect(stderr).toContain(`Did you mean ${meant}?`);
});

it.each(['LLMSIM_MODEL', 'LLMSIM_HOME', 'LLMSIM_BASE_URL'])(
  'passes over the variable %s of somebody else',
  async (name) => {
    expect((await call(['config', 'print'], { [name]: 'x' })).code).toBe(0);
  },
);

it('does not take an empty API key for none', async () => {
  expect(await call(['config', 'print', '--api-key', ''])).toMatchObject({ code: 2 });
  expect(await call(['config', 'print', '--api-key', '', '--api-key', 'sk-one'])).toMatchObject({ code: 2 });
});

it('reads the environment that it is given', async () => {
  expect((await call(['config', 'print'], { LLMSIM_SEED: 'x' })).stdout).toMatch(/^seed: x +# LLMSIM_SEED$/m);
});

it.each([
  [{}, 'http://127.0.0.1:8080'],
  [{ LLMSIM_PORT: '1', LLMSIM_HOST: '0.0.0.0' }, 'http://127.0.0.1:1'],
])('looks for the server where the environment says: %j', async (environment, url) => {
  const { stderr } = await call(['reload'], { ...environment, LLMSIM_PORT: '1' });
  expect(stderr).toContain(`No llmsim answers at ${url.replace('8080', '1')}.`);
});

it('lists the models with the day of the built-in table', async () => {
  const { stdout } = await call(['models']);
  expect(stdout).toMatch(/^MODEL +RELEASED +CONTEXT +OUTPUT +EFFORTS +INPUT +SERVED AT +REFUSES$/m);
  expect(stdout).toMatch(
    /^gpt-5-codex +2025-09-15 +400000 +128000 +low medium\* high +text image +responses +verbosity$/m,
  );
  expect(stdout).toMatch(/as of \d{4}-\d\d-\d\d;/);
});

it('lists as JSON the models that the settings say', async () => {
  const { stdout } = await call(['models', '--json'], { LLMSIM_MODELS_AVAILABLE: 'o3, mine' });
  const { as_of, models } = JSON.parse(stdout) as { as_of: string; models: { id: string }[] };
  expect(as_of).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(models.map(({ id }) => id)).toEqual(['o3', 'mine']);
  expect(models[0]).toMatchObject({
    default_reasoning_effort: 'medium',
    refuses: expect.anything() as unknown,
  });
});
