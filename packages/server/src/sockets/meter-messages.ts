import type { Socket } from 'node:net';
import type { BufferBudget, BufferShare } from '../connections/buffer-budget.js';

/** What the messages of one connection take of the buffers that all connections share. */
export interface MessageMeter {
  /** Whether an unfinished message waits for room: nothing more may be read. */
  readonly isWaiting: boolean;
  /** A message is complete. @returns gives back what it holds; `undefined`: nothing */
  completed(): (() => void) | undefined;
  /** The connection is gone. */
  close(): void;
}

/** Shorter messages are not counted: they are less than what a socket reads at once. Bytes. */
const uncountedBytes = 65_536;

/**
 * Counts the bytes of the message that is under way on a connection.
 *
 * @param onChange - called when it begins or ends to wait for room
 * @param giveUp - called when others have waited too long for the room that an unfinished message takes
 */
export function meterMessages(
  socket: Socket,
  buffers: BufferBudget,
  onChange: () => void,
  giveUp: () => void,
): MessageMeter {
  let share: BufferShare | undefined;
  let arrived = 0;
  let reserved = 0;
  let isWaiting = false;

  const receive = (chunk: Buffer): void => {
    arrived += chunk.length;
    if (arrived <= uncountedBytes || arrived <= reserved) return;
    const bytes = Math.max(arrived, 2 * reserved) - reserved;
    reserved += bytes;
    share ??= buffers.open(() => {
      close();
      giveUp();
    });
    const isGranted = share.reserve(bytes, () => {
      isWaiting = false;
      onChange();
    });
    if (isGranted) return;
    isWaiting = true;
    onChange();
  };
  const close = (): void => {
    socket.off('data', receive);
    share?.close();
  };
  // Before the library, which emits a message as soon as it has read its last byte.
  socket.prependListener('data', receive);

  return {
    get isWaiting() {
      return isWaiting;
    },
    completed() {
      const held = share;
      share = undefined;
      arrived = 0;
      reserved = 0;
      if (isWaiting) {
        // It was the last piece that waited: it is here already.
        isWaiting = false;
        held?.close();
        onChange();
        return undefined;
      }
      if (held === undefined) return undefined;
      held.complete();
      return () => held.close();
    },
    close,
  };
}
