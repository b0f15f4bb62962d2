import type { FinishedRequest } from '@llmsim/core';
import type { Settings } from '../config/settings-table.js';
import type { TextSink } from '../surroundings.js';
import { openLogFile, type LogSink } from './log-sink.js';
import { createLog, type Log } from './log.js';

/** A log that goes on while its settings change. */
export interface RunningLog extends Log {
  /**
   * Logs as other settings say from now on. A file is opened anew, as is wanted after it was moved away.
   * @throws LlmsimError LLMSIM_LOG if the file cannot be opened; everything stays as it was then
   */
  reopen(settings: Settings): void;
  /** Writes what is left to write. */
  close(): void;
}

/**
 * Opens the log that the settings ask for.
 * @param stderr - where it goes without a file
 * @throws LlmsimError LLMSIM_LOG if the file cannot be opened
 */
export function openLog(settings: Settings, stderr: TextSink): RunningLog {
  let sink = openSink(settings, stderr);
  let log = createLogFor(settings, sink);
  return {
    error: (message) => log.error(message),
    warn: (message) => log.warn(message),
    info: (message) => log.info(message),
    request: (request: FinishedRequest) => log.request(request),
    reopen(changed) {
      const next = openSink(changed, stderr);
      sink.close();
      sink = next;
      log = createLogFor(changed, sink);
    },
    close: () => sink.close(),
  };
}

function openSink(settings: Settings, stderr: TextSink): LogSink {
  const file = settings['log.file'];
  if (file !== undefined) return openLogFile(file);
  return { write: (line) => void stderr.write(line), close: () => undefined };
}

function createLogFor(settings: Settings, { write }: LogSink): Log {
  return createLog({
    level: settings['log.level'],
    format: settings['log.format'],
    write,
    wallMs: () => Date.now(),
  });
}
