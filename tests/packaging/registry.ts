import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** The pnpm that the repository pins. */
export const { packageManager: pnpm } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly packageManager: string;
};

/** The Nodes that the packages are tried on: the one that runs the tests, and the newest. */
export const nodes: readonly { readonly name: string; readonly path: string }[] = [
  process.execPath,
  join(root, 'node_modules/.bin/node'),
].map((path) => ({ path, name: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() }));

/** An environment in which `node` is the given one and packages come from the given registry. */
export function environmentFor(node: string, userConfig: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|pnpm_|NODE_OPTIONS$)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}`,
    npm_config_userconfig: userConfig,
    // Caches of its own: the same version was something else when the tests ran before.
    npm_config_cache: join(dirname(userConfig), 'npm-cache'),
    XDG_CACHE_HOME: join(dirname(userConfig), 'cache'),
  };
}

/** A registry of its own, with all packages of this repository published to it. */
export interface Registry {
  readonly url: string;
  /** An `.npmrc` that names it. */
  readonly userConfig: string;
  /** An empty folder; vanishes with the registry. */
  createFolder(): string;
  close(): void;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until a condition holds that a child process brings about; the test's own time limit ends it otherwise. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Starts Verdaccio and publishes every package to it, as the release workflow does. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'llmsim-registry-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    cwd: folder,
  }).trim();
  writeFileSync(
    join(folder, 'config.yaml'),
    JSON.stringify({
      storage: join(folder, 'storage'),
      auth: { htpasswd: { file: join(folder, 'htpasswd') } },
      uplinks: { upstream: { url: upstream, maxage: '60m' } },
      packages: {
        '@llmsim/*': { access: '$all', publish: '$all' },
        '**': { access: '$all', proxy: 'upstream' },
      },
      log: { type: 'stdout', level: 'fatal' },
    }),
  );
  const userConfig = join(folder, '.npmrc');
  // Where npm stops looking for a project around an empty folder.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  writeFileSync(userConfig, `registry=${url}\n//127.0.0.1:${port}/:_authToken=anybody\n`);

  const newestNode = nodes.at(-1)?.path ?? process.execPath;
  const verdaccio = join(root, 'tests/packaging/node_modules/verdaccio/bin/verdaccio');
  const child: ChildProcess = spawn(
    newestNode,
    [verdaccio, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`],
    { stdio: 'ignore' },
  );
  await until(() =>
    fetch(`${url}-/ping`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );

  execFileSync(
    'npx',
    [
      '--yes',
      pnpm,
      '--recursive',
      '--filter',
      './packages/*',
      'publish',
      '--no-git-checks',
      '--registry',
      url,
    ],
    {
      cwd: root,
      env: environmentFor(newestNode, userConfig),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );

  let folders = 0;
  return {
    url,
    userConfig,
    createFolder() {
      folders += 1;
      const created = join(folder, `project-${folders}`);
      mkdirSync(created);
      return created;
    },
    close() {
      child.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
