/** A whole HTTP reply, ready to be sent. */
export interface WireResponse {
  readonly status: number;
  /** Lower-case names, without the content length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply in frames, each of which is sent when it is due: audio, images that get sharper, a stream made earlier. */
export interface WireStream {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  /** In order; due times are milliseconds after the beginning of the stream, and never fall. */
  readonly frames: readonly { readonly atMs: number; readonly frame: string | Uint8Array }[];
}

/** A stream made earlier: frames that are overdue are sent at once. */
export interface WireReplay extends WireStream {
  /** Wall time in milliseconds at which it began. */
  readonly startedAtMs: number;
  readonly frames: readonly { readonly atMs: number; readonly frame: string }[];
}

/** A reply with a JSON body. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
