import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './registry.js';

const packages = readdirSync(join(root, 'packages'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'llmsim-pack-'));
  execFileSync(process.execPath, [join(root, 'scripts/pack.js'), folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tarballOf(name: string): string {
  const file = readdirSync(folder).find((candidate) => candidate.startsWith(`llmsim-${name}-`));
  if (file === undefined) throw new Error(`${name} was not packed.`);
  return join(folder, file);
}

function filesOf(name: string): string[] {
  return execFileSync('tar', ['tzf', tarballOf(name)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
}

describe.each(packages)('the tarball of %s', (name) => {
  it('holds what a user needs and nothing else', () => {
    const files = filesOf(name);
    for (const needed of [
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'dist/index.js',
      'dist/index.d.ts',
    ]) {
      expect(files).toContain(needed);
    }
    const surprises = files.filter((file) =>
      /\.test\.|\.map$|^src\/|tsconfig|__golden__|fixtures|\.ts$(?<!\.d\.ts)/.test(file),
    );
    expect(surprises).toEqual([]);
  });

  it('describes itself', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest).toMatchObject({
      name: `@llmsim/${name}`,
      license: 'MIT',
      type: 'module',
      engines: { node: '>=20.19' },
      repository: { directory: `packages/${name}` },
    });
    expect(manifest['keywords']).toContain('llm');
  });

  it('passes publint in strict mode', async () => {
    const tarball = readFileSync(tarballOf(name));
    const data = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that are right for who imports it', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarballOf(name))));
    // ESM only: that CommonJS needs a dynamic import, and that old resolution knows no subpaths, is what was decided.
    const problems = 'problems' in analysis ? analysis.problems : [{ kind: 'no types' }];
    const real = problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !(
          'resolutionKind' in problem &&
          (['node10', 'node16-cjs'] as unknown[]).includes(problem.resolutionKind)
        ),
    );
    expect(real).toEqual([]);
  });
});
