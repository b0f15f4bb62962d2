import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodes, root } from './registry.js';

let clone: string;

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'llmsim-versions-'));
  execFileSync('git', ['clone', '--quiet', root, clone]);
  // Changesets compare with the main branch, whatever is checked out here.
  execFileSync('git', ['checkout', '--quiet', '-B', 'main'], { cwd: clone });
  // Changes that wait for the next release would be released, too.
  const folder = join(clone, '.changeset');
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.md') && file !== 'README.md') rmSync(join(folder, file));
  }
  const author = ['-c', 'user.name=llmsim', '-c', 'user.email=llmsim@localhost'];
  const commit = ['commit', '--quiet', '--all', '--allow-empty', '-m', 'Release all that waits'];
  execFileSync('git', [...author, ...commit], { cwd: clone });
}, 30_000);

afterAll(() => rmSync(clone, { recursive: true, force: true }));

interface ReleasePlan {
  readonly releases: readonly { readonly name: string; readonly type: string }[];
}

/** What a changeset would release. */
function releasesOf(changes: Readonly<Record<string, string>>): Record<string, string> {
  const heading = Object.entries(changes).map(([name, type]) => `'@llmsim/${name}': ${type}\n`);
  writeFileSync(join(clone, '.changeset/tried.md'), `---\n${heading.join('')}---\n\nA change.\n`);
  const newestNode = nodes.at(-1)?.path ?? process.execPath;
  execFileSync(
    newestNode,
    [join(root, 'node_modules/@changesets/cli/bin.js'), 'status', '--output', 'plan.json'],
    {
      cwd: clone,
      stdio: 'ignore',
    },
  );
  const plan = JSON.parse(readFileSync(join(clone, 'plan.json'), 'utf8')) as ReleasePlan;
  return Object.fromEntries(
    plan.releases
      .filter(({ type }) => type !== 'none')
      .map(({ name, type }) => [name.replace('@llmsim/', ''), type]),
  );
}

describe('versions', () => {
  it.each([
    'schema',
    'core',
    'scenarios',
    'calibrate',
    'wire',
    'openresponses',
    'openai',
    'anthropic',
    'server',
    'testing',
    'tui',
    'cli',
  ])('a patch of %s releases nothing else', (name) => {
    expect(releasesOf({ [name]: 'patch' })).toEqual({ [name]: 'patch' });
  });

  it('a change that leaves the range of its dependents releases them too', () => {
    expect(releasesOf({ openresponses: 'major' })).toMatchObject({
      openresponses: 'major',
      openai: 'patch',
      cli: 'patch',
    });
  });
});
