/** A whole HTTP reply, ready to be sent. */
export interface WireResponse {
  readonly status: number;
  /** Lower-case names, without the content length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply with a JSON body. */
export function jsonResponse(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
