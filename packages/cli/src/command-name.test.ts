import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { commandName } from './command-name.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('is a script of the clone in a clone, and the package elsewhere', () => {
  expect(commandName()).toBe('npm run llmsim --');
  expect(commandName(false)).toBe('npx @llmsim/cli');
});

it('runs in a clone', () => {
  const printed = execFileSync('npm', ['run', '--silent', 'llmsim', '--', '--version'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/);
}, 60_000);
