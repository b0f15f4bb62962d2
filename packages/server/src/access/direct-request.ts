import type { IncomingMessage } from 'node:http';

/** Headers by which a proxy says whose request it passes on; those that begin with `x-forwarded-` are meant too. */
const proxyHeaders: readonly string[] = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'fly-client-ip',
  'x-appengine-user-ip',
  'x-azure-clientip',
  'x-envoy-external-address',
  'x-original-forwarded-for',
];

/** Whether an address is one of this machine alone: `127.0.0.1`, `::1`, `::ffff:127.0.0.1`. */
export function isLoopback(address: string | undefined): boolean {
  const plain = (address ?? '').replace(/^::ffff:/, '');
  return plain === '::1' || plain.startsWith('127.');
}

/**
 * Whether a request was sent by a program on this machine, for itself: not from elsewhere, and not passed on by a proxy
 * on this machine for somebody elsewhere.
 */
export function isDirectFromThisMachine({
  socket,
  headers,
}: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  if (!isLoopback(socket.remoteAddress)) return false;
  return !Object.keys(headers).some((name) => name.startsWith('x-forwarded-') || proxyHeaders.includes(name));
}
