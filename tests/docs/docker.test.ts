import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { load } from 'js-yaml';
import { bin, root, run, startSimulator, type Simulator } from './simulator.js';

interface Instruction {
  readonly keyword: string;
  readonly rest: string;
}

/** The instructions of the Dockerfile, stage by stage: comments left out, continued lines joined. */
function readStages(): readonly (readonly Instruction[])[] {
  const text = readFileSync(join(root, 'docker/Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '');
  const stages: Instruction[][] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (keyword === 'FROM') stages.push([]);
    stages.at(-1)?.push({ keyword, rest });
  }
  return stages;
}

const [build = [], runtime = []] = readStages();
const valueOf = (keyword: string) => runtime.find((each) => each.keyword === keyword)?.rest ?? '';
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  packageManager: string;
};

describe('the Dockerfile', () => {
  it('pins its base and pnpm', () => {
    const bases = [build, runtime].map((stage) => stage[0]?.rest);
    expect(bases).toEqual(['node:24-bookworm-slim AS build', 'node:24-bookworm-slim']);
    expect(build[1]).toEqual({ keyword: 'RUN', rest: `npm install --global ${packageManager}` });
  });

  it('runs the program itself, not as root, so that signals reach it', () => {
    expect(valueOf('USER')).toBe('node');
    expect(JSON.parse(valueOf('ENTRYPOINT'))).toEqual(['node', '/llmsim/bin/llmsim.js']);
    expect(JSON.parse(valueOf('CMD'))).toEqual(['serve']);
  });

  it('has no two RUN in a row', () => {
    for (const stage of [build, runtime]) {
      const keywords = stage.map(({ keyword }) => keyword).join(' ');
      expect(keywords).not.toMatch(/RUN RUN/);
    }
  });
});

describe('the build steps, replayed in a temporary folder', () => {
  let folder = '';
  const inFolder = (path: string) => join(folder, path);
  const environment = Object.fromEntries(
    [...valueOf('ENV').matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );

  const [, check = '[]'] = /CMD (\[.*\])$/.exec(valueOf('HEALTHCHECK')) ?? [];
  const healthCheck = JSON.parse(check) as string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'llmsim-docker-'));
    // The pinned pnpm as a program of that name, as the first RUN would have installed it.
    writeFileSync(inFolder('pnpm'), `#!/bin/sh\nexec npx --yes ${packageManager} "$@"\n`);
    chmodSync(inFolder('pnpm'), 0o755);

    let workingDirectory = folder;
    for (const { keyword, rest } of build.slice(2)) {
      if (keyword === 'WORKDIR') {
        workingDirectory = inFolder(rest);
        mkdirSync(workingDirectory);
      } else if (keyword === 'COPY') {
        const sources = rest.split(/\s+/).slice(0, -1);
        for (const file of contextFiles()) {
          if (!sources.includes('.') && !sources.includes(file)) continue;
          mkdirSync(dirname(join(workingDirectory, file)), { recursive: true });
          cpSync(join(root, file), join(workingDirectory, file));
        }
      } else {
        expect(keyword).toBe('RUN');
        const command = rest.replaceAll('/deployed', inFolder('deployed'));
        const { code, output } = await run('sh', ['-c', command], {
          cwd: workingDirectory,
          environment: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, CI: 'true' },
        });
        if (code !== 0) throw new Error(`${command}\n${output}`);
      }
    }
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('deploy what runs and nothing that is for building', () => {
    const deployed = execFileSync('ls', [inFolder('deployed/node_modules/.pnpm')], { encoding: 'utf8' });
    expect(deployed).toMatch(/^express@/m);
    expect(deployed).not.toMatch(/^(typescript|jest|vitest|blessed)@/m);
  });

  const file = (port: number) => {
    const path = inFolder('llmsim.yaml');
    writeFileSync(path, `server: {port: ${port}, host: 127.0.0.1}`);
    return path;
  };

  it.each([
    ['a flag', ['--port', '0']],
    ['a mounted file', ['--config']],
  ])(
    'give a server that is healthy at the port of %s',
    async (_name, flags) => {
      // Without a port of its own, the image lets a file have one.
      const args = flags[0] === '--config' ? [...flags, file(0)] : flags;
      const server = await startSimulator(args, {
        program: inFolder('deployed/bin/llmsim.js'),
        environment: { LLMSIM_PORT: '', ...environment },
      });
      const [command = '', script = ''] = healthCheck;
      const check = join(root, 'docker', basename(script));
      const health = () => run(command, [check, inFolder('deployed/bin/llmsim.js')], { cwd: folder });
      try {
        expect(new URL(server.url).hostname).toBe('0.0.0.0');
        const { port } = new URL(server.url);
        expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toMatchObject({ status: 'ok' });
        // Not at once, as it is after a container's start: tables are loaded first.
        let { code } = await health();
        for (let attempt = 1; code !== 0 && attempt < 20; attempt += 1) ({ code } = await health());
        expect(await health()).toEqual({ code: 0, output: '' });
      } finally {
        await server.stop();
      }
      expect((await health()).code).toBe(1);
    },
    60_000,
  );

  it('have the health check beside the program, from the files that the engine gets', () => {
    expect(contextFiles()).toContain(`docker/${basename(healthCheck[1] ?? '')}`);
    expect(runtime).toContainEqual({ keyword: 'COPY', rest: 'docker/health-check.js ./' });
    expect(healthCheck).toEqual(['node', `${valueOf('WORKDIR')}/health-check.js`]);
  });
});

/** What would be sent to the engine: what git has, without what .dockerignore names, but for what it takes back. */
function contextFiles(): readonly string[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const matches = (file: string, pattern: string) =>
    new RegExp(
      `^${pattern
        .replaceAll('.', '\\.')
        .replaceAll('**/', '(?:.*/)?')
        .replaceAll(/\*(?!\/)/g, '[^/]*')}(?:/|$)`,
    ).test(file);
  const isIgnored = (file: string) => {
    const last = lines.findLast((line) => matches(file, line.replace(/^!/, '')));
    return last !== undefined && !last.startsWith('!');
  };
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((file) => !isIgnored(file) && existsSync(join(root, file)));
}

describe('compose.yaml', () => {
  const docker = join(root, 'docker');
  const readYaml = (path: string) => load(readFileSync(join(docker, path), 'utf8'));
  const { services } = readYaml('compose.yaml') as {
    services: Record<
      string,
      { image: string; volumes: string[]; build?: { context: string; dockerfile: string } }
    >;
  };

  it('mounts files that are there', () => {
    const mounted = Object.values(services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.split(':')[0] ?? ''),
    );
    const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '.'], {
      cwd: docker,
      encoding: 'utf8',
    });
    for (const path of mounted) expect(tracked).toContain(relative('.', path));
    expect(services['llmsim']?.build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile' });
  });

  it('pins the images of others', () => {
    for (const [name, { image }] of Object.entries(services)) {
      if (name !== 'llmsim') expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
    }
  });

  it('has settings that llmsim accepts', async () => {
    const { code, output } = await run(process.execPath, [bin, 'config', 'check', 'llmsim.yaml'], {
      cwd: docker,
    });
    expect({ code, output }).toMatchObject({ code: 0 });
  }, 60_000);

  it('scrapes the simulator, and gives its data to the dashboard', () => {
    expect(readYaml('prometheus.yml')).toMatchObject({
      scrape_configs: [{ static_configs: [{ targets: ['llmsim:8080'] }] }],
    });
    expect(readYaml('grafana/provisioning/datasources/prometheus.yaml')).toMatchObject({
      datasources: [{ uid: 'prometheus', url: 'http://prometheus:9090' }],
    });
    expect(readYaml('grafana/provisioning/dashboards/llmsim.yaml')).toMatchObject({
      providers: [{ options: { path: '/var/lib/grafana/dashboards' } }],
    });
  });

  describe('the Grafana dashboard', () => {
    interface Panel {
      readonly title: string;
      readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
      readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
    }
    const { panels } = JSON.parse(readFileSync(join(docker, 'grafana/dashboards/llmsim.json'), 'utf8')) as {
      panels: readonly Panel[];
    };

    let server: Simulator;
    beforeAll(async () => {
      server = await startSimulator(['--latency', 'instant']);
    }, 60_000);
    afterAll(() => server.stop());

    it('asks for metrics that there are, with their labels, and leaves none out', async () => {
      for (const headers of [{}, { 'x-llmsim-fault': 'overloaded' }]) {
        const reply = await fetch(`${server.url}/openai/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({
            model: 'gpt-4o',
            stream: true,
            messages: [{ role: 'user', content: 'Hi' }],
          }),
        });
        await reply.text();
      }
      const page = await (await fetch(`${server.url}/metrics`)).text();
      const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
      const asked = new Set(queries.flatMap((expr) => expr.match(/llmsim_\w+/g) ?? []));
      for (const metric of asked) expect(page).toMatch(new RegExp(`^${metric}[ {]`, 'm'));
      for (const expr of queries) {
        const [, label] = /by \((\w+)\)/.exec(expr) ?? [];
        const [metric = ''] = /llmsim_\w+/.exec(expr) ?? [];
        if (label !== undefined) expect(page).toMatch(new RegExp(`^${metric}\\{[^}]*${label}="`, 'm'));
      }
      const offered = [...page.matchAll(/^# TYPE (llmsim_\w+) (\w+)$/gm)].map(([, name = '', type = '']) =>
        type === 'histogram' ? `${name}_bucket` : name,
      );
      expect([...asked].toSorted()).toEqual(offered.toSorted());
    });

    it('has panels that do not lie over each other', () => {
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
    });
  });
});
