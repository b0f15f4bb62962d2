import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { blessed, line } from './blessed-widgets.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the widgets', () => {
  it('are those that the screen is made of', () => {
    expect([typeof blessed.screen, typeof blessed.box, typeof line]).toEqual([
      'function',
      'function',
      'function',
    ]);
  });

  it('need not be installed: what is built draws in a folder without any package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'llmsim-tui-'));
    try {
      cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
      cpSync(join(root, 'package.json'), join(folder, 'package.json'));
      const script = `
        const { openScreen } = await import(${JSON.stringify(pathToFileURL(join(folder, 'dist/screen/open-screen.js')).href)});
        const { PassThrough } = await import('node:stream');
        const output = Object.assign(new PassThrough(), { isTTY: true, columns: 60, rows: 18 });
        const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {} });
        const screen = openScreen({ input, output, unicode: true, color: true, onKey() {}, onResize() {} });
        const title = [{ text: 'a title', style: 'accent' }];
        const area = { left: 0, top: 0, width: 60, height: 18 };
        const series = [{ name: 'a', style: 'first', values: [1, 2, 3] }];
        const chart = { series, labels: ['-2s', '-1s', 'now'], top: 4, step: 1 };
        const body = { type: 'chart', chart };
        screen.draw({ size: area, background: [title], panels: [{ title, area, body }] });
        setImmediate(() => { screen.close(); process.stdout.write(output.read()); });
      `;
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
        encoding: 'utf8',
        cwd: folder,
      });
      expect(stderr).toBe('');
      expect(stdout).toContain('a title');
      // The dots of the chart.
      expect(stdout).toMatch(/[\u2801-\u28ff]/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are no dependencies of the package', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(dependencies)).toEqual(['@llmsim/core']);
  });
});
