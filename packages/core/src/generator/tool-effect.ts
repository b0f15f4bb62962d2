import { wordsOfName } from '@llmsim/schema';
import type { ToolDeclaration } from '../turn/sim-request.js';

/** Words of names and messages that say that something is changed, not only looked at. */
const changing = new Set(
  (
    'add append apply archive assign book buy cancel change charge clear close commit copy create delete deploy disable ' +
    'drop edit enable execute fix grant insert install kill merge modify move order patch pay post publish push put ' +
    'refund register remove rename replace reset restart revoke rollback save schedule send set start stop store submit ' +
    'transfer truncate uninstall update upload upsert write'
  ).split(' '),
);

/** Of these each does about what another does: who asks to create a file wants what writes one, but not what deletes it. */
const making = new Set(
  (
    'add append apply change commit copy create edit fix insert modify patch put replace save set store update upload ' +
    'upsert write'
  ).split(' '),
);

/** Whether one of the changes is asked for, by the same word or one that comes to the same. */
export function isAskedFor(
  changes: readonly string[],
  asked: ReadonlySet<string>,
): 'exactly' | 'alike' | 'not' {
  if (changes.some((change) => asked.has(change))) return 'exactly';
  return changes.some((change) => making.has(change)) && [...asked].some((word) => making.has(word))
    ? 'alike'
    : 'not';
}

/** How much of a message is looked at, in UTF-16 units. */
const readLength = 2_000;

/** The words of a tool's name that say that it changes something: of `write_file`, `files.delete`. */
export function changesOf(tool: ToolDeclaration): readonly string[] {
  return wordsOfName(tool.name).filter((word) => changing.has(word));
}

/** The changes that a message asks for, as the words that tools have for them: "deleting old files" has `delete`. */
export function changesAskedFor(message: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const word of message
    .slice(0, readLength)
    .toLowerCase()
    .split(/[^a-z]+/)) {
    // A verb without the ending of its form: "sends", "sending", "deleted".
    const root = word.replace(/(?:ing|ed|s)$/, '');
    for (const form of [word, root, `${root}e`]) if (changing.has(form)) found.add(form);
  }
  return found;
}
