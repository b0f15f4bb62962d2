import { execFileSync } from 'node:child_process';

it('lets the server be imported without the WebSocket client of Node', () => {
  const script = `
    await import(${JSON.stringify(import.meta.resolve('@llmsim/server'))});
    console.log(process.moduleLoadList.filter((name) => name.includes('undici')).length);
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(output.trim()).toBe('0');
});
