// `npm run pack [-- FOLDER]`: install, build, and pack every package as it would be published, into FOLDER or tarballs/.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { install, pnpm, root } from './pnpm.js';

const folder = resolve(process.argv[2] ?? join(root, 'tarballs'));
const tarballs = () => readdirSync(folder).filter((file) => file.endsWith('.tgz'));
const quiet = { quiet: true };

console.error('llmsim: installing, building and packing …');
mkdirSync(folder, { recursive: true });
for (const file of tarballs()) rmSync(join(folder, file));
const isPacked =
  install(quiet) &&
  pnpm(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only'], quiet) &&
  pnpm(['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder], quiet);
if (!isPacked) {
  console.error('llmsim: could not pack; the output above says why.');
  process.exit(1);
}
console.log(`${tarballs().length} packages are in ${folder}. In a project of your own:\n`);
console.log(`  npm install ${join(folder, '*.tgz')}\n  npx llmsim serve`);
