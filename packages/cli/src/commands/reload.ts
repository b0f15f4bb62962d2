import { LlmsimError } from '@llmsim/core';
import { commandName } from '../command-name.js';
import { localUrl, operationsKeyOf } from '../local-url.js';
import type { Runtime } from '../runtime.js';

/**
 * Lets a server on this machine read its configuration file again.
 * @param url - of the server; `undefined`: where the environment says that it is
 * @returns the exit code: 1 if the file cannot be used
 * @throws LlmsimError LLMSIM_UNREACHABLE if no llmsim answers there
 */
export async function reloadServer(url: string | undefined, runtime: Runtime): Promise<number> {
  const server = withScheme(url ?? (await localUrl(runtime)));
  const { ok, message } = await askToReload(server, operationsKeyOf(runtime));
  (ok ? runtime.stdout : runtime.stderr).write(`llmsim: ${message}\n`);
  return ok ? 0 : 1;
}

function withScheme(url: string): string {
  return (/^https?:\/\//.test(url) ? url : `http://${url}`).replace(/\/+$/, '');
}

async function askToReload(
  server: string,
  operationsKey: string | undefined,
): Promise<{ ok: boolean; message: string }> {
  const headers = operationsKey === undefined ? {} : { authorization: `Bearer ${operationsKey}` };
  const unreachable = (why: string, cause?: unknown) =>
    new LlmsimError(
      'LLMSIM_UNREACHABLE',
      `${why} Say where it listens: ${commandName()} reload http://127.0.0.1:8080`,
      { cause },
    );
  let body: unknown;
  try {
    const response = await fetch(`${server}/llmsim/reload`, { method: 'POST', headers });
    body = await response.json();
  } catch (error) {
    throw unreachable(`No llmsim answers at ${server}.`, error);
  }
  if (isReport(body)) return body;
  throw unreachable(`What answers at ${server} is no llmsim that can reload.`);
}

function isReport(body: unknown): body is { ok: boolean; message: string } {
  if (typeof body !== 'object' || body === null) return false;
  const { ok, message } = body as Record<string, unknown>;
  return typeof ok === 'boolean' && typeof message === 'string';
}
