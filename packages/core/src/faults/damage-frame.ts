import { shownTokens } from '../stream/shape-timeline.js';
import type { FrameDamage } from '../turn/frame-damage.js';
import type { PlannedReply } from '../turn/response-plan.js';

/** What is written instead of one frame. */
export type DamageOfFrame = (frame: Uint8Array) => readonly Uint8Array[];

/** Adds damage to every frame of a reply, after what was done to them before. */
export function damageFrames(reply: PlannedReply, damage: FrameDamage): Pick<PlannedReply, 'damage'> {
  return { damage: [...(reply.damage ?? []), damage] };
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
  const at = Math.max(0, Math.min(Math.floor(after), shownTokens(reply) - 1));
  return damageFrames(reply, () => {
    let isDone = false;
    return (frame, { event, tokens, ownTokens }) => {
      if (isDone || !(event === 'whole' || (event === 'part-delta' && tokens + ownTokens > at)))
        return [frame];
      isDone = true;
      return damage(frame);
    };
  });
}
