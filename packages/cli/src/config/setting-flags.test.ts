import { Command } from 'commander';
import { addSettingFlags, readSettingFlags } from './setting-flags.js';
import { settingOf, settingPaths } from './settings-table.js';

function parse(...argv: string[]) {
  const command = addSettingFlags(new Command('serve'));
  command.exitOverride().parse(argv, { from: 'user' });
  return readSettingFlags(command);
}

it('reads no flags if there are none', () => {
  expect(parse()).toEqual({});
});

it('reads flags in their long and short form, as texts', () => {
  expect(parse('--port', '80', '-g', 'echo', '--strict', '--drain-timeout=5s')).toEqual({
    'server.port': '80',
    'response.generator': 'echo',
    strict: 'true',
    'server.drain_timeout_ms': '5s',
  });
});

it('adds up flags of lists, and takes the last of others', () => {
  expect(
    parse('-e', 'stall=0.1', '-e', 'reset=0.2', '--api-key', 'a', '--api-key', 'b', '-p', '1', '-p', '2'),
  ).toEqual({
    'errors.modes': 'stall=0.1,reset=0.2',
    'auth.api_keys': 'a,b',
    'server.port': '2',
  });
});

it('describes every flag of the table in help, with its default', () => {
  const help = addSettingFlags(new Command('serve')).helpInformation().replace(/\s+/g, ' ');
  for (const path of settingPaths) {
    const { flag, description } = settingOf(path);
    if (flag === undefined) continue;
    expect(help).toContain(flag);
    expect(help).toContain(description);
  }
  expect(help).toContain('(default: 8080)');
  expect(help).toContain('(default: 10s)');
});
