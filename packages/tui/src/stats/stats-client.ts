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
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_SOCKET: 'connection closed',
};

function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = asFields(cause)?.['code'];
  if (typeof code === 'string') return code;
  // Several addresses of one host were tried, and each failed.
  const [first] = cause instanceof AggregateError ? (cause.errors as readonly unknown[]) : [];
  return first === undefined ? undefined : codeOf(first);
}

function describeFailure(error: unknown): Answer {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { type: 'unreachable', reason: 'no answer in time', permanent: false };
  const code = codeOf(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason =
    reasons[code ?? ''] ?? code ?? (cause instanceof Error ? cause.message : 'the connection failed');
  // undici refuses ports that browsers block; it says so without a code.
  const permanent = code === 'ENOTFOUND' || (code === undefined && reason === 'bad port');
  return { type: 'unreachable', reason, permanent };
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

/**
 * @param url - as `parseServerUrl` returns it
 */
export function createStatsClient(url: string): StatsClient {
  const closing = new AbortController();

  async function getJson(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(`${url}${path}`, { signal, headers: { accept: 'application/json' } });
    const text = await response.text();
    try {
      return { status: response.status, body: JSON.parse(text) as unknown };
    } catch {
      return { status: response.status, body: undefined };
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
    close: () => closing.abort(),
  };
}
