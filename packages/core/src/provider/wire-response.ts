/** A whole HTTP reply, ready to be sent. */
export interface WireResponse {
  readonly status: number;
  /** Lower-case names, without the content length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A stream made earlier, of which each frame is sent when it is due; those that are overdue are sent at once. */
export interface WireReplay {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  /** Wall time in milliseconds from which `atMs` counts. */
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
