import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { changeIds } from '../edit-frame.js';

/** Has another id in every event. */
export const changingIdsMode = failureMode({
  name: 'changing-ids',
  does: 'Gives the ids in every event of the stream another end.',
  provokes: 'Clients that group events by an id see many replies of one token.',
  apply: (_options, reply) =>
    damageFrames(reply, () => {
      let count = 0;
      return (frame, { event }) => {
        if (event === 'whole' || event === 'close' || event === 'end') return [frame];
        count += 1;
        return [changeIds(frame, count)];
      };
    }),
});
