import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as index from './index.js';

const source = fileURLToPath(new URL('.', import.meta.url));
const built = fileURLToPath(new URL('../dist/index.js', import.meta.url));

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'),
  );
}

describe('@llmsim/tui', () => {
  it('offers the dashboard and the snapshot', () => {
    expect(Object.keys(index).sort()).toEqual(['printSnapshot', 'runDashboard']);
  });

  it('imports blessed in screen/ only', () => {
    const importing = sources(source).filter((name) =>
      /from 'blessed|import\('blessed/.test(readFileSync(`${source}${name}`, 'utf8')),
    );
    expect(importing.length).toBeGreaterThan(0);
    expect(importing.filter((name) => !/^screen[\\/]/.test(name))).toEqual([]);
  });

  it('has nothing of the outside world in its state and its views', () => {
    const pure = sources(source).filter((name) => /^(dashboard-(state|view|keys)|view[\\/])/.test(name));
    const impure = pure.filter((name) =>
      /node:|process\.|Date\.now|performance|setTimeout|fetch\(/.test(
        readFileSync(`${source}${name}`, 'utf8'),
      ),
    );
    expect([pure.length > 10, impure]).toEqual([true, []]);
  });

  it('loads no terminal library before a dashboard is shown', () => {
    expect(existsSync(built)).toBe(true);
    const probe = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', `await import(${JSON.stringify(built)});`],
      { encoding: 'utf8', env: { ...process.env, NODE_DEBUG: 'esm' } },
    );
    expect(probe.stderr).toContain('run-dashboard.js');
    expect(probe.stderr).not.toMatch(/blessed|open-screen/);
  });
});
