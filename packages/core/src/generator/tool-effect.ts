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
