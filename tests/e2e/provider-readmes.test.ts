import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Beside this test, so that the packages are found.
const script = fileURLToPath(new URL('provider-readme.example.mjs', import.meta.url));

describe.each(['anthropic', 'openai', 'openresponses'])('the example in the README of @llmsim/%s', (name) => {
  afterEach(() => rmSync(script, { force: true }));

  it('prints what it says', () => {
    const readme = new URL(`../../packages/${name}/README.md`, import.meta.url);
    const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(readme, 'utf8')) ?? [];
    const [, promised = ''] = /console\.log\(.*\); \/\/ (.*)/.exec(code) ?? [];
    expect(promised).not.toBe('');
    writeFileSync(script, code);
    expect(execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim()).toBe(promised);
  });
});
