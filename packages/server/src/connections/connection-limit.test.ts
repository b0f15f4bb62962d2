import { createManualClock } from '@llmsim/core/testing';
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { limitConnections } from './connection-limit.js';

function start(limit: number) {
  const clock = createManualClock();
  const server = Object.assign(new EventEmitter(), { maxConnections: 0 });
  const connections = limitConnections(server as never, limit, clock);
  const connect = () => {
    const socket = new Socket();
    server.emit('connection', socket);
    return socket;
  };
  return { clock, server, connections, connect };
}
const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

describe('connections', () => {
  it('beyond the limit are known, and those within it are not asked about again', () => {
    const { server, connections, connect } = start(2);
    const sockets = [connect(), connect(), connect()];
    expect(sockets.map((socket) => connections.isBeyondLimit(socket))).toEqual([false, false, true]);
    expect([...connections]).toEqual(sockets);
    expect(server.maxConnections).toBe(1002);
  });

  it('beyond the limit end after five seconds, whatever they do; the others stay', () => {
    const { clock, connect } = start(1);
    const within = connect();
    const beyond = connect();
    clock.advance(4999);
    expect(beyond.destroyed).toBe(false);
    clock.advance(1);
    expect(beyond.destroyed).toBe(true);
    clock.advance(3_600_000);
    expect(within.destroyed).toBe(false);
  });

  it('make room when they close', async () => {
    const { connections, connect } = start(1);
    const first = connect();
    first.destroy();
    await closed(first);
    expect(connections.isBeyondLimit(connect())).toBe(false);
  });

  it('whose upgrade was declined begin a second time, and are counted once', () => {
    const { server, connections, connect } = start(1);
    const socket = connect();
    server.emit('connection', socket);
    expect(connections.isBeyondLimit(socket)).toBe(false);
    expect([...connections]).toHaveLength(1);
  });
});
