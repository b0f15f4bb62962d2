import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const core = join(import.meta.dirname, '../../packages/core/src');

/** The folders of core, from the ground up. A folder may import what stands before it. */
const floors = [
  'bounded',
  'steps',
  'random',
  'errors',
  'options',
  'turn',
  'tokens',
  'models',
  'latency',
  'stream',
  'faults',
  'stats',
  'generator',
  'responders',
  'provider',
  'memory',
  'simulator',
  'testing',
];

/** The source files of a folder, tests aside, as paths relative to it. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
}

/** The files of the same package that a file imports, as paths relative to `root`. */
function importsOf(root: string, file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/^(?:import|export)\b[^';]*?from '(\.[^'\n]+)'/gm)].map(([, specifier = '']) =>
    relative(root, join(root, dirname(file), specifier)).replace(/\.js$/, '.ts'),
  );
}

function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

describe('the folders of core', () => {
  it('are the ones that this test knows', () => {
    const folders = readdirSync(core, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const unknown = folders.map(({ name }) => name).filter((name) => !floors.includes(name));
    expect(unknown).toEqual([]);
  });

  it('import only what stands below them', () => {
    const upward = sourcesIn(core)
      .filter((file) => folderOf(file) !== '')
      .flatMap((file) =>
        importsOf(core, file)
          .filter((target) => floors.indexOf(folderOf(target)) > floors.indexOf(folderOf(file)))
          .map((target) => `${file} imports ${target}`),
      );
    expect(upward).toEqual([]);
  });
});

describe.each(readdirSync(join(core, '../..')))('the files of %s', (name) => {
  it('do not import each other in circles', () => {
    const root = join(core, '../..', name, 'src');
    const sources = sourcesIn(root);
    const imports = new Map(sources.map((file) => [file, importsOf(root, file)]));
    const circles: string[] = [];
    const done = new Set<string>();
    const path: string[] = [];
    function visit(file: string): void {
      const start = path.indexOf(file);
      if (start >= 0) circles.push([...path.slice(start), file].join(' → '));
      if (start >= 0 || done.has(file)) return;
      path.push(file);
      for (const target of imports.get(file) ?? []) visit(target);
      path.pop();
      done.add(file);
    }
    for (const file of imports.keys()) visit(file);
    expect(circles).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const document = readFileSync(join(core, '../../../ARCHITECTURE.md'), 'utf8');

  it.each(['core', 'server'])('has every folder of %s in its table, and none that is not there', (name) => {
    const [, table = ''] =
      new RegExp(`^\\| folder of \`packages/${name}/src\`[^]*?\\n((?:\\|.*\\n)+)`, 'm').exec(document) ?? [];
    const named = [...table.matchAll(/^\|([^|]*)\|/gm)]
      .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path))
      .filter((path) => !path.endsWith('.ts'));
    const folders = readdirSync(join(core, '../..', name, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(named.sort()).toEqual(folders.sort());
  });
});
