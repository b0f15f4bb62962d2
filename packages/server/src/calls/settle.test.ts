import type { JournalEntry } from '@llmsim/core';
import { Socket } from 'node:net';
import WebSocket from 'ws';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

type Written = [data: string | Uint8Array, ...more: unknown[]];

let server: TinyServer;

/** What was written to sockets, with the entries that this process could not take along if it were killed then. */
const written: { readonly text: string; readonly kept: readonly string[] }[] = [];

beforeEach(async () => {
  written.length = 0;
  const kept: string[] = [];
  let waiting: string[] = [];
  const write = Reflect.get(Socket.prototype, 'write') as (this: Socket, ...given: Written) => boolean;
  Socket.prototype.write = function (this: Socket, ...given: Written) {
    const [data] = given;
    written.push({
      text: typeof data === 'string' ? data : Buffer.from(data).toString('latin1'),
      kept: [...kept],
    });
    return write.apply(this, given);
  };
  server = await startTinyServer({
    journal: {
      add: ([type, , of]: JournalEntry) => waiting.push('outcome' in of ? `${type} ${of.outcome}` : type),
      write() {
        kept.push(...waiting);
        waiting = [];
      },
    },
  });
});
afterEach(async () => {
  delete (Socket.prototype as Partial<Socket>).write;
  await server.close();
});

/** What was kept when the first piece was written that has a text. */
const keptAt = (text: string | RegExp) => written.find((piece) => piece.text.search(text) !== -1)?.kept;

describe('the end of a call is written down before its client can know of it', () => {
  it.each([
    ['a whole reply', {}, undefined, '"said"', ['start', 'plan', 'end completed']],
    ['a stream', { stream: true }, undefined, '"end":10', ['start', 'plan', 'end completed']],
    ['a reply in parts', {}, 'split-utf8', 'tokens', ['start', 'plan', 'end completed']],
    ['a refusal', { model: 5 }, undefined, 'invalid-request', ['start', 'end failed']],
    ['a failure', {}, 'overloaded', '"overloaded"', ['start', 'end failed']],
    ['an error of a proxy', {}, 'proxy-error', /HTTP\/1.1 5/, ['start', 'end failed']],
    ['an error in a stream', { stream: true }, 'stream-error', '"error"', ['start', 'plan', 'end failed']],
  ] as const)('for %s', async (_what, body, fault, last, expected) => {
    const headers = fault === undefined ? undefined : { 'x-llmsim-fault': fault };
    await server.say(body, headers).then((response) => response.text());
    expect(keptAt(last)).toEqual(expected);
  });

  it('for a turn over a WebSocket, and for one that fails', async () => {
    for (const fault of ['', 'overloaded']) {
      const headers = fault === '' ? {} : { 'x-llmsim-fault': fault };
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/tiny/v1/talk`, { headers });
      socket.on('open', () => socket.send('{"model":"m"}'));
      await new Promise<void>((resolve) => {
        socket.on('message', (data: Buffer) => data.toString().includes('ended') && resolve());
      });
      socket.terminate();
    }
    expect(keptAt('"end":10')).toEqual(['start', 'plan', 'end completed']);
    expect(keptAt('"overloaded"')).toEqual(['start', 'plan', 'end completed', 'start', 'end failed']);
  });

  it('and that there is a call, before it gets anything of a stream', async () => {
    await server.say({ stream: true }).then((response) => response.text());
    expect(keptAt('HTTP/1.1 200')).toEqual(['start', 'plan']);
  });
});
