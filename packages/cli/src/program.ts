import { Command } from 'commander';
import { addSettingFlags, readSettingFlags } from './config/setting-flags.js';
import { programVersion } from './program-version.js';
import type { Surroundings } from './surroundings.js';

/**
 * The command line: which commands there are, and what each is called with. What a command needs is loaded when it
 * runs, so that a server starts without the dashboard's libraries and the dashboard without the server's.
 * @param finish - is told the exit code of the command that ran
 */
export function createProgram(surroundings: Surroundings, finish: (exitCode: number) => void): Command {
  const program = new Command('llmsim')
    .description('Simulates LLM APIs without a model: exact wire formats, honest timing, failures on demand.')
    .version(programVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'llmsim: ')),
      getOutHasColors: () => surroundings.stdout.hasColors?.() ?? false,
      getErrHasColors: () => surroundings.stderr.hasColors?.() ?? false,
    });

  const serve = addSettingFlags(program.command('serve'))
    .description('Serve the simulated APIs until Ctrl-C.')
    .action(async () => {
      const { serve: serveApis } = await import('./commands/serve.js');
      const { config } = serve.opts<{ config?: string }>();
      finish(await serveApis({ configFile: config, flags: readSettingFlags(serve) }, surroundings));
    });

  return program;
}
