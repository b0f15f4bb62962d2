import { CaptureError, showPath, type Path } from './capture-error.js';
import { lineAt, lineOfPath } from './json-lines.js';
import { jsonSyntaxError } from './json-syntax.js';

/** What a document of JSON says about where it is from. */
interface Origin {
  readonly file: string;
  /** The whole text of the document. */
  readonly text: string;
  /** How many lines precede it in the file. */
  readonly linesBefore: number;
}

/** The longest time that is believed, in milliseconds: a day, as much as a simulated delay may have. */
export const longestMs = 86_400_000;

/** A value in a document of JSON that knows where it stands, so that what is wrong with it can be said. */
export class CaptureNode {
  readonly value: unknown;
  readonly #origin: Origin;
  readonly #path: Path;

  constructor(value: unknown, origin: Origin, path: Path = []) {
    this.value = value;
    this.#origin = origin;
    this.#path = path;
  }

  /** A member of an object; a value of `undefined` if there is none or this is no object. */
  get(key: string): CaptureNode {
    const { value } = this;
    const member =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
    return new CaptureNode(member, this.#origin, [...this.#path, key]);
  }

  /** Whether there is something, `null` not being something. */
  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The items of a list. @throws CaptureError if it is anything else */
  items(): readonly CaptureNode[] {
    if (!Array.isArray(this.value)) return this.fail(`expected a list, found ${describe(this.value)}`);
    return this.value.map((item: unknown, index) => this.#item(item, index));
  }

  #item(item: unknown, index: number): CaptureNode {
    return new CaptureNode(item, this.#origin, [...this.#path, index]);
  }

  /** A text that is not empty; anything else is `undefined`. */
  text(): string | undefined {
    return typeof this.value === 'string' && this.value !== '' ? this.value : undefined;
  }

  /**
   * A duration in milliseconds; `undefined` if it is not there.
   * @param unitMs - what a 1 means, in milliseconds
   * @throws CaptureError if it is no number, or negative, or longer than a day
   */
  time(unitMs = 1): number | undefined {
    return this.isThere ? this.#toTime(this.value, unitMs) : undefined;
  }

  #toTime(value: unknown, unitMs: number): number {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return this.fail(`expected a duration, found ${describe(value)}`);
    }
    if (value < 0) return this.fail(`a time may not be negative, found ${value}`);
    const ms = value * unitMs;
    if (ms > longestMs) return this.fail(`a time may not be longer than a day, found ${ms} ms`);
    return ms;
  }

  /** Durations in milliseconds; `undefined` if they are not there. @throws CaptureError as `time` */
  times(unitMs = 1): readonly number[] | undefined {
    if (!this.isThere) return undefined;
    if (!Array.isArray(this.value)) return this.fail(`expected a list, found ${describe(this.value)}`);
    return this.value.map((value: unknown, index) =>
      typeof value === 'number' && value >= 0 && value * unitMs <= longestMs
        ? value * unitMs
        : this.#item(value, index).#toTime(value, unitMs),
    );
  }

  /**
   * A whole number from 0 on; `undefined` if it is not there.
   * @throws CaptureError if it is anything else
   */
  count(): number | undefined {
    if (!this.isThere) return undefined;
    const { value } = this;
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    return this.fail(`expected a whole number from 0 on, found ${describe(value)}`);
  }

  /** Whole numbers from 0 on; `undefined` if they are not there. @throws CaptureError as `count` */
  counts(): readonly number[] | undefined {
    return this.isThere
      ? this.items().map((item) => item.count() ?? item.fail('a number is missing'))
      : undefined;
  }

  /** @throws CaptureError that says what is wrong here */
  fail(what: string): never {
    const { file, text, linesBefore } = this.#origin;
    const path = showPath(this.#path);
    const line = linesBefore + lineOfPath(text, this.#path);
    throw new CaptureError(file, line, `${path === '' ? '' : `${path}: `}${what}.`);
  }
}

/** A value as a message writes it, and not all of a long one. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * Reads one document of JSON.
 * @throws CaptureError with the line if it is none
 */
export function parseNode(file: string, text: string, linesBefore = 0): CaptureNode {
  try {
    return new CaptureNode(JSON.parse(text), { file, text, linesBefore });
  } catch {
    const offset = jsonSyntaxError(text);
    const isCut = offset >= text.trimEnd().length;
    throw new CaptureError(
      file,
      linesBefore + lineAt(text, isCut ? text.trimEnd().length : offset),
      isCut ? 'the JSON is cut off here; the file is not complete.' : 'this is not JSON.',
    );
  }
}

/**
 * Reads a document of JSON on each line; empty lines are passed over.
 * @throws CaptureError with the line that is none
 */
export function parseLines(file: string, text: string): readonly CaptureNode[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseNode(file, line, index)]));
}
