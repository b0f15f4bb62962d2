// `node ../../scripts/bundle.js` in a package that was just compiled: puts the modules of `dist` together into one
// file for each that is exported, and what they share into files between them. Loading a module takes Node some
// 0.3 ms, and there are hundreds: most of the time to start the server would be that. Dependencies stay apart.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const root = process.cwd();
const dist = join(root, 'dist');
const { exports, imports = {}, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The files below `dist` that a part of package.json names. */
const filesIn = (part) => JSON.stringify(part ?? {}).match(/\.\/dist\/[^"]+\.js(?!on)/g) ?? [];

// Program files are few lines that import the program proper.
const programs = Object.values(bin ?? {}).map(() => './dist/main.js');
const entryPoints = [...new Set([...filesIn(exports), ...programs])];
const separate = filesIn(imports);

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints,
  outdir: dist,
  outbase: dist,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  packages: 'external',
  external: ['#*', 'node:*'],
  chunkNames: 'part-[hash]',
  metafile: true,
  logLevel: 'warning',
});

const kept = new Set([...Object.keys(metafile.outputs), ...separate].map((file) => resolve(root, file)));
for (const file of readdirSync(dist, { recursive: true })) {
  const path = join(dist, file);
  if (path.endsWith('.js') && !kept.has(path)) rmSync(path);
}
console.log(`${relative(process.cwd(), dist)}: ${Object.keys(metafile.outputs).length} files`);
