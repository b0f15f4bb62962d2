import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const newestNode = fileURLToPath(new URL('../../../../node_modules/.bin/node', import.meta.url));
const nodes = [process.execPath, ...(existsSync(newestNode) ? [newestNode] : [])];

// V8 ignores a flag that it does not know, so nobody would notice if it were renamed.
it.each(nodes)('names a flag that %s has', (node) => {
  const flags = execFileSync(node, ['--v8-options'], { encoding: 'utf8', maxBuffer: 10_000_000 });
  expect(flags).toContain('--allocation-site-pretenuring');
});
