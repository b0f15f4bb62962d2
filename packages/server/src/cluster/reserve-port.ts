import { createServer, type AddressInfo } from 'node:net';

/**
 * A port that is free. Workers that may have any listen on this one, all of them and their successors: one that asked for
 * any port by itself would get another one as soon as none of the others is left.
 * @param host - the address that it is to be free on; `undefined` comes back if nobody can listen there
 */
export function reservePort(host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    // Whoever listens there next says what is wrong.
    server.once('error', () => resolve(undefined));
    server.listen({ host, port: 0 }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
