import { jsonPieces } from '../steps/json-pieces.js';

/** A whole HTTP reply, ready to be sent. */
export interface WireResponse {
  readonly status: number;
  /** Lower-case names, without the content length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A whole reply that is too long to be made at once: its body comes in pieces, made as its client reads them. */
export interface LongWireResponse {
  readonly status: number;
  /** Lower-case names, without the content length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: Iterable<string>;
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

/** A reply with a large JSON body. @param body - plain data, and lists and texts that are made when they are written */
export function longJsonResponse(status: number, body: unknown): LongWireResponse {
  return { status, headers: { 'content-type': 'application/json' }, pieces: jsonPieces(body) };
}

/** A reply with a JSON body. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
