import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const readme = fileURLToPath(new URL('../../packages/anthropic/README.md', import.meta.url));
// Beside this test, so that the packages are found.
const script = fileURLToPath(new URL('anthropic-readme.example.mjs', import.meta.url));

describe('the example in the README of @llmsim/anthropic', () => {
  afterEach(() => rmSync(script, { force: true }));

  it('prints what it says', () => {
    const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(readme, 'utf8')) ?? [];
    const [, promised = ''] = /console\.log\(.*\); \/\/ (.*)/.exec(code) ?? [];
    expect(promised).not.toBe('');
    writeFileSync(script, code);
    expect(execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim()).toBe(promised);
  });
});
