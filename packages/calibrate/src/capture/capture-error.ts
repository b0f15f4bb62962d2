import { LlmsimError } from '@llmsim/core';

/** The way to a value in a document of JSON. */
export type Path = readonly (string | number)[];

/** A capture that cannot be read: one line, with the file, the line in it, and what is wrong there. */
export class CaptureError extends LlmsimError {
  /** @param line - from 1 on; `undefined`: it is the whole file that is wrong */
  constructor(file: string, line: number | undefined, what: string) {
    super('LLMSIM_CAPTURE', `${file}${line === undefined ? '' : `:${line}`}: ${what}`);
  }
}

/** `log.entries[3].time` */
export function showPath(path: Path): string {
  return path
    .map((key, index) =>
      typeof key === 'number'
        ? `[${key}]`
        : /^\w+$/.test(key)
          ? `${index === 0 ? '' : '.'}${key}`
          : `[${JSON.stringify(key)}]`,
    )
    .join('');
}
