import type { Reply, ScriptedCall } from '../reply/reply.js';
import type { Run } from './facts.js';
import type { Turn } from './scenario.js';

/** So many turns are compared at most: more would tell no more of where a conversation is, and cost time. */
export const comparedTurns = 8;

/**
 * How many of the turns before one are what the conversation has, counted from the last. So what was said decides where
 * a conversation is in its scenario, also where a client has shortened what came before.
 * @param at - the index of the turn
 * @param runs - how many runs there are since the scenario began
 */
export function agreementAt(turns: readonly Turn[], at: number, said: readonly Run[], runs: number): number {
  const most = Math.min(at, runs, comparedTurns);
  let agreed = 0;
  while (agreed < most) {
    const run = said.at(-1 - agreed);
    const turn = turns[at - 1 - agreed];
    if (run === undefined || turn === undefined || !isSaidBy(turn.reply, run)) break;
    agreed += 1;
  }
  return agreed;
}

/** Whether a run may be what a reply said. */
function isSaidBy(reply: Reply | undefined, run: Run): boolean {
  if (reply === undefined) return true;
  if (reply.calls.length > 0 || run.calls.length > 0) {
    const left = [...reply.calls];
    return (
      run.calls.length > 0 &&
      run.calls.every(({ name, argumentsText }) => {
        const index = left.findIndex((call) => isSame(call, name, argumentsText));
        if (index !== -1) left.splice(index, 1);
        return index !== -1;
      })
    );
  }
  if (reply.text === undefined) return true;
  const [scripted, found] = [plain(reply.text), plain(run.text)];
  if (scripted === '' || found === '') return scripted === found;
  // Clients trim and cut what they send back.
  return scripted.includes(found) || found.includes(scripted);
}

function isSame({ tool, known }: ScriptedCall, name: string, argumentsText: string): boolean {
  if (tool !== name) return false;
  if (known === undefined || Object.keys(known).length === 0) return true;
  let value: unknown;
  try {
    value = JSON.parse(argumentsText);
  } catch {
    return false;
  }
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  // A schema may have made a number of a text.
  return Object.entries(known).every(
    ([key, one]) => fields[key] === one || String(fields[key]) === String(one),
  );
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
