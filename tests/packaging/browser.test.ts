import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { root } from './registry.js';

/** Takes a WebAssembly module into the bundle, as the bundlers' own plugins do: its exports are the module's. */
const webAssembly: Plugin = {
  name: 'web-assembly',
  setup(bundler) {
    bundler.onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
      const bytes = readFileSync(path);
      const module = await WebAssembly.compile(bytes);
      const sources = [...new Set(WebAssembly.Module.imports(module).map(({ module: source }) => source))];
      const contents = [
        ...sources.map((source, index) => `import * as source${index} from ${JSON.stringify(source)};`),
        `const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString('base64'))}), (c) => c.charCodeAt(0));`,
        `const imports = { ${sources.map((source, index) => `${JSON.stringify(source)}: source${index}`).join(', ')} };`,
        'const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);',
        ...WebAssembly.Module.exports(module).map(
          ({ name }) => `export const ${name} = exports[${JSON.stringify(name)}];`,
        ),
      ].join('\n');
      return { contents, loader: 'js' };
    });
  },
};

const program = `
  import { countTokens, createGenerator, createSimRequest, createSimulator, latencyProfile, simulate } from '@llmsim/core';

  globalThis.run = async () => {
    const simulator = createSimulator({ generator: createGenerator('echo') });
    const request = createSimRequest({ model: 'gpt-5-mini', messages: [{ role: 'user', content: 'Grüße 👋' }] });
    let text = '';
    for await (const event of simulate(request, { simulator, latency: latencyProfile('instant') })) {
      if (event.type === 'part-delta') text += event.delta;
    }
    return { tokens: countTokens('Hello, world!', 'gpt-5'), text };
  };`;

describe('core in a browser', () => {
  it('is bundled without anything of Node, and runs where there is nothing of Node', async () => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: join(root, 'tests/packaging') },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      plugins: [webAssembly],
      logLevel: 'silent',
    });
    const bundle = outputFiles[0]?.text ?? '';
    expect(bundle).not.toMatch(/["']node:/);
    const browser = createContext({
      ...{ TextDecoder, TextEncoder, WebAssembly, atob, performance, crypto, setTimeout, clearTimeout },
    });
    runInContext(bundle, browser);
    expect(await runInContext('run()', browser)).toEqual({ tokens: 4, text: 'Grüße 👋' });
  }, 60_000);
});
