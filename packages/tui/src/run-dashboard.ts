import { startDashboardLoop, type DashboardClock } from './dashboard-loop.js';
import { intervalRange } from './dashboard-state.js';
import { describeForeign, describeUnreachable, describeWrongUrl } from './stats/describe-refusal.js';
import { createStatsClient, parseServerUrl } from './stats/stats-client.js';
import { showsUnicode, wantsColor } from './terminal-look.js';
import { asciiGlyphs, unicodeGlyphs } from './view/styled-text.js';

/** How a dashboard is run. */
export interface DashboardOptions {
  /** The address of the server, `http://127.0.0.1:8080`; `http://` may be left out. */
  readonly url: string;
  /** The key that the server wants for its statistics; by default it wants none. */
  readonly operationsKey?: string | undefined;
  /** How often the server is asked, 200 to 1,000 ms; 500 by default. The keys + and - change it. */
  readonly intervalMs?: number | undefined;
  /** Where keys come from; standard input by default. */
  readonly input?: NodeJS.ReadStream | undefined;
  /** The terminal; standard output by default. */
  readonly output?: NodeJS.WriteStream | undefined;
  /** Where the one line goes that says why there is no dashboard; standard error by default. */
  readonly errorOutput?: NodeJS.WritableStream | undefined;
  /** Quits when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Whether to draw with ASCII only; by default if the locale is not UTF-8. */
  readonly ascii?: boolean | undefined;
  /** Whether to use colours; by default unless the environment has `NO_COLOR`. */
  readonly color?: boolean | undefined;
  /** Where a server that was started together with the dashboard writes its log; the help shows it. */
  readonly logFile?: string | undefined;
}

const defaultIntervalMs = 500;

const systemClock: DashboardClock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  timeZoneMinutes: () => -new Date().getTimezoneOffset(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Exit codes of a process that was ended by a signal; Ctrl-C is how one quits, so it is none. */
const signalCodes = { SIGINT: 0, SIGTERM: 143, SIGHUP: 129 } as const;

/** Why there can be no dashboard, or undefined. */
function findObstacle(options: DashboardOptions, input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
  const { shortestMs, longestMs } = intervalRange;
  const { intervalMs = defaultIntervalMs, url } = options;
  if (!(intervalMs >= shortestMs && intervalMs <= longestMs))
    return `The interval must be ${shortestMs} to ${longestMs} ms, not ${intervalMs}.`;
  if (parseServerUrl(url) === undefined) return describeWrongUrl(url);
  if (!input.isTTY || !output.isTTY)
    return 'The dashboard needs a terminal; use --once for a snapshot as text, or --json as JSON.';
  return undefined;
}

/**
 * Shows a running llmsim in the terminal until it is quit, and leaves the terminal as it was found, whatever happens.
 * A server that does not answer yet, goes away or comes back is waited for.
 * @returns the exit code: 0 once quit; 1 with one line on `errorOutput` if this is no terminal, the address is wrong
 *   or whoever answers there is not a llmsim
 */
export async function runDashboard(options: DashboardOptions): Promise<number> {
  const { input = process.stdin, output = process.stdout, errorOutput = process.stderr } = options;
  const refuse = (reason: string) => {
    errorOutput.write(`llmsim: ${reason}\n`);
    return 1;
  };
  const obstacle = findObstacle(options, input, output);
  if (obstacle !== undefined) return refuse(obstacle);

  const client = createStatsClient(parseServerUrl(options.url) ?? options.url, options.operationsKey);
  const first = await client.identify();
  if (first.type === 'foreign') return refuse(describeForeign(client.url, first.reason));
  if (first.type === 'unreachable' && first.permanent)
    return refuse(describeUnreachable(client.url, first.reason));
  if (options.signal?.aborted === true) return 0;

  // Loaded only here, so that nobody pays for the terminal library who does not look at a dashboard.
  const { openScreen } = await import('./screen/open-screen.js');
  const unicode = !(options.ascii ?? !showsUnicode(process.env, process.platform));
  const loop = startDashboardLoop({
    client,
    first,
    intervalMs: options.intervalMs ?? defaultIntervalMs,
    clock: systemClock,
    glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
    logFile: options.logFile,
    openScreen: (handlers) =>
      openScreen({ input, output, unicode, color: options.color ?? wantsColor(process.env), ...handlers }),
  });

  let exitCode = 0;
  const stopBySignal = (name: NodeJS.Signals) => {
    exitCode = name in signalCodes ? signalCodes[name as keyof typeof signalCodes] : 0;
    loop.stop();
  };
  // A crash anywhere in the process, and an exit that somebody else calls for, must not leave the terminal unusable.
  process.on('uncaughtExceptionMonitor', loop.stop);
  process.on('exit', loop.stop);
  output.on('error', loop.stop);
  options.signal?.addEventListener('abort', loop.stop);
  const signals = Object.keys(signalCodes) as (keyof typeof signalCodes)[];
  for (const name of signals) process.on(name, stopBySignal);
  try {
    await loop.done;
    return exitCode;
  } finally {
    process.off('uncaughtExceptionMonitor', loop.stop);
    process.off('exit', loop.stop);
    output.off('error', loop.stop);
    options.signal?.removeEventListener('abort', loop.stop);
    for (const name of signals) process.off(name, stopBySignal);
  }
}
