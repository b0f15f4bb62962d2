import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = join(import.meta.dirname, '../../packages');

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as Manifest;
}

/** Which package may depend on which, at run time. A new arrow is a decision, not an accident. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  core: ['@llmsim/schema', 'tiktoken'],
  scenarios: ['@llmsim/core', '@llmsim/schema', 're2js', 'yaml'],
  calibrate: ['@llmsim/core'],
  wire: ['@llmsim/core'],
  openresponses: ['@llmsim/core', '@llmsim/wire'],
  openai: ['@llmsim/core', '@llmsim/wire', '@llmsim/openresponses'],
  anthropic: ['@llmsim/core', '@llmsim/wire'],
  server: ['@llmsim/core', '@llmsim/scenarios', 'express', 'fzstd', 'path-to-regexp', 'prom-client', 'ws'],
  testing: [
    ...['@llmsim/anthropic', '@llmsim/core', '@llmsim/openai', '@llmsim/openresponses'],
    ...['@llmsim/scenarios', '@llmsim/server'],
  ],
  tui: ['@llmsim/core', 'blessed'],
  cli: [
    ...[
      '@llmsim/anthropic',
      '@llmsim/calibrate',
      '@llmsim/core',
      '@llmsim/openai',
      '@llmsim/openresponses',
      '@llmsim/scenarios',
      '@llmsim/server',
      '@llmsim/tui',
    ],
    ...['commander', 'js-yaml', 'pino', 'pino-pretty', 'toml-eslint-parser'],
  ],
};

/** Every source file of a package, tests aside. */
function sourcesOf(name: string): string[] {
  return (
    readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      // What only tests use, and no tarball has.
      .filter((file) => !(name === 'tui' && file.startsWith('testing/')))
      .map((file) => join(packages, name, 'src', file))
  );
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const statements =
    /^(?:import|export)\b[^';]*?from '([^'\n]+)'|^import '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm;
  return [...source.matchAll(statements)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

describe('the packages', () => {
  it('are the ones that this test knows', () => {
    expect(readdirSync(packages).toSorted()).toEqual(Object.keys(allowed).toSorted());
  });

  describe.each(Object.keys(allowed))('%s', (name) => {
    const permitted = allowed[name] ?? [];

    it('depends on nothing but what it may', () => {
      const { dependencies = {}, peerDependencies } = manifestOf(name);
      expect(Object.keys(dependencies).filter((dependency) => !permitted.includes(dependency))).toEqual([]);
      expect(peerDependencies).toBeUndefined();
    });

    it('imports nothing but what it depends on', () => {
      const strangers = sourcesOf(name).flatMap((file) =>
        importsOf(file)
          .filter((specifier) => !/^(?:\.|node:|#)/.test(specifier))
          .filter((specifier) => {
            const [first = '', second = ''] = specifier.split('/');
            const dependency = first.startsWith('@') ? `${first}/${second}` : first;
            return !permitted.includes(dependency) && !(name === 'tui' && dependency === 'blessed-contrib');
          })
          .map((specifier) => `${file}: ${specifier}`),
      );
      expect(strangers).toEqual([]);
    });

    it('keeps its exports in one typed-out list', () => {
      const index = readFileSync(join(packages, name, 'src/index.ts'), 'utf8');
      expect(index).not.toMatch(/export\s+\*/);
    });
  });
});

describe('files', () => {
  it('have names that say what is in them', () => {
    const vague = Object.keys(allowed)
      .flatMap(sourcesOf)
      .filter(
        (file) =>
          /\/(?:utils?|helpers?|common|misc|types)(?:\.ts|\/)/.test(file) ||
          /[A-Z_]/.test(file.split('/src/')[1] ?? ''),
      );
    expect(vague).toEqual([]);
  });
});
