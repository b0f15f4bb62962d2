// Bundles the parts of blessed and blessed-contrib that the dashboard draws with into dist/screen/blessed-widgets.js,
// and puts what they read at run time beside it. They are not dependencies of the published package, because
// blessed-contrib asks for a range of lodash that some package managers cannot read, and for many packages of which
// the line chart needs none.
import { build } from 'esbuild';
import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const blessed = dirname(require.resolve('blessed/package.json'));

/** Only the widgets in use, in place of the index that loads them all; and one function in place of lodash. */
const replacements = {
  blessed: `
    exports.Node = exports.node = require('blessed/lib/widgets/node');
    exports.Screen = exports.screen = require('blessed/lib/widgets/screen');
    exports.Box = exports.box = require('blessed/lib/widgets/box');
    exports.tput = require('blessed/lib/tput');
  `,
  lodash: 'exports.max = (values) => Math.max(...values);',
};

const trim = {
  name: 'trim',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(blessed|lodash)$/ }, ({ path }) => ({ path, namespace: 'trim' }));
    // blessed imports its own index in one place, to find the tab width of the screen.
    onResolve({ filter: /^\.\.\/$/ }, () => ({ path: 'blessed', namespace: 'trim' }));
    onLoad({ filter: /.*/, namespace: 'trim' }, ({ path }) => ({
      contents: replacements[path],
      resolveDir: root,
    }));
    // `new Buffer` makes Node warn, over the screen.
    onLoad({ filter: /[\\/]drawille-blessed-contrib[\\/]index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('new Buffer(', 'Buffer.alloc('),
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/screen/blessed-widgets.ts'],
  outfile: 'dist/screen/blessed-widgets.js',
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  plugins: [trim],
  minify: true,
  metafile: true,
  legalComments: 'inline',
  logLevel: 'warning',
  // blessed finds its description of a terminal relative to its own file.
  define: { __dirname: 'bundleDirectory' },
  banner: {
    js: [
      "import { createRequire } from 'node:module';",
      "import { fileURLToPath } from 'node:url';",
      'const require = createRequire(import.meta.url);',
      "const bundleDirectory = fileURLToPath(new URL('.', import.meta.url));",
    ].join('\n'),
  },
});
cpSync(join(blessed, 'usr', 'xterm-256color'), join(root, 'dist', 'usr', 'xterm-256color'));

// Whoever is bundled must be named, with the licence, in the file that the package carries for it.
const notices = readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8');
const bundled = new Set(
  Object.keys(metafile.inputs).flatMap(
    (path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [],
  ),
);
const unnamed = [...bundled].filter((name) => !notices.includes(`## ${name} `));
if (unnamed.length > 0) {
  console.error(`THIRD-PARTY-NOTICES.md does not name ${unnamed.join(', ')}.`);
  process.exit(1);
}
