/** Frames are edited as Latin-1, a character for each byte, so that no other byte changes. */
function edit(frame: Uint8Array, change: (text: string) => string): Uint8Array {
  let text = '';
  for (let at = 0; at < frame.length; at += 4096) {
    text += String.fromCharCode(...frame.subarray(at, at + 4096));
  }
  const changed = change(text);
  return changed === text ? frame : Uint8Array.from(changed, (character) => character.charCodeAt(0));
}

/** Leaves out a chunk that has usage and no choice; in other frames, the value of `usage` becomes null. */
export function loseUsage(frame: Uint8Array): readonly Uint8Array[] {
  const changed = edit(frame, (text) => {
    const start = text.indexOf('"usage":{');
    if (start === -1) return text;
    if (text.includes('"choices":[]')) return '';
    const value = start + '"usage":'.length;
    return `${text.slice(0, value)}null${text.slice(endOfObject(text, value))}`;
  });
  return changed.length === 0 ? [] : [changed];
}

/** Where an object of JSON ends that begins at `start` and has no braces in its texts, as usage has none. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** A text inside JSON has its quotes escaped, so a key that follows a brace or a comma is one. */
const index = /([{,]"(?:index|output_index|content_index|summary_index)":)(\d+)/g;

/** Adds to every index in a frame. */
export function shiftIndexes(frame: Uint8Array, by: number): Uint8Array {
  return edit(frame, (text) =>
    text.replace(index, (_whole, key: string, value: string) => `${key}${Number(value) + by}`),
  );
}

const id = /([{,]"(?:id|item_id|response_id|call_id)":"[^"\\]{4,})[^"\\]{4}"/g;

/** Replaces the last four characters of every id in a frame by a number. */
export function changeIds(frame: Uint8Array, count: number): Uint8Array {
  const end = String(count % 10_000).padStart(4, '0');
  return edit(frame, (text) => text.replace(id, (_whole, start: string) => `${start}${end}"`));
}
