import { closeSync, openSync, writeSync } from 'node:fs';
import { LlmsimError } from '@llmsim/core';

/** Where lines of the log go. */
export interface LogSink {
  readonly write: (line: string) => void;
  readonly close: () => void;
}

/**
 * Appends to a file. Lines are collected and written in one go a few times a second, so that a log of every request
 * costs little.
 * @throws LlmsimError LLMSIM_LOG if the file cannot be opened
 */
export function openLogFile(file: string): LogSink {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'a', 0o600);
  } catch (error) {
    const { message } = error as Error;
    throw new LlmsimError('LLMSIM_LOG', `The log cannot be written to ${file}: ${message}.`, {
      cause: error,
    });
  }
  let pending = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = pending;
    pending = '';
    // A disk that is full is no reason to stop serving.
    try {
      writeSync(descriptor, text);
    } catch {
      return;
    }
  };
  return {
    write(line) {
      pending += line;
      timer ??= setTimeout(flush, flushAfterMs);
    },
    close() {
      flush();
      closeSync(descriptor);
    },
  };
}

const flushAfterMs = 200;
