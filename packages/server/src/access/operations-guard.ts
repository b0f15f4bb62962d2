import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { createKeyCheck } from './api-key.js';
import { isDirectFromThisMachine } from './direct-request.js';

/** Who may look into the server. */
export interface OperationsGuardOptions {
  /** Whether the server listens on loopback only, where nobody but this machine's own programs is expected. */
  readonly isOnLoopback: () => boolean;
  /** Host names by which the server may be asked on loopback besides `localhost`; `*` is every name. */
  readonly allowedHosts: readonly string[];
  /** What has to be sent as an API key; `undefined`: none. */
  readonly operationsKey: string | undefined;
  /** Whether the APIs want a key. Then operations are for this machine only, unless they have a key of their own. */
  readonly apisWantKey: boolean;
}

/**
 * Keeps strangers from statistics, ledger and metrics. A page in a browser can make a name of its own mean 127.0.0.1
 * (DNS rebinding) and would then read what a server on loopback shows; so there the name that was asked for counts.
 */
export function createOperationsGuard(options: OperationsGuardOptions): RequestHandler {
  const { isOnLoopback, operationsKey, apisWantKey } = options;
  const allowedHosts = new Set(options.allowedHosts.map((host) => host.toLowerCase()));
  const hasKey = operationsKey === undefined ? undefined : createKeyCheck([operationsKey]);

  const reasonAgainst = (
    request: Parameters<RequestHandler>[0],
  ): readonly [status: number, why: string] | undefined => {
    const { host } = request.headers;
    if (isOnLoopback() && host !== undefined && !isAllowedHost(host, allowedHosts)) {
      return [
        403,
        `The host name "${host}" is not one of this server's. List it in server.allowed_hosts to allow it.`,
      ];
    }
    if (hasKey !== undefined) {
      return hasKey(request.headers)
        ? undefined
        : [401, 'This needs the key in server.operations_key, sent as "Authorization: Bearer KEY".'];
    }
    if (apisWantKey && !isDirectFromThisMachine(request)) {
      return [
        403,
        'Where API keys are configured, only programs on the machine of the server may ask this. Set server.operations_key to ask from elsewhere.',
      ];
    }
    return undefined;
  };

  return (request, response, next) => {
    const reason = reasonAgainst(request);
    if (reason === undefined) {
      next();
      return;
    }
    const [status, message] = reason;
    if (status === 401) response.setHeader('www-authenticate', 'Bearer');
    response.status(status).json({ error: { message } });
  };
}

/** Names that nobody can make mean something else: addresses, `localhost`, and what is listed. */
function isAllowedHost(host: string, allowedHosts: ReadonlySet<string>): boolean {
  if (allowedHosts.has('*')) return true;
  const name = host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  if (name.startsWith('[')) return isIP(name.slice(1, -1)) === 6;
  return isIP(name) === 4 || name === 'localhost' || name.endsWith('.localhost') || allowedHosts.has(name);
}
