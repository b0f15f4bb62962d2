import type { StepRunner } from '../calls/step-runner.js';

/** Where pieces are written. */
export interface PieceTarget {
  /** @returns `false` if the client reads too slowly: nothing more is made until it reads again */
  write(piece: string): boolean;
  /** Resolves when the client reads again, or has left. */
  drained(): Promise<void>;
  /** Whether nobody reads any more. */
  isGone(): boolean;
}

/**
 * Writes what is made piece by piece: others get their turns between the pieces, and no more is made than the client
 * reads.
 * @returns whether all of it was written
 */
export async function writePieces(
  pieces: Iterable<string>,
  target: PieceTarget,
  runner: StepRunner,
): Promise<boolean> {
  const iterator = pieces[Symbol.iterator]();
  for (;;) {
    const isDone = await runner.run(writeWhileRead(iterator, target), () => target.isGone());
    if (isDone !== false) return isDone ?? false;
    await target.drained();
  }
}

/** @returns whether it came to the end */
function* writeWhileRead(
  pieces: Iterator<string>,
  target: PieceTarget,
): Generator<undefined, boolean, undefined> {
  for (;;) {
    const next = pieces.next();
    if (next.done === true) return true;
    if (!target.write(next.value)) return false;
    yield;
  }
}

/** Puts pieces together, while others get their turns. @returns `undefined`: nobody wants the text any more */
export function joinPieces(
  pieces: Iterable<string>,
  runner: StepRunner,
  isUnwanted: () => boolean,
): Promise<string | undefined> {
  return runner.run(
    (function* () {
      let text = '';
      for (const piece of pieces) {
        text += piece;
        yield;
      }
      return text;
    })(),
    isUnwanted,
  );
}
