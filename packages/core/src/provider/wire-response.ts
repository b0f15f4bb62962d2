/** A whole HTTP reply, ready to be sent. */
export interface WireResponse {
  readonly status: number;
  /** Lower-case names, without the content length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply in frames, each of which is sent when it is due: audio, images that get sharper. */
export interface WireStream {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  /** In order; due times are milliseconds after the beginning of the stream, and never fall. */
  readonly frames: readonly { readonly atMs: number; readonly frame: string | Uint8Array }[];
}

/** A stream that another call began: what it has said is sent at once, the rest as it says it. */
export interface WireReplay {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  /** The frames that follow those it gave before. A promise: there are none yet. Empty: there are no more. */
  next(): readonly string[] | Promise<readonly string[]>;
}

/** A reply with a JSON body. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
