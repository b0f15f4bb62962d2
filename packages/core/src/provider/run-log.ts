import type { RunningCall } from './running-calls.js';

/** What a call that runs on its own has said so far, for those who follow it. */
export interface RunLog extends Pick<RunningCall, 'said'> {
  add(piece: string): void;
  /** Nothing follows any more. */
  end(): void;
  /** All that there is. */
  pieces(): readonly string[];
}

export function createRunLog(): RunLog {
  const pieces: string[] = [];
  let isOver = false;
  let waiting: (() => void)[] = [];

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  }

  function said(from: number): readonly string[] | Promise<readonly string[]> {
    if (isOver || from < pieces.length) return pieces.slice(from);
    return new Promise((resolve) => {
      const resume = (): void => {
        if (isOver || from < pieces.length) resolve(pieces.slice(from));
        else waiting.push(resume);
      };
      waiting.push(resume);
    });
  }

  return {
    add(piece) {
      if (isOver) return;
      pieces.push(piece);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
    said,
    pieces: () => pieces,
  };
}
