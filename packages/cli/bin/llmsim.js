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
  // V8 learns from requests that are under way which objects to place among the old ones at once, and each of those then
  // keeps all the garbage of its request until the next full collection. A request's objects are short-lived: young
  // ones, all of them. See docs/decisions/0013-no-pretenuring.md.
  process.getBuiltinModule('node:v8').setFlagsFromString('--no-allocation-site-pretenuring');
  // From Node 22 on: the second start and later ones need not compile again.
  const { enableCompileCache } = process.getBuiltinModule('node:module');
  if (enableCompileCache !== undefined) enableCompileCache();
  await import('../dist/main.js');
}
