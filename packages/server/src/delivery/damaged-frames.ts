import type { FramePlace, PlannedReply } from '@llmsim/core';

/** What is written instead of the frames of one reply. */
export interface DamagedFrames {
  /** @returns each entry is written by itself; `ownTokens`: how many output tokens the frame hands over */
  partsOf(frame: string, event: FramePlace['event'], ownTokens: number): readonly Uint8Array[];
}

/** Starts to do to frames what the failure modes of a reply do; `undefined`: they are sent as they are. */
export function startDamage({ damage }: Pick<PlannedReply, 'damage'>): DamagedFrames | undefined {
  if (damage === undefined) return undefined;
  const steps = damage.map((start) => start());
  let tokens = 0;
  return {
    partsOf(frame, event, ownTokens) {
      const place = { event, tokens, ownTokens };
      tokens += ownTokens;
      let parts: readonly Uint8Array[] = [Buffer.from(frame)];
      for (const step of steps) parts = parts.flatMap((part) => step(part, place));
      return parts.filter((part) => part.length > 0);
    },
  };
}
