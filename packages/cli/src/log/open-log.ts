import type { Settings } from '../config/settings-table.js';
import type { TextSink } from '../runtime.js';
import { openLogFile, type LogSink } from './log-sink.js';
import type { Log } from './log.js';

/** A log that goes on while its settings change. */
export interface RunningLog extends Log {
  /**
   * Logs as other settings say from now on. A file is opened anew, as is wanted after it was moved away.
   * @throws LlmsimError LLMSIM_LOG if the file cannot be opened; everything stays as it was then
   */
  reopen(settings: Settings): void;
  /** Writes what is left to write. */
  close(): Promise<void>;
}

/**
 * Opens the log that the settings ask for. What writes it is loaded when there is something to write, which most
 * runs do not have before their end: it would make up a good part of the start.
 * @param stderr - where it goes without a file
 * @throws LlmsimError LLMSIM_LOG if the file cannot be opened
 */
export function openLog(initial: Settings, stderr: TextSink): RunningLog {
  let settings = initial;
  let sink = openSink(settings, stderr);
  let log: Log | undefined;
  let loading: Promise<void> | undefined;
  const waiting: ((log: Log) => void)[] = [];

  async function load(): Promise<void> {
    const { createLog } = await import('./log.js');
    log = createLog({
      level: settings['log.level'],
      format: chooseFormat(settings, stderr),
      colors: settings['log.file'] === undefined && (stderr.hasColors?.() ?? false),
      write: (line) => sink.write(line),
      wallMs: () => Date.now(),
    });
    for (const write of waiting.splice(0)) write(log);
  }

  function use(write: (log: Log) => void): void {
    if (log !== undefined) write(log);
    else {
      waiting.push(write);
      loading ??= load();
    }
  }

  return {
    error: (message) => use((current) => current.error(message)),
    warn: (message) => use((current) => current.warn(message)),
    info: (message) => use((current) => current.info(message)),
    request(request) {
      if (settings['log.level'] === 'debug') use((current) => current.request(request));
    },
    reopen(changed) {
      const next = openSink(changed, stderr);
      sink.close();
      sink = next;
      settings = changed;
      log = undefined;
      loading = undefined;
    },
    async close() {
      await loading;
      sink.close();
    },
  };
}

function openSink(settings: Settings, stderr: TextSink): LogSink {
  const file = settings['log.file'];
  if (file !== undefined) return openLogFile(file);
  return { write: (line) => void stderr.write(line), close: () => undefined };
}

function chooseFormat(settings: Settings, stderr: TextSink): 'pretty' | 'json' {
  const format = settings['log.format'];
  if (format !== 'auto') return format;
  return settings['log.file'] === undefined && stderr.isTTY === true ? 'pretty' : 'json';
}
