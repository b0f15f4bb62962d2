#!/usr/bin/env node
// Kept to what an old Node understands, so that one gets this message and not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    'llmsim needs Node.js 20.19 or later; this is ' +
      process.version +
      '. Install a newer one from https://nodejs.org.',
  );
  process.exitCode = 1;
} else {
  // From Node 22 on: the second start and later ones need not compile again.
  const { enableCompileCache } = process.getBuiltinModule('node:module');
  if (enableCompileCache !== undefined) enableCompileCache();
  await import('../dist/main.js');
}
