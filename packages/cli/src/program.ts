import { Command, InvalidArgumentError } from 'commander';
import { calibrateHelp } from './calibrate-help.js';
import type { DashboardFlags } from './commands/tui.js';
import { commandName } from './command-name.js';
import { addSettingFlags, readSettingFlags } from './config/setting-flags.js';
import { programVersion } from './program-version.js';
import { serveHelp } from './serve-help.js';
import { workerCommand } from './serving/worker-command.js';
import type { Runtime } from './runtime.js';

/** How a command was called, with what is needed to run it. */
interface Call {
  /** The whole command line after the program's name. */
  readonly argv: readonly string[];
  readonly runtime: Runtime;
}

const exitCodes = `
Exit codes: 0 success, 1 failure while running, 2 wrong command line or settings.
`;

/**
 * The command line: which commands there are, and what each is called with. What a command needs is loaded when it
 * runs, so that a server starts without the dashboard's libraries and the dashboard without the server's.
 * @param finish - called with the exit code of the command that ran
 */
export function createProgram(call: Call, finish: (exitCode: number) => void): Command {
  const { argv, runtime } = call;
  const program = new Command('llmsim')
    .description(
      'Simulates LLM APIs without a model: exact wire formats, realistic timing, failures on demand.',
    )
    .version(programVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => runtime.stdout.write(text),
      writeErr: (text) => runtime.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'llmsim: ')),
      getOutHasColors: () => runtime.stdout.hasColors?.() ?? false,
      getErrHasColors: () => runtime.stderr.hasColors?.() ?? false,
    });

  const serve = program
    .command('serve')
    .summary('serve the simulated APIs')
    .description('Serves the simulated APIs until Ctrl-C.')
    .option('--tui', 'show the dashboard while serving')
    .option('--interval <ms>', 'with --tui: how often to ask, 200 to 1000 ms', parseInterval)
    .option('--ascii', 'with --tui: draw with ASCII only')
    .action(async () => {
      const { tui: withDashboard, ...dashboard } = serve.opts<{ tui?: boolean } & DashboardFlags>();
      if (withDashboard === true) {
        const { serveWithDashboard } = await import('./commands/serve-with-dashboard.js');
        finish(await serveWithDashboard({ argv, dashboard }, readServeOptions(serve), runtime));
      } else {
        const alone =
          dashboard.interval !== undefined ? '--interval' : dashboard.ascii === true ? '--ascii' : undefined;
        if (alone !== undefined)
          serve.error(`llmsim: ${alone} is for the dashboard: add --tui.`, { exitCode: 2 });
        const { serve: serveApis } = await import('./commands/serve.js');
        finish(await serveApis(readServeOptions(serve), runtime));
      }
    });
  addSettingFlags(serve).addHelpText('after', () => serveHelp());

  const mock = program
    .command('mock')
    .summary('serve scenarios to tests, and judge them at the end')
    .description(
      'Serves scenarios to tests: without delays, strictly, and refusing what no scenario fits. At the end it ' +
        'prints how each test went. Exit code 1 if one failed, or nothing was tested.',
    )
    .argument('<files...>', 'YAML or JSON files with scenarios')
    .action(async (files: readonly string[]) => {
      const { mock: serveTests } = await import('./commands/mock.js');
      finish(await serveTests(files, readServeOptions(mock), runtime));
    });
  addSettingFlags(mock);

  const scenario = program
    .command('scenario')
    .summary('look at scenario files')
    .description('Looks at scenario files.');
  scenario
    .command('check')
    .summary('say whether scenario files are right')
    .description(
      'Says whether scenario files are right, with all that is wrong and where. Exit code 2 if not.',
    )
    .argument('<files...>', 'YAML or JSON files with scenarios')
    .action(async (files: readonly string[]) => {
      const { checkScenarios } = await import('./commands/scenario-check.js');
      finish(await checkScenarios(files, runtime));
    });

  scenario
    .command('convert')
    .summary('make a scenario file of a script of the Rust llmsim')
    .description(
      'Prints a scenario file that replays a script of the Rust llmsim: JSON with turns and on_exhausted.',
    )
    .argument('<file>', 'JSON file with a script')
    .action(async (file: string) => {
      const { convertScenario } = await import('./commands/scenario-convert.js');
      finish(await convertScenario(file, runtime));
    });

  program.command(workerCommand, { hidden: true }).action(async () => {
    const { serveAsWorker } = await import('./serving/serve-as-worker.js');
    await serveAsWorker(runtime);
    finish(0);
  });

  const tui = program
    .command('tui')
    .summary('show what a running server does')
    .description('Shows what a running server does: a dashboard, or its statistics once.')
    .argument('[url]', 'address of the server; by default that of this machine and LLMSIM_PORT')
    .option('--interval <ms>', 'how often to ask, 200 to 1000 ms', parseInterval)
    .option('--once', 'print the statistics once, as text')
    .option('--json', 'print the statistics once, as JSON')
    .option('--ascii', 'draw with ASCII only')
    .action(async (url: string | undefined) => {
      const { showDashboard } = await import('./commands/tui.js');
      finish(await showDashboard(url, tui.opts(), runtime));
    });

  program
    .command('reload')
    .summary('let a running server read its configuration file again')
    .description(
      'Lets a server on this machine read its configuration file again, for new requests; streams go on. ' +
        'An invalid file leaves the settings as they are. SIGHUP does the same.',
    )
    .argument('[url]', 'address of the server; by default that of this machine and LLMSIM_PORT')
    .action(async (url: string | undefined) => {
      const { reloadServer } = await import('./commands/reload.js');
      finish(await reloadServer(url, runtime));
    });

  const faults = program
    .command('faults')
    .summary('list the failure modes, their options and what each finds in clients')
    .description(
      'Lists the failure modes: what each does, its options with what holds without them, and what it finds.',
    )
    .option('--json', 'print one JSON document')
    .action(async () => {
      const { listFaults } = await import('./commands/faults.js');
      finish(listFaults(faults.opts<{ json?: true }>().json === true, runtime));
    });

  const models = program
    .command('models')
    .summary('list the models that serve would serve, with what each takes')
    .description(
      'Lists the models that serve would serve: their limits, their reasoning efforts, what they read, which APIs ' +
        'serve them and what they refuse. Says of which day the built-in table is.',
    )
    .option('--json', 'print one JSON document')
    .action(async () => {
      const { listModels } = await import('./commands/models.js');
      finish(
        await listModels(readServeOptions(models), models.opts<{ json?: true }>().json === true, runtime),
      );
    });
  addSettingFlags(models);

  const profiles = program
    .command('profiles')
    .summary('list the latency profiles, or show one and where its figures are from')
    .description(
      'Lists the latency profiles with the times that they give; with a name, shows one with its percentiles and where ' +
        'each figure is from. A name that is no profile is taken as a model: that is what auto gives it.',
    )
    .argument('[name]', 'a profile, ttft=200;tbt=20, or a model')
    .option('--json', 'print one JSON document')
    .action(async (name: string | undefined) => {
      const { showProfiles } = await import('./commands/profiles.js');
      finish(showProfiles(name, profiles.opts<{ json?: true }>().json === true, runtime));
    });

  const calibrate = program
    .command('calibrate')
    .summary('make a latency profile of captured traffic')
    .description(
      'Makes a latency profile of captured traffic: settings for serve --config, and a report that says how far the ' +
        'profile is from requests that it was not made from.',
    )
    .argument('<files...>', 'captured traffic, in one of the formats below')
    .option('-o, --output <file>', 'where the settings go; by default to standard output')
    .option('--html <file>', 'write the report as a page with plots, too')
    .option('--json', 'print the report as one JSON document')
    .option('--model <name>', 'take all requests to be of this model; a name, in which * stands for any text')
    .option('--against <profile>', 'say how far this profile is from the captures, too')
    .option('--format <format>', 'what the files are; by default what they look like')
    .action(async (files: readonly string[]) => {
      const { calibrateFiles } = await import('./commands/calibrate.js');
      finish(await calibrateFiles(files, calibrate.opts(), runtime));
    });
  calibrate.addHelpText('after', calibrateHelp);

  const config = program.command('config').summary('look at settings').description('Looks at settings.');
  const print = config
    .command('print')
    .summary('print the settings that serve would run with, and where each is from')
    .description(
      'Prints the settings that serve would run with, as a configuration file, and where each is from.',
    )
    .action(async () => {
      const { printConfig } = await import('./commands/config-print.js');
      const { showSecrets = false } = print.opts<{ showSecrets?: boolean }>();
      finish(await printConfig(readServeOptions(print), showSecrets, runtime));
    })
    .option('--show-secrets', 'print keys as they are, and not something in their place');
  addSettingFlags(print);
  config
    .command('check')
    .summary('say whether a configuration file is right')
    .description(
      'Says whether a configuration file is right, with all that is wrong and where. Exit code 2 if not.',
    )
    .argument('<file>', 'YAML or TOML file with settings')
    .action(async (file: string) => {
      const { checkConfig } = await import('./commands/config-check.js');
      finish(await checkConfig(file, runtime));
    });

  config
    .command('schema')
    .summary('print the JSON Schema of configuration files, for editors')
    .description('Prints the JSON Schema of configuration files, for editors.')
    .action(async () => {
      const { printConfigSchema } = await import('./commands/config-schema.js');
      finish(printConfigSchema(runtime));
    });

  program.addHelpText('after', () => `\nTry: ${commandName()} serve --help\n${exitCodes}`);
  return program;
}

function readServeOptions(command: Command) {
  return { configFile: command.opts<{ config?: string }>().config, flags: readSettingFlags(command) };
}

function parseInterval(text: string): number {
  const interval = Number(text);
  if (interval >= 200 && interval <= 1000) return interval;
  throw new InvalidArgumentError('Accepted: 200 to 1000 milliseconds.');
}
