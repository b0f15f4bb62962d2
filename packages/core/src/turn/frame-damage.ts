import type { TurnEvent } from './turn-event.js';

/** Where a frame stands in what a client gets. */
export interface FramePlace {
  /**
   * The event that it encodes; `whole` for a reply that is not streamed, `close` for what ends a stream after its last
   * event, and `end` once after everything, with an empty frame, for what was held back.
   */
  readonly event: TurnEvent['type'] | 'whole' | 'close' | 'end';
  /** Output tokens before it. */
  readonly tokens: number;
  /** Output tokens that it hands over. */
  readonly ownTokens: number;
}

/**
 * Starts to damage the frames of one reply. Given a frame as it should be, the function gives what is written instead,
 * each entry by a write of its own; nothing, if the frame is lost. A reply that is not streamed is one frame.
 */
export type FrameDamage = () => (frame: Uint8Array, place: FramePlace) => readonly Uint8Array[];
