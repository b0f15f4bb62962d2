import type { IncomingMessage } from 'node:http';
import { RequestError } from '@llmsim/core';
import { deepestNesting, isNestedTooDeeply } from './nesting.js';

/**
 * Reads a request's JSON body. Written out rather than taken from Express because it is on the path of every
 * request, and because the errors have to be the API's own.
 *
 * @param limitBytes - a larger body is refused as soon as that is known; what is left of it is not read here
 * @throws RequestError of kind `unsupported-media-type`, `payload-too-large` or `invalid-request` (not JSON, or
 * nested too deeply); rejects with the connection's error if the client leaves before the end
 */
export function readJsonBody(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const contentType = request.headers['content-type'];
    const contentEncoding = request.headers['content-encoding'];
    if (contentType !== undefined && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType)) {
      reject(new RequestError({ kind: 'unsupported-media-type' }));
      return;
    }
    if (contentEncoding !== undefined && contentEncoding !== 'identity') {
      const message = `Unsupported content encoding: '${contentEncoding}'. Send the body uncompressed.`;
      reject(new RequestError({ kind: 'unsupported-media-type', message }));
      return;
    }
    const tooLarge = () =>
      new RequestError({
        kind: 'payload-too-large',
        message: `The request body is larger than the limit of ${limitBytes} bytes.`,
      });
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      request.removeAllListeners('data');
      chunks.length = 0;
      reject(tooLarge());
    });
    request.on('end', () => {
      if (bytes > limitBytes) return;
      const [only] = chunks;
      const text = (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString(
        'utf8',
      );
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        reject(new RequestError({ kind: 'invalid-request' }));
        return;
      }
      if (isNestedTooDeeply(value, text.length)) {
        const message = `The JSON body is nested more than ${deepestNesting} levels deep.`;
        reject(new RequestError({ kind: 'invalid-request', message }));
      } else resolve(value);
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete)
        reject(new Error('The client closed the connection before its request was complete.'));
    });
  });
}
