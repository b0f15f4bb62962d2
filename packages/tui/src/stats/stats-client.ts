import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { asFields, readServerStats, type ServerStats } from './server-stats.js';

/** What came of asking a server. */
export type Answer =
  | { readonly type: 'stats'; readonly stats: ServerStats; readonly body: unknown }
  /** Somebody answers, but it is not a llmsim. `reason` says what was wrong with the answer. */
  | { readonly type: 'foreign'; readonly reason: string }
  /** Nobody answers. `permanent` if trying again cannot help, as with a host that does not exist. */
  | { readonly type: 'unreachable'; readonly reason: string; readonly permanent: boolean };

/** Asks one server for its statistics. */
export interface StatsClient {
  /** The address of the server, without a slash at its end. */
  readonly url: string;
  /** Asks whether this is a llmsim, then for its statistics. Never rejects. */
  identify(): Promise<Answer>;
  /** Asks for statistics. Never rejects. */
  poll(): Promise<Answer>;
  /** Gives up on whatever is being asked; it ends as unreachable. */
  close(): void;
}

/** How long an answer may take. Longer than any interval: a busy server answers late rather than not at all. */
const timeoutMs = 3000;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'no answer in time',
  EPROTO: 'it does not speak this protocol',
};

function describeFailure(error: unknown): Answer {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { type: 'unreachable', reason: 'no answer in time', permanent: false };
  const code = asFields(error)?.['code'];
  if (typeof code === 'string' && code.startsWith('HPE_'))
    return { type: 'foreign', reason: 'it does not answer in HTTP' };
  const message = error instanceof Error ? error.message : 'the connection failed';
  const reason = typeof code === 'string' ? (reasons[code] ?? code) : message;
  return { type: 'unreachable', reason, permanent: code === 'ENOTFOUND' };
}

/**
 * The address of a server from what a person types: `http://` may be left out, and so may the slash at the end.
 * @returns undefined if this cannot be the address of an HTTP server
 */
export function parseServerUrl(typed: string): string | undefined {
  const text = typed.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '').replace(/\/llmsim\/stats$/, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * @param url - as `parseServerUrl` returns it
 * @param operationsKey - what the server wants for its statistics; `undefined`: no key
 */
export function createStatsClient(url: string, operationsKey?: string): StatsClient {
  const headers = {
    accept: 'application/json',
    ...(operationsKey === undefined ? undefined : { authorization: `Bearer ${operationsKey}` }),
  };
  const closing = new AbortController();
  const protocol = url.startsWith('https:') ? https : http;
  // One connection for all questions, so that asking costs the server as little as possible.
  const agent = new protocol.Agent({ keepAlive: true, maxSockets: 1 });

  // Not by fetch, which refuses some ports that a server may well have.
  async function getJson(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
        protocol.get(`${url}${path}`, { agent, signal, headers }, resolve).on('error', reject);
      });
      const body = await text(response);
      return { status: response.statusCode ?? 0, body: parseJson(body) };
    } catch (error) {
      // What aborted it says more than that it was aborted.
      signal.throwIfAborted();
      throw error;
    }
  }

  async function poll(): Promise<Answer> {
    try {
      const { status, body } = await getJson('/llmsim/stats');
      const stats = status === 200 ? readServerStats(body) : undefined;
      if (stats !== undefined) return { type: 'stats', stats, body };
      const what = status === 200 ? 'something else than statistics' : `status ${status}`;
      return { type: 'foreign', reason: `GET /llmsim/stats answers ${what}` };
    } catch (error) {
      return describeFailure(error);
    }
  }

  return {
    url,
    poll,
    async identify() {
      try {
        const { status, body } = await getJson('/health');
        if (asFields(body)?.['service'] === 'llmsim') return await poll();
        const what = status === 200 ? 'without saying that it is llmsim' : `with status ${status}`;
        return { type: 'foreign', reason: `GET /health answers ${what}` };
      } catch (error) {
        return describeFailure(error);
      }
    },
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}
