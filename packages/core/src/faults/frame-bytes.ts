const lineFeed = 0x0a;

/** The bytes of a text of ASCII alone. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Several runs of bytes as one. */
export function joinBytes(...runs: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(runs.reduce((length, run) => length + run.length, 0));
  let at = 0;
  for (const run of runs) {
    joined.set(run, at);
    at += run.length;
  }
  return joined;
}

/** Whether a frame is one of an event stream, which ends with an empty line; messages of WebSockets do not. */
export function isEventOfStream(frame: Uint8Array): boolean {
  return frame.length > 1 && frame.at(-1) === lineFeed && frame.at(-2) === lineFeed;
}

/** A frame with other bytes in the place of each line feed. */
export function replaceLineFeeds(frame: Uint8Array, by: Uint8Array): Uint8Array {
  const runs: Uint8Array[] = [];
  let start = 0;
  for (let at = frame.indexOf(lineFeed); at !== -1; at = frame.indexOf(lineFeed, start)) {
    runs.push(frame.subarray(start, at), by);
    start = at + 1;
  }
  return joinBytes(...runs, frame.subarray(start));
}
