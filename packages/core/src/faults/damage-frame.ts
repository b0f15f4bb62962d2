import { shownTokens } from '../stream/shape-timeline.js';
import type { FrameDamage, FramePlace } from '../turn/frame-damage.js';
import type { PlannedReply } from '../turn/response-plan.js';

/** What is written instead of one frame. */
export type DamageOfFrame = (frame: Uint8Array) => readonly Uint8Array[];

/** Adds damage to every frame of a reply, after what was done to them before. */
export function damageFrames(reply: PlannedReply, damage: FrameDamage): Pick<PlannedReply, 'damage'> {
  return { damage: [...(reply.damage ?? []), damage] };
}

/** Whether the token after the n-th has been reached with a frame, or the last one if there are fewer. */
export function isTokenAfter(reply: PlannedReply, after: number): (place: FramePlace) => boolean {
  const at = Math.max(0, Math.min(Math.floor(after), shownTokens(reply) - 1));
  return ({ event, tokens, ownTokens }) => event === 'part-delta' && tokens + ownTokens > at;
}

/**
 * Damages the frame of the token after the n-th, or of the last one if there are fewer. A reply that is not streamed is
 * one frame, and damaged.
 */
export function damageAfterTokens(
  reply: PlannedReply,
  after: number,
  damage: DamageOfFrame,
): Pick<PlannedReply, 'damage'> {
  const isIt = isTokenAfter(reply, after);
  return damageFrames(reply, () => {
    let isDone = false;
    return (frame, place) => {
      if (isDone || !(place.event === 'whole' || isIt(place))) return [frame];
      isDone = true;
      return damage(frame);
    };
  });
}
