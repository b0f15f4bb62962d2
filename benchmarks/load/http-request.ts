/** A request that is sent over and over. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The bytes of a request over HTTP/1.1, for a connection that is kept. */
export function encodeRequest({ method, path, headers = {}, body }: HttpRequest, port: number): Buffer {
  const all = {
    host: `127.0.0.1:${port}`,
    authorization: 'Bearer sk-benchmark',
    ...headers,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}
