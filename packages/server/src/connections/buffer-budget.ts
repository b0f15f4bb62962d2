import type { Clock } from '@llmsim/core';

/** What all connections together buffer of what clients send, within a limit. */
export interface BufferBudget {
  /** Bytes that are buffered, or promised. */
  readonly usedBytes: number;
  /**
   * Opens the account of one request or connection.
   * @param giveUp - called when others have waited too long for what this one holds: it must let go of it and close
   */
  open(giveUp: () => void): BufferShare;
}

/** What one request or connection buffers. */
export interface BufferShare {
  /**
   * Asks for room for so many more bytes.
   * @param granted - called later, if there is no room now
   * @returns whether there is; `false`: read nothing more until `granted` is called, which is never after `close`
   */
  reserve(bytes: number, granted: () => void): boolean;
  /** All of it has arrived: nobody is kept waiting by its sender any more. */
  complete(): void;
  /** Gives everything back. May be called again. */
  close(): void;
}

/** Whoever asks for no more than this is not kept waiting by those who want more. Bytes. */
const smallBytes = 65_536;
/** The share of the limit that is left to the small ones. */
const shareOfSmall = 0.25;

/**
 * While others wait, whoever holds room has so long to use it, and a millisecond more for each so many bytes: a slow
 * sender may be slow as long as nobody minds.
 */
const patienceMs = 2000;
const bytesPerMs = 8000;
/** How often that is looked after. Milliseconds. */
const checkIntervalMs = 250;

/**
 * Keeps what is buffered within a limit. Who finds no room waits for it in the order of asking, so a client is slowed
 * down by TCP and not refused; only who holds room without filling it, while others wait, has to give it up.
 *
 * @param limitBytes - for all together
 */
export function createBufferBudget(limitBytes: number, clock: Clock): BufferBudget {
  const open = new Set<Share>();
  const waitingSmall = new Set<Share>();
  const waitingLarge = new Set<Share>();
  let used = 0;
  let isWatching = false;

  const ceilingOf = (bytes: number) => (bytes <= smallBytes ? limitBytes : limitBytes * (1 - shareOfSmall));
  const fits = (bytes: number) => used === 0 || used + bytes <= ceilingOf(bytes);
  const queueOf = (bytes: number) => (bytes <= smallBytes ? waitingSmall : waitingLarge);

  class Share implements BufferShare {
    held = 0;
    wanted = 0;
    sinceMs = Infinity;
    #granted: (() => void) | undefined;
    readonly giveUp: () => void;

    constructor(giveUp: () => void) {
      this.giveUp = giveUp;
      open.add(this);
    }

    reserve(bytes: number, granted: () => void): boolean {
      if (!open.has(this)) return false;
      const queue = queueOf(bytes);
      if (queue.size === 0 && fits(bytes)) {
        this.#take(bytes);
        return true;
      }
      this.wanted = bytes;
      this.#granted = granted;
      queue.add(this);
      watch();
      return false;
    }

    grant(): void {
      const granted = this.#granted;
      this.#take(this.wanted);
      this.#stopWaiting();
      granted?.();
    }

    complete(): void {
      this.sinceMs = Infinity;
    }

    close(): void {
      if (!open.delete(this)) return;
      this.#stopWaiting();
      used -= this.held;
      this.held = 0;
      grantWaiting();
    }

    #take(bytes: number): void {
      if (this.held === 0) this.sinceMs = clock.nowMs();
      this.held += bytes;
      used += bytes;
    }

    #stopWaiting(): void {
      queueOf(this.wanted).delete(this);
      this.wanted = 0;
      this.#granted = undefined;
    }
  }

  const grantWaiting = (): void => {
    for (const queue of [waitingSmall, waitingLarge]) {
      for (const share of queue) {
        if (!fits(share.wanted)) break;
        share.grant();
      }
    }
  };

  const isWaitedFor = () => waitingSmall.size > 0 || waitingLarge.size > 0;
  const watch = (): void => {
    if (isWatching) return;
    isWatching = true;
    clock.schedule({ run: check }, clock.nowMs() + checkIntervalMs);
  };
  const check = (nowMs: number): void => {
    isWatching = false;
    for (const share of [...open]) {
      if (!isWaitedFor()) return;
      if (nowMs - share.sinceMs <= patienceMs + share.held / bytesPerMs) continue;
      share.giveUp();
      share.close();
    }
    if (isWaitedFor()) watch();
  };

  return {
    get usedBytes() {
      return used;
    },
    open: (giveUp) => new Share(giveUp),
  };
}
